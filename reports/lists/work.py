"""The inbox and the queue: a page of open tasks, read from the work list alone.

It stays flat however many tasks are open: a page is one statement, sought by key in an index; of
several queues each gives at most one page, and those are merged (an IN over all would sort them all).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from reports.lists.paging import CAP, Cursor, Order, Page, page_of
from workflows import clock
from workflows.models import WorkItem
from workflows.vietnamese.fold import fold

COLUMNS = (
    "task_id",
    "entry_id",
    "contest_id",
    "queue",
    "role",
    "flow",
    "step",
    "code",
    "title",
    "unit_name",
    "state",
    "owner_id",
    "is_personal",
    "due",
    "arrived",
)
ORDERS = {
    "due": Order("due", pk="task_id"),
    "-due": Order("due", descending=True, pk="task_id"),
    # keys are given in the order of arrival
    "arrived": Order("task_id", pk="task_id", kind=int),
    "-arrived": Order("task_id", descending=True, pk="task_id", kind=int),
    "code": Order("code", pk="task_id", kind=str),
    "-code": Order("code", descending=True, pk="task_id", kind=str),
}


_INDEXED = ("due",)
"""Orders in which a list is read from its index without sorting."""


@dataclass(frozen=True)
class WorkFilter:
    """What of the work list to show; empty fields ask for everything.

    ``due`` is ``overdue``, ``today`` or ``week``.
    """

    step: str = ""
    contest: int | None = None
    unit: int | None = None
    due: str = ""
    search: str = ""

    def condition(self) -> Q:
        """Return the filter as a condition on the work list."""
        found = self._due()
        if self.step:
            found &= Q(step=self.step)
        if self.contest is not None:
            found &= Q(contest_id=self.contest)
        if self.unit is not None:
            found &= Q(unit_id=self.unit)
        for word in fold(self.search).split():
            found &= Q(search_key__contains=word)
        return found

    def _due(self) -> Q:
        if not self.due:
            return Q()
        now = clock.now()
        if self.due == "overdue":
            return Q(due__lt=now)
        days = 1 if self.due == "today" else 7
        # a window that closes at midnight belongs to the day before
        return Q(due__gte=now, due__lte=_midnight_after(now, days))


def _midnight_after(now: datetime, days: int) -> datetime:
    day = clock.local(now).date() + timedelta(days=days)
    return datetime.combine(day, time(), clock.LOCAL_ZONE)


def owned_by(user_id: int) -> list[QuerySet[WorkItem]]:
    """Return the inbox of a person."""
    return [WorkItem.objects.filter(owner_id=user_id)]


def waiting_in(queue_keys: Sequence[str]) -> list[QuerySet[WorkItem]]:
    """Return the queues that a person may take tasks from, one list each."""
    return [WorkItem.objects.filter(owner__isnull=True, queue=key, is_personal=False) for key in queue_keys]


def page(parts: Sequence[QuerySet[WorkItem]], wanted: WorkFilter, sort: str, cursor: Cursor | None) -> Page:
    """Return a page of the tasks in ``parts`` as dicts of :data:`COLUMNS`."""
    order = ORDERS.get(sort, ORDERS["due"])
    condition = wanted.condition()

    def find(place: Q, fields: tuple[str, ...], limit: int) -> Sequence[Any]:
        narrowed = [part.filter(condition & place) for part in parts]
        return list(_merged(narrowed, fields, limit).order_by(*fields).values(*COLUMNS)[:limit])

    return page_of(find, order, cursor, key=lambda row: (row[order.field], row["task_id"]))


def rows(parts: Sequence[QuerySet[WorkItem]], wanted: WorkFilter, sort: str, limit: int) -> list[Any]:
    """Return the first ``limit`` tasks, to be taken away as a table."""
    fields = ORDERS.get(sort, ORDERS["due"]).fields()
    narrowed = [part.filter(wanted.condition()) for part in parts]
    return list(_merged(narrowed, fields, limit).order_by(*fields).values(*COLUMNS)[:limit])


def count(parts: Sequence[QuerySet[WorkItem]], wanted: WorkFilter) -> int:
    """Count the tasks, at most one more than the cap; one statement."""
    narrowed = [part.filter(wanted.condition()) for part in parts]
    return _merged(narrowed, ("due",), CAP + 1).order_by()[: CAP + 1].count()


def _merged(parts: Sequence[QuerySet[WorkItem]], fields: tuple[str, ...], limit: int) -> QuerySet[WorkItem]:
    """Return the tasks of all parts, each part cut to its first ``limit``.

    One part in the order of its index is read as it stands; in any other order only keys are sorted.
    Django cannot write a UNION of cut parts for SQLite, hence the statement by hand: its pieces are
    Django's own, values and all.
    """
    if not parts:
        return WorkItem.objects.none()
    if len(parts) == 1 and fields[0].lstrip("-") in _INDEXED:
        return parts[0]
    pieces: list[str] = []
    values: list[Any] = []
    for part in parts:
        sql, parameters = part.order_by(*fields).values("task_id")[:limit].query.sql_with_params()
        pieces.append(f"SELECT task_id FROM ({sql}) AS part")  # noqa: S608 (built of Django's statements)
        values.extend(parameters)
    merged = RawSQL(" UNION ALL ".join(pieces), values)  # noqa: S611
    return WorkItem.objects.filter(pk__in=merged)
