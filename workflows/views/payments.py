"""The accountant's page: who gets how much by which decision."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.lists import results, tables
from workflows import clock
from workflows.models import Contest
from workflows.roles import Role
from workflows.views.access import for_roles, grants
from workflows.views.downloads import download

MOST_AWARDS = 1000


@for_roles(Role.ACCOUNTANT)
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Show every award of the accountant's contests."""
    rows = list(results.payments(_contests(request))[:MOST_AWARDS])
    context = {"rows": rows, "total": sum(row.money_vnd for row in rows if not row.is_revoked)}
    return render(request, "workflows/payments.html", context)


def _contests(request: HttpRequest) -> "QuerySet[Contest]":
    return Contest.objects.filter(pk__in=grants(request).contests(Role.ACCOUNTANT))


@for_roles(Role.ACCOUNTANT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the awards as an Excel table."""
    columns = [
        (_("Contest"), 50),
        (_("Decision"), 18),
        (_("Prize"), 22),
        (_("Authors"), 50),
        (_("Unit"), 32),
        (_("Title"), 60),
        (_("Money (VND)"), 16),
    ]
    rows = (
        [
            row.entry.contest.title,
            row.decision.full_number,
            row.prize.name,
            ", ".join(author.full_name for author in row.entry.authors.all()),
            row.entry.unit_name,
            row.entry.title,
            0 if row.is_revoked else row.money_vnd,
        ]
        for row in results.payments(_contests(request))[: tables.MOST_ROWS]
    )
    title = _("Prize money")
    content = tables.workbook(title, columns, rows)
    return download(content, f"{title} {clock.today():%Y-%m-%d}.xlsx", tables.CONTENT_TYPE)
