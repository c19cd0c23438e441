"""The list of entries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forms.filters import EntryFilterForm
from reports.lists import entries, scopes, tables
from reports.lists.paging import CAP, capped_count, read_cursor
from workflows import clock
from workflows.models.grants import Grants
from workflows.roles import Role
from workflows.views.access import grants, person
from workflows.views.downloads import download
from workflows.views.paged import page_url


def _form(request: HttpRequest) -> EntryFilterForm:
    held = grants(request)
    units = scopes.units(held)
    return EntryFilterForm(
        request.GET,
        states=entries.states(held),
        contests=scopes.contests(held),
        units=units if len(units) <= scopes.MOST_OFFERED else [],
        by_code=entries.may_sort_by_code(held),
    )


def _wanted(form: EntryFilterForm, held: Grants) -> tuple[entries.EntryFilter, str]:
    chosen = form.chosen()
    if chosen["sort"] == "code" and not entries.may_sort_by_code(held):
        chosen["sort"] = ""
    wanted = entries.EntryFilter(
        state=chosen["state"],
        contest=int(chosen["contest"]) if chosen.get("contest") else None,
        unit=int(chosen["unit"]) if chosen.get("unit") else None,
        search=chosen["q"],
        sort=chosen["sort"],
    )
    return wanted, chosen["sort"] or "-created"


@login_required
@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    """Show the entries that the person may see."""
    form = _form(request)
    wanted, sort = _wanted(form, grants(request))
    found = entries.found(person(request), grants(request), wanted)
    page = entries.page(found, person(request), sort, read_cursor(request.GET))
    count = capped_count(found)
    context = {
        "form": form,
        "rows": page.rows,
        "count": count,
        "capped": count > CAP,
        "may_write": bool(grants(request).roles & {Role.AUTHOR, Role.UNIT_OFFICER}),
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
        "export_url": f"{reverse('entries_export')}?{request.GET.urlencode()}",
    }
    return render(request, "workflows/entries.html", context)


@login_required
@require_safe
def entries_export(request: HttpRequest) -> HttpResponse:
    """Give the list as an Excel table."""
    wanted, sort = _wanted(_form(request), grants(request))
    found = entries.found(person(request), grants(request), wanted)
    order = entries.ORDERS.get(sort, entries.ORDERS["-created"])
    related = ("contest", "round", "award_fact__prize")
    cut = found.select_related(*related).order_by(*order.fields())[: tables.MOST_ROWS]
    rows = entries.rows_of(list(cut), person(request))
    columns = [
        (_("Code"), 14),
        (_("Title"), 70),
        (_("Unit"), 32),
        (_("Contest"), 50),
        (_("State"), 30),
        (_("Submitted"), 18),
    ]
    table = (
        [r["code"], r["title"], r["unit"], r["contest"], r["label"].text, r["submitted_at"]] for r in rows
    )
    title = _("Entries")
    content = tables.workbook(title, columns, table)
    return download(content, f"{title} {clock.today():%Y-%m-%d}.xlsx", tables.CONTENT_TYPE)
