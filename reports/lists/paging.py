"""Paging by key: a page begins after (or ends before) a row, and no row is counted.

A cursor is the row's sort value and key as text; one that cannot be read shows the first page.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

PAGE_SIZE = 25
CAP = 999
"""Counts above this are shown as 999+, and not counted further."""
_LARGEST = 2**63 - 1
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Order:
    """The sort of a list: a field, the direction, the type of its values.

    The key ``pk`` decides between equals.
    """

    field: str
    descending: bool = False
    pk: str = "pk"
    kind: type = datetime

    def fields(self, *, turned: bool = False) -> tuple[str, ...]:
        """Return what ``order_by`` takes; ``turned`` reads from the end."""
        sign = "-" if self.descending != turned else ""
        return tuple(f"{sign}{name}" for name in dict.fromkeys((self.field, self.pk)))


@dataclass(frozen=True)
class Cursor:
    """A row's place: its sort value and key; ``back`` asks for the rows before it."""

    value: Any
    pk: int
    back: bool = False

    def encode(self) -> str:
        """Return the cursor as it stands in an address."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        kind = "t" if isinstance(self.value, datetime) else "v"
        text = json.dumps([kind, value, self.pk], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(parameters: Mapping[str, str]) -> Cursor | None:
    """Return the cursor of ``after`` or ``before``; ``None`` for none, or one that means nothing."""
    back = "before" in parameters
    text = parameters.get("before" if back else "after", "")
    if not text:
        return None
    try:
        kind, value, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        read = datetime.fromisoformat(value) if kind == "t" else value
        return Cursor(read, pk, back) if _is_sound(read) and _is_sound(pk) else None
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError):
        return None


def _is_sound(value: Any) -> bool:
    """Say whether a database can compare with the value at all."""
    if isinstance(value, datetime):
        return value.tzinfo is not None and _EARLIEST < value.replace(tzinfo=UTC) < _LATEST
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)
    return type(value) is int and 0 <= value <= _LARGEST


def place(order: Order, cursor: Cursor | None) -> Q:
    """Return the condition for the rows on the cursor's far side.

    Written as ``a >= x AND (a > x OR key > y)``: an index on (a, key) is then sought, not walked.
    """
    if cursor is None or not isinstance(cursor.value, order.kind):
        return Q()
    step = "lt" if order.descending != cursor.back else "gt"
    if order.field in ("pk", order.pk):
        return Q(**{f"{order.pk}__{step}": cursor.pk})
    beyond = Q(**{f"{order.field}__{step}": cursor.value}) | Q(**{f"{order.pk}__{step}": cursor.pk})
    return Q(**{f"{order.field}__{step}e": cursor.value}) & beyond


@dataclass(frozen=True)
class Page:
    """Rows of one page and the cursors of its neighbours (empty where there are none)."""

    rows: list[Any] = field(default_factory=list)
    next: str = ""
    previous: str = ""


def page_of(
    find: Callable[[Q, tuple[str, ...], int], Sequence[Any]],
    order: Order,
    cursor: Cursor | None,
    *,
    key: Callable[[Any], tuple[Any, int]],
    size: int = PAGE_SIZE,
) -> Page:
    """Return the page at ``cursor``.

    Args:
        find: (condition, order, limit) → rows; the only query.
        order: the sort.
        cursor: where to begin.
        key: row → (sort value, key).
        size: rows on a page.
    """
    back = cursor is not None and cursor.back
    rows = list(find(place(order, cursor), order.fields(turned=back), size + 1))
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    has_next, has_previous = (bool(rows), more) if back else (more, cursor is not None and bool(rows))
    return Page(
        rows=rows,
        next=Cursor(*key(rows[-1])).encode() if has_next else "",
        previous=Cursor(*key(rows[0])).encode() if has_previous else "",
    )


def page_of_queryset(
    queryset: QuerySet[Any, Any], order: Order, cursor: Cursor | None, size: int = PAGE_SIZE
) -> Page:
    """Return the page of a queryset of objects."""

    def find(condition: Q, fields: tuple[str, ...], limit: int) -> Sequence[Any]:
        return list(queryset.filter(condition).order_by(*fields)[:limit])

    def key(row: Any) -> tuple[Any, int]:
        return getattr(row, order.field), row.pk

    return page_of(find, order, cursor, key=key, size=size)


def capped_count(queryset: QuerySet[Any, Any]) -> int:
    """Count at most one more than the cap."""
    return queryset.order_by()[: CAP + 1].count()
