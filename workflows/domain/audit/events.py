"""One event: read as it is stored, checked for form, hashed again."""

import json
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit, event_name, reading
from workflows.domain.audit.rows import of_types, stored, stored_moment, stream
from workflows.domain.trail import HASHED_COLUMNS, IN_ORDER, canonical, hash_in_order

COLUMNS = ("id", *HASHED_COLUMNS, "hash")
MOMENTS = ("at", "written_at")
_AT, _WRITTEN_AT = map(IN_ORDER.index, MOMENTS)
_in_order = itemgetter(*map(COLUMNS.index, IN_ORDER))
_NULLABLE = ("actor_id", "on_behalf_of_id")
_NUMBERS = ("id", "case_id", "seq", "subject_id", *_NULLABLE)
_FILLED = tuple(int if name in _NUMBERS else str for name in COLUMNS)
_TYPES = frozenset(
    tuple(type(None) if name in empty else kind for name, kind in zip(COLUMNS, _FILLED, strict=True))
    for empty in ((), _NULLABLE, _NULLABLE[:1], _NULLABLE[1:])
)


class Event(NamedTuple):
    """A row of the trail; moments as text in the database's form."""

    id: int
    case_id: int
    seq: int
    verb: str
    noun: str
    subject_id: int
    state_from: str
    state_to: str
    refused: str
    actor_id: int | None
    role: str
    scope: str
    on_behalf_of_id: int | None
    data: str
    at: str
    written_at: str
    prev_hash: str
    hash: str

    def check(self, last_hash: str, last_id: int, stamp: Callable[[str], str]) -> None:
        """Hold the event against the one before it in its case and against its own hash.

        ``stamp`` reads a stored moment (see :func:`workflows.domain.audit.rows.moment_reader`).
        """
        if self.prev_hash != last_hash:
            raise Misfit(_("The %(event)s does not follow the event before it.") % self._name())
        try:
            values = list(_in_order(self))
            values[_AT], values[_WRITTEN_AT] = stamp(self.at), stamp(self.written_at)
            fits = self.hash == hash_in_order(values)
            if self.data != "{}":
                check_data(self.data)
        except (ValueError, TypeError, RecursionError) as error:
            raise Misfit(_("The %(event)s cannot be read: %(why)s.") % {**self._name(), "why": error})
        if not fits:
            raise Misfit(_("The %(event)s has been changed: its hash does not fit.") % self._name())
        if self.id <= last_id:
            raise Misfit(_("The key of %(event)s is out of order.") % self._name())

    def _name(self) -> dict[str, str]:
        return {"event": event_name(self.case_id, self.seq)}


assert Event._fields == COLUMNS


def events() -> Iterator[Event]:
    """Yield all events by case and seq."""
    columns = ", ".join(stored_moment(n) if n in MOMENTS else stored(n) for n in COLUMNS)
    sql = f"SELECT {columns} FROM workflows_caseevent ORDER BY case_id, seq"  # noqa: S608
    with reading("workflows_caseevent"):
        rows = of_types(stream(sql), COLUMNS, _TYPES, "workflows_caseevent")
        yield from map(Event._make, rows)


def check_data(text: str) -> None:
    """Raise ValueError when ``text`` is not the canonical JSON of an object."""
    data = json.loads(text)
    if type(data) is not dict or canonical(data) != text:
        raise ValueError(_("its data are not written as the product writes them"))
