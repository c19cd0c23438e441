"""What a person has done: their events, newest first."""

from typing import Any

from reports.lists.paging import Cursor, Order, Page, page_of_queryset
from workflows.models import CaseEvent
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
    return Page([_row(event, judged) for event in found.rows], found.next, found.previous)


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
