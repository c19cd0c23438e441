"""Rows as they are stored: no model, no conversion, a few at a time, all from one moment.

What a driver would mend on the way (a number in a text, a shortened date) must be seen here.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit

Row = tuple[Any, ...]
Ordered = TypeVar("Ordered", bound=tuple[Any, ...])
CHUNK = 2000


_cursors: ContextVar[ExitStack] = ContextVar("cursors")


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all streams of the body see the database at one moment, while others go on writing.

    At its end every stream is closed: half-read ones would hold their tables.
    """
    begin = _sqlite_snapshot if connection.vendor == "sqlite" else _postgresql_snapshot
    with begin(), ExitStack() as cursors:
        token = _cursors.set(cursors)
        try:
            yield
        finally:
            _cursors.reset(token)


@contextmanager
def _sqlite_snapshot() -> Iterator[None]:
    connection.ensure_connection()
    raw: Any = connection.connection
    before, raw.text_factory = raw.text_factory, partial(str, encoding="utf-8", errors="surrogateescape")
    own = not connection.in_atomic_block
    try:
        if own:
            # Django would begin IMMEDIATE and keep every writer waiting until the end
            raw.execute("BEGIN DEFERRED")
        yield
    finally:
        if own and raw.in_transaction:
            raw.execute("ROLLBACK")
        raw.text_factory = before


@contextmanager
def _postgresql_snapshot() -> Iterator[None]:
    own = not connection.in_atomic_block
    with transaction.atomic():
        if own:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def stored(column: str) -> str:
    """Return the SQL that reads ``column`` with no conversion by the driver."""
    return f"+{column}" if connection.vendor == "sqlite" else column


def stored_moment(column: str) -> str:
    """Return the SQL that reads a moment as text; see :func:`moment_reader`."""
    if connection.vendor == "sqlite":
        # without the + the driver would make a datetime of it, and mend what is not one
        return f"+{column}"
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"AD')"""


def moment_reader() -> Callable[[Any], str]:
    """Return the function that makes a stamp (see :func:`workflows.domain.trail.stamp`) of a stored moment.

    It raises ValueError when the moment is stored in another form than the one Django writes.
    """
    return _sqlite_stamp if connection.vendor == "sqlite" else _postgresql_stamp


def _sqlite_stamp(text: str) -> str:
    if str(datetime.fromisoformat(text)) != text or len(text) not in (19, 26):
        raise ValueError(_("“%(text)s” is no moment as this product writes it") % {"text": text})
    return f"{text[:10]}T{text[11:]}{'Z' if len(text) == 26 else '.000000Z'}"


def _postgresql_stamp(text: str) -> str:
    if not text.endswith("ZAD"):
        raise ValueError(_("“%(text)s” is no moment") % {"text": text})
    return text[:-2]


def stream(sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
    """Yield the rows of a query, never holding more than a few; only inside a snapshot."""
    with ExitStack() as own:
        cursor = own.enter_context(connection.chunked_cursor())
        _cursors.get().callback(own.close)
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def of_types(rows: Iterator[Row], names: Sequence[str], accepted: frozenset[Row], what: str) -> Iterator[Row]:
    """Yield ``rows``, each holding values of one of the ``accepted`` rows of types.

    Raises:
        Misfit: a row has another one; ``what`` names the table, the row's first column the row.
    """
    for row in rows:
        if tuple(map(type, row)) not in accepted:
            raise Misfit(_wrong_type(row, names, accepted, what))
        yield row


def _wrong_type(row: Row, names: Sequence[str], accepted: frozenset[Row], what: str) -> str:
    for at, name in enumerate(names):
        if type(row[at]) not in {types[at] for types in accepted}:
            kind = _("nothing") if row[at] is None else type(row[at]).__name__
            sentence = _("%(what)s, row %(row)s: %(column)s holds a value of the wrong type (%(type)s).")
            return sentence % {"what": what, "row": show(row[0]), "column": name, "type": kind}
    return _("%(what)s, row %(row)s: values of the wrong types.") % {"what": what, "row": show(row[0])}


def show(value: Any) -> str:
    """Return a stored value as a sentence may quote it: printable and short."""
    text = str(value) if isinstance(value, int) else ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


class Sorted(Generic[Ordered]):
    """Rows in ascending order of a key, handed out key by key: one side of a merge."""

    def __init__(self, rows: Iterator[Ordered], key: Callable[[Ordered], Any]) -> None:
        self._rows, self._key = rows, key
        self._next: Ordered | None = next(rows, None)

    def below(self, key: Any) -> Ordered | None:
        """Return the waiting row when its key is lower than ``key``: it has no partner."""
        waiting = self._next
        return waiting if waiting is not None and self._key(waiting) < key else None

    def left(self) -> Ordered | None:
        """Return the waiting row, if there is one."""
        return self._next

    def at(self, key: Any) -> Iterator[Ordered]:
        """Yield and consume the rows whose key is ``key``."""
        while self._next is not None and self._key(self._next) == key:
            row, self._next = self._next, next(self._rows, None)
            yield row
