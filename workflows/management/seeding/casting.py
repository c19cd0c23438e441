"""Casting: copies of moulds under keys and codes of their own, each with a hash chain of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from viewflow.workflow.models import Task

from workflows.domain.coding import entry_code
from workflows.domain.trail import HASHED_COLUMNS, event_hash, stamp
from workflows.management.seeding.moulds import POINTERS, Mould, Row
from workflows.models import Case, CaseEvent, Contest, Entry
from workflows.vietnamese.fold import fold

CASES_PER_TRANSACTION = 1000

_TABLES = tuple(POINTERS)
_EVENTS = _TABLES.index(CaseEvent)
_NOUNS: dict[str, type[Model]] = {"entry": Entry, "task": Task}
"""What an event's ``subject_id`` is the key of."""


@dataclass
class Shape:
    """A row to be copied: its values, and where keys and codes stand in them.

    ``keys`` holds (place, table, how many keys after the copy's first one in that table);
    ``codes`` holds (place, text before, text after, whether the code is folded).
    """

    values: list[Any]
    keys: list[tuple[int, int, int]] = field(default_factory=list)
    codes: list[tuple[int, str, str, bool]] = field(default_factory=list)

    def copy(self, first: Sequence[int], code: str, folded: str) -> list[Any]:
        """Return the values of a copy whose keys begin at ``first`` (one per table)."""
        values = self.values.copy()
        for place, table, offset in self.keys:
            values[place] = first[table] + offset
        for place, before, after, is_folded in self.codes:
            values[place] = f"{before}{folded if is_folded else code}{after}"
        return values


class Cast:
    """A mould made ready: the shapes of its rows, table by table.

    ``columns`` are those of the tables, in their order.
    """

    def __init__(self, mould: Mould) -> None:
        self.columns = [list(mould.rows[model][0]) for model in _TABLES]
        self.sizes = [len(mould.rows[model]) for model in _TABLES]
        self._firsts = {model: _lowest(model, mould.rows[model]) for model in _TABLES}
        self._shapes = [[self._shape(m, row, mould.code) for row in mould.rows[m]] for m in _TABLES]
        self._stamped = [_stamps(row) for row in mould.rows[CaseEvent]]
        self._head = [list(mould.rows[Case][0]).index(name) for name in ("head_seq", "head_hash")]

    def _shape(self, model: type[Model], row: Row, code: str) -> Shape:
        shape = Shape(list(row.values()))
        pointers = dict(POINTERS[model])
        if model is CaseEvent:
            pointers["subject_id"] = _NOUNS[row["noun"]]
        for place, (column, value) in enumerate(row.items()):
            if column in pointers:
                target = pointers[column]
                shape.keys.append((place, _TABLES.index(target), value - self._firsts[target]))
            elif isinstance(value, str):
                shape.codes += _code_in(place, value, code)
        return shape

    def copy(self, first: Sequence[int], code: str) -> list[list[list[Any]]]:
        """Return the rows of a copy, table by table."""
        folded = fold(code)
        rows = [[shape.copy(first, code, folded) for shape in shapes] for shapes in self._shapes]
        head = self._chain(rows[_EVENTS])
        for place, value in zip(self._head, head, strict=True):
            rows[_TABLES.index(Case)][0][place] = value
        return rows

    def _chain(self, events: list[list[Any]]) -> tuple[int, str]:
        """Give the events their hashes; return seq and hash of the last."""
        columns, previous, seq = self.columns[_EVENTS], "", 0
        before, own = columns.index("prev_hash"), columns.index("hash")
        for values, stamped in zip(events, self._stamped, strict=True):
            values[before] = previous
            hashed = {**dict(zip(columns, values, strict=True)), **stamped}
            previous = values[own] = event_hash({name: hashed[name] for name in HASHED_COLUMNS})
            seq = hashed["seq"]
        return seq, previous


def _lowest(model: type[Model], rows: list[Row]) -> int:
    key = model._meta.pk
    assert key is not None
    assert key.column is not None
    return int(rows[0][key.column])


def _code_in(place: int, text: str, code: str) -> Iterator[tuple[int, str, str, bool]]:
    for spelled, is_folded in ((code, False), (fold(code), True)):
        before, found, after = text.partition(spelled)
        if found:
            yield place, before, after, is_folded
            return


def _stamps(event: Row) -> dict[str, str]:
    """Return the two moments of an event as its hash takes them."""
    row = CaseEvent.objects.get(pk=event["id"])
    return {"at": stamp(row.at), "written_at": stamp(row.written_at)}


def pour(contest: Contest, orders: Iterable[Cast], advance: Callable[[int], object]) -> None:
    """Write a copy for each of ``orders``, a thousand in a transaction; ``advance`` is told how many."""
    waiting = iter(orders)
    if connection.vendor == "sqlite":
        _widen()
    while some := list(islice(waiting, CASES_PER_TRANSACTION)):
        with transaction.atomic():
            _write(contest, some)
        advance(len(some))


def _widen() -> None:
    """Keep more pages in memory, and move them to the database file less often; ends with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = -262144")
        cursor.execute("PRAGMA wal_autocheckpoint = 16384")


def _write(contest: Contest, some: list[Cast]) -> None:
    number = (
        Contest.objects.select_for_update().values_list("next_entry_number", flat=True).get(pk=contest.pk)
    )
    first = [1 + _newest(model) for model in _TABLES]
    filled: list[list[list[Any]]] = [[] for _model in _TABLES]
    for cast in some:
        rows = cast.copy(first, entry_code(contest.entry_prefix, number))
        for table, new in enumerate(rows):
            filled[table] += new
        first = [key + size for key, size in zip(first, cast.sizes, strict=True)]
        number += 1
    for model, columns, rows in zip(_TABLES, some[0].columns, filled, strict=True):
        _insert(model, columns, rows)
    Contest.objects.filter(pk=contest.pk).update(next_entry_number=number)


def _newest(model: type[Model]) -> int:
    return int(model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0)


def _insert(model: type[Model], columns: list[str], rows: list[list[Any]]) -> None:
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
