"""The audit trail across cases, for those who watch over it: filtered, paged by key."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from reports.lists.paging import Cursor, Order, Page, page_of_queryset
from reports.lists.timeline import actor_of, readable
from workflows import clock
from workflows.domain.refusals import role_label
from workflows.models import CaseEvent
from workflows.models.grants import Grants
from workflows.roles import Role
from workflows.verbs import Noun, Verb

ORDER = Order("pk", descending=True, kind=int)


@dataclass(frozen=True)
class TrailFilter:
    """Which events to show; empty fields ask for everything."""

    case: int | None = None
    actor: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None
    refused: bool = False

    def condition(self) -> Q:
        """Return the filter as a condition on events."""
        found = Q(case_id=self.case) if self.case else Q()
        if self.actor:
            found &= Q(actor__full_name__icontains=self.actor) | Q(actor__username__iexact=self.actor)
        if self.verb:
            found &= Q(verb=self.verb)
        if self.since:
            found &= Q(at__gte=_midnight(self.since))
        if self.until:
            found &= Q(at__lt=_midnight(self.until + timedelta(days=1)))
        return found & ~Q(refused="") if self.refused else found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LOCAL_ZONE)


def in_scope(grants: Grants) -> "QuerySet[CaseEvent]":
    """Return the events of the cases that the auditor watches over."""
    events = CaseEvent.objects.all()
    if grants.everywhere(Role.AUDITOR):
        return events
    contests, units = grants.contests(Role.AUDITOR), grants.units(Role.AUDITOR)
    scope = Q(case__entry__unit_id__in=units) if units else Q(pk__in=())
    if contests:
        scope |= Q(case__contest__in=contests) | Q(case__document__contest_id__in=contests)
        scope |= Q(case__entry__contest_id__in=contests)
    return events.filter(scope)


def page(events: "QuerySet[CaseEvent]", cursor: Cursor | None) -> Page:
    """Return a page of events, newest first."""
    found = page_of_queryset(events.select_related(*_RELATED), ORDER, cursor)
    return Page([row(event) for event in found.rows], found.next, found.previous)


_RELATED = ("actor", "on_behalf_of", "note", "case__entry", "case__contest", "case__document")


def rows(events: "QuerySet[CaseEvent]", limit: int) -> list[dict[str, Any]]:
    """Return the newest events, to be taken away as a table."""
    return [row(event) for event in events.select_related(*_RELATED).order_by("-pk")[:limit]]


def row(event: CaseEvent) -> dict[str, Any]:
    """Return one event as the list shows it."""
    return {
        "pk": event.pk,
        "at": event.at,
        "written_at": event.written_at,
        "case_id": event.case_id,
        "seq": event.seq,
        "verb": Verb(event.verb).label,
        "noun": Noun(event.noun).label,
        "what": _what(event),
        "entry_id": event.subject_id if event.noun == Noun.ENTRY else None,
        "actor": actor_of(event),
        "role": role_label(event.role) if event.role else "",
        "states": f"{event.state_from} → {event.state_to}" if event.state_to else "",
        "refused": event.refused,
        "note": event.note.text if hasattr(event, "note") else "",
        "data": readable(event.data),
        "hash": event.hash,
        "prev_hash": event.prev_hash,
    }


def _what(event: CaseEvent) -> str:
    case = event.case
    if hasattr(case, "entry"):
        return f"{case.entry.code or ''} {case.entry.title}".strip()
    return str(case.document) if hasattr(case, "document") else str(case.contest)
