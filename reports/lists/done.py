"""What a person has done: their events, newest first."""

from typing import Any

from reports.lists import papers
from reports.lists.paging import Cursor, Order, Page, page_of_queryset
from workflows.models import CaseEvent, Entry
from workflows.models.grants import grants_of
from workflows.roles import Role
from workflows.verbs import Verb

_ORDER = Order("at", descending=True)
_NOT_WORK = (Verb.CLAIM, Verb.RELEASE, Verb.SAVE_DRAFT, Verb.SAVE_SHEET)


def done_page(user: Any, cursor: Cursor | None) -> Page:
    """Return a page of the person's acts: dicts with verb, at, code, title, entry_id, contest_id."""
    events = (
        CaseEvent.objects.filter(actor=user, refused="")
        .exclude(verb__in=_NOT_WORK)
        .exclude(role="system")
        .select_related("case__entry__contest", "case__contest", "case__document__contest")
    )
    found = page_of_queryset(events, _ORDER, cursor)
    judged = grants_of(user).contests(Role.JUDGE)
    rows = [_row(event, judged) for event in found.rows]
    return Page(_without_closed_doors(rows, user), found.next, found.previous)


def _without_closed_doors(rows: list[dict[str, Any]], user: Any) -> list[dict[str, Any]]:
    """Drop the key of what the person may no longer open, as after a recusal."""
    doors: dict[str, Any] = {
        "entry_id": Entry.objects.visible_to(user),
        "document_id": papers.visible(grants_of(user)),
    }
    for name, visible in doors.items():
        keys = {row[name] for row in rows} - {None}
        open_keys = set(visible.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        for row in rows:
            row[name] = row[name] if row[name] in open_keys else None
    return rows


def _row(event: CaseEvent, judged: frozenset[int]) -> dict[str, Any]:
    case = event.case
    row = {"verb": Verb(event.verb), "at": event.at, "entry_id": None, "document_id": None, "slug": ""}
    if hasattr(case, "entry"):
        entry = case.entry
        as_judge = event.role == Role.JUDGE or (entry.contest.is_blind and entry.contest_id in judged)
        code = entry.judging_code if as_judge else entry.code
        return {**row, "code": code or "", "title": entry.title, "entry_id": entry.pk}
    if hasattr(case, "document"):
        document = case.document
        return {**row, "code": document.full_number, "title": document.subject, "document_id": document.pk}
    return {**row, "code": "", "title": str(case.contest), "slug": case.contest.slug}
