"""The list of entries that a person may see: filtered, searched, paged by key, never leaking a result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from reports.lists.entry_parts import shows_judging_code
from reports.lists.paging import Cursor, Order, Page, page_of_queryset
from workflows.domain.labels import entry_label
from workflows.domain.reading import reading_of
from workflows.models import Entry
from workflows.models.grants import Grants
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import AUTHOR_LABELS, SCORED_UNTIL_PUBLISHED, SECRET_STATES, EntryState, RoundState
from workflows.vietnamese.fold import fold

ORDERS = {
    "-created": Order("created_at", descending=True),
    "created": Order("created_at"),
    "code": Order("code", kind=str),
}
HIDDEN = "hidden_result"
"""The filter's value for every scored entry whose result the reader may not know."""


@dataclass(frozen=True)
class EntryFilter:
    """What of the entries to show; empty fields ask for everything."""

    state: str = ""
    contest: int | None = None
    unit: int | None = None
    search: str = ""
    sort: str = ""


def found(user: Any, grants: Grants, wanted: EntryFilter) -> "QuerySet[Entry]":
    """Return the visible entries that fit the filter."""
    entries = Entry.objects.visible_to(user).filter(_state(grants, wanted.state))
    if wanted.contest is not None:
        entries = entries.filter(contest_id=wanted.contest)
    if wanted.unit is not None:
        # a judge of a blind contest must not learn the unit by asking for it
        entries = entries.filter(unit_id=wanted.unit).exclude(_blind(grants))
    for word in fold(wanted.search).split():
        entries = entries.filter(_word(grants, word))
    # drafts have no code to be sorted by
    return entries.exclude(code=None) if wanted.sort == "code" else entries


def may_sort_by_code(grants: Grants) -> bool:
    """Say whether entries may stand in the order of their codes: a judge could map them to judging codes."""
    return Role.JUDGE not in grants.roles


def _word(grants: Grants, word: str) -> Q:
    by_title = Q(search_key__contains=word) | Q(judging_code__iexact=word)
    return by_title | (Q(code__icontains=word) & ~_blind(grants))


def _blind(grants: Grants) -> Q:
    judged = grants.contests(Role.JUDGE)
    return Q(contest_id__in=judged, contest__is_blind=True) if judged else Q(pk__in=())


def _state(grants: Grants, state: str) -> Q:
    """Return the condition for a state; a result counts only where the reader may know it."""
    if not state:
        return Q()
    secret = Q(state__in=[s.value for s in SECRET_STATES]) & ~_known(grants)
    if state == HIDDEN:
        return secret
    return Q(state=state) & ~secret if state in SECRET_STATES else Q(state=state)


def _known(grants: Grants) -> Q:
    if grants.everywhere(Role.AUDITOR):
        return Q()
    # an accountant sees nothing but what has been awarded
    knowing = grants.contests(*RESULT_ROLES, Role.ACCOUNTANT)
    return Q(round__state=RoundState.PUBLISHED) | Q(contest_id__in=knowing)


def states(grants: Grants) -> list[tuple[str, Any]]:
    """Return the states that the filter offers, in the reader's words."""
    outside = not grants.roles & (RESULT_ROLES | {Role.UNIT_OFFICER, Role.UNIT_HEAD})
    choices = [
        (s.value, AUTHOR_LABELS[s] if outside else s.label) for s in EntryState if s != EntryState.SCORED
    ]
    if grants.roles & RESULT_ROLES:
        choices.append((EntryState.SCORED.value, EntryState.SCORED.label))
    if not grants.everywhere(Role.AUDITOR):
        choices.append((HIDDEN, SCORED_UNTIL_PUBLISHED))
    return choices


def page(entries: "QuerySet[Entry]", user: Any, sort: str, cursor: Cursor | None) -> Page:
    """Return a page of rows: pk, code, title, unit, contest, label, submitted_at."""
    order = ORDERS.get(sort, ORDERS["-created"])
    related = ("contest", "round", "award_fact__prize")
    pages = page_of_queryset(entries.select_related(*related), order, cursor)
    return Page(rows_of(pages.rows, user), pages.next, pages.previous)


def rows_of(entries: Sequence[Entry], user: Any) -> list[dict[str, Any]]:
    """Return the entries as the reader may see them."""
    return [_row(entry, user) for entry in entries]


def _row(entry: Entry, user: Any) -> dict[str, Any]:
    reading = reading_of(user, entry)
    award = getattr(entry, "award_fact", None)
    label = entry_label(entry, reading, prize=str(award.prize) if award else "")
    return {
        "pk": entry.pk,
        "code": (entry.judging_code if shows_judging_code(reading) else entry.code) or "",
        "title": entry.title,
        "unit": entry.unit_name if reading.sees_people else "",
        "contest": entry.contest.title,
        "label": label,
        "submitted_at": entry.submitted_at,
    }
