"""The inbox (my tasks), the queue (tasks I may take) and what I have done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from forms.filters import WorkFilterForm
from reports.lists import scopes, tables, work
from reports.lists.done import done_page
from reports.lists.paging import CAP, PAGE_SIZE, Page, read_cursor
from workflows import clock
from workflows.domain import late_papers
from workflows.errors import TransitionRefused
from workflows.flows import tasks
from workflows.roles import Role
from workflows.views import flow_words
from workflows.views.access import actor, grants, person
from workflows.views.downloads import download
from workflows.views.paged import page_url


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the tasks that are the person's own."""
    return _show(request, "inbox", work.owned_by(person(request).pk))


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the tasks that the person may take."""
    return _show(request, "queue", work.waiting_in(grants(request).queue_keys))


def _show(request: HttpRequest, tab: str, parts: list[Any]) -> HttpResponse:
    form, contests = _filter_form(request)
    wanted, sort = _wanted(form)
    found = work.page(parts, wanted, sort, read_cursor(request.GET))
    is_whole = not found.next and not found.previous
    count = len(found.rows) if is_whole else work.count(parts, wanted)
    context = {
        "tab": tab,
        "has_queue": _has_queue(request),
        "form": form,
        "rows": [_shown(row, contests) for row in found.rows],
        "count": count,
        "capped": count > CAP,
        "is_narrowed": form.is_narrowed(),
        "many_contests": len(contests) > 1,
        "next_url": page_url(request, after=found.next),
        "previous_url": page_url(request, before=found.previous),
        "export_url": f"{reverse(f'{tab}_export')}?{request.GET.urlencode()}",
        "late": late_papers.late_to_issue(grants(request).contests(Role.CLERK)),
    }
    return render(request, "workflows/inbox.html", context)


def _has_queue(request: HttpRequest) -> bool:
    """Say whether the person holds a role with tasks that are nobody's own from the beginning."""
    return bool(grants(request).roles - {Role.AUTHOR, Role.JUDGE})


def _filter_form(request: HttpRequest) -> tuple[WorkFilterForm, dict[int, str]]:
    held = grants(request)
    contests = scopes.contests(held)
    units = scopes.units(held)
    form = WorkFilterForm(
        request.GET,
        steps=flow_words.steps_of(held.roles),
        contests=contests,
        units=units if len(units) <= scopes.MOST_OFFERED else [],
    )
    return form, dict(contests)


def _wanted(form: WorkFilterForm) -> tuple[work.WorkFilter, str]:
    chosen = form.chosen()
    wanted = work.WorkFilter(
        step=chosen.get("step", ""),
        contest=int(chosen["contest"]) if chosen.get("contest") else None,
        unit=int(chosen["unit"]) if chosen.get("unit") else None,
        due=chosen["due"],
        search=chosen["q"],
    )
    return wanted, chosen["sort"] or "due"


def _shown(row: dict[str, Any], contests: dict[int, str]) -> dict[str, Any]:
    """Add to a row of the work list its words."""
    return {
        **row,
        "task": flow_words.title_of(row["flow"], row["step"]),
        "state_label": flow_words.state_of(
            row["flow"], row["state"], row["step"], role=row["role"], due=row["due"]
        ),
        "next": flow_words.next_words(row["flow"], row["step"]),
        "contest": contests.get(row["contest_id"], ""),
    }


@login_required
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Show what the person has done, newest first."""
    found: Page = done_page(person(request), read_cursor(request.GET))
    context = {
        "tab": "done",
        "has_queue": _has_queue(request),
        "rows": found.rows,
        "next_url": page_url(request, after=found.next),
        "previous_url": page_url(request, before=found.previous),
    }
    return render(request, "workflows/done.html", context)


@login_required
@require_safe
def inbox_export(request: HttpRequest) -> HttpResponse:
    """Give the inbox as an Excel table."""
    return _export(request, _("My tasks"), work.owned_by(person(request).pk))


@login_required
@require_safe
def queue_export(request: HttpRequest) -> HttpResponse:
    """Give the queue as an Excel table."""
    return _export(request, _("Queue"), work.waiting_in(grants(request).queue_keys))


def _export(request: HttpRequest, title: str, parts: list[Any]) -> HttpResponse:
    form, contests = _filter_form(request)
    wanted, sort = _wanted(form)
    rows = [_shown(row, contests) for row in work.rows(parts, wanted, sort, tables.MOST_ROWS)]
    columns = [
        (pgettext("column", "Due"), 18),
        (pgettext("column", "Task"), 32),
        (_("Code"), 14),
        (pgettext("column", "Title"), 70),
        (_("Unit"), 32),
        (pgettext("column", "State"), 24),
        (pgettext("column", "Next"), 40),
        (_("Arrived"), 18),
        (_("Contest"), 50),
    ]
    keys = ("due", "task", "code", "title", "unit_name", "state_label", "next", "arrived", "contest")
    content = tables.workbook(title, columns, ([row[key] for key in keys] for row in rows))
    name = f"{title} {clock.today():%Y-%m-%d}.xlsx"
    return download(content, name, tables.CONTENT_TYPE)


@login_required
@require_POST
def claim_selected(request: HttpRequest) -> HttpResponse:
    """Claim every ticked task; those that somebody else was faster with are named."""
    chosen = [
        int(key) for key in request.POST.getlist("task")[:PAGE_SIZE] if key.isdecimal() and len(key) < 19
    ]
    claimed, refused = 0, []
    for task_id in chosen:
        try:
            tasks.claim(task_id=task_id, actor=actor(request))
            claimed += 1
        except TransitionRefused as refusal:
            refused.append(str(refusal.sentence))
    _tell(request, claimed, refused, bool(chosen))
    return redirect("inbox" if claimed else "queue")


def _tell(request: HttpRequest, claimed: int, refused: list[str], any_chosen: bool) -> None:
    if claimed:
        sentence = ngettext("%(n)d task claimed.", "%(n)d tasks claimed.", claimed) % {"n": claimed}
        messages.success(request, sentence)
    for sentence in dict.fromkeys(refused):
        messages.warning(request, sentence)
    if not any_chosen:
        messages.info(request, _("Please tick the tasks to claim first."))
