"""The audit page: every event in the auditor's scope, refused attempts included."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forms.filters import TrailFilterForm
from reports.lists import tables, trail
from reports.lists.paging import read_cursor
from workflows import clock
from workflows.roles import Role
from workflows.verbs import Verb
from workflows.views.access import for_roles, grants
from workflows.views.downloads import download
from workflows.views.paged import page_url


def _form(request: HttpRequest) -> TrailFilterForm:
    return TrailFilterForm(request.GET, verbs=Verb.choices)


def _wanted(form: TrailFilterForm) -> trail.TrailFilter:
    chosen = form.chosen()
    return trail.TrailFilter(
        case=chosen["case"] or None,
        actor=chosen["actor"],
        verb=chosen["verb"],
        since=chosen["since"] or None,
        until=chosen["until"] or None,
        refused=bool(chosen["refused"]),
    )


@for_roles(Role.AUDITOR)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Show the events, newest first."""
    form = _form(request)
    events = trail.in_scope(grants(request)).filter(_wanted(form).condition())
    page = trail.page(events, read_cursor(request.GET))
    context = {
        "form": form,
        "rows": page.rows,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
        "export_url": f"{reverse('trail_export')}?{request.GET.urlencode()}",
    }
    return render(request, "workflows/trail.html", context)


@for_roles(Role.AUDITOR)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the events as an Excel table."""
    events = trail.in_scope(grants(request)).filter(_wanted(_form(request)).condition())
    keys = {
        "at": (_("When"), 18),
        "case_id": (_("Case number"), 10),
        "seq": (_("Number"), 8),
        "verb": (_("Act"), 26),
        "what": (_("Title"), 60),
        "actor": (_("Who"), 40),
        "states": (_("State"), 30),
        "refused": (_("Refused because"), 18),
        "note": (_("Reason"), 40),
        "data": (_("Data"), 60),
        "written_at": (_("Written at"), 18),
        "hash": (_("Digest"), 66),
        "prev_hash": (_("Digest of the event before"), 66),
    }
    rows = ([row[key] for key in keys] for row in trail.rows(events, tables.MOST_ROWS))
    title = _("Audit trail")
    content = tables.workbook(title, list(keys.values()), rows)
    return download(content, f"{title} {clock.today():%Y-%m-%d}.xlsx", tables.CONTENT_TYPE)
