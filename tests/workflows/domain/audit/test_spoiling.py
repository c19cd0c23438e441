"""One stored value is spoilt, in every way that the database can hold: each time it is found."""

import os
from collections import Counter
from typing import Any

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.workflows.domain.audit.spoils import CHECKPOINT, EVENT, GUARDED, TARGETS, Spoil, spoils
from tests.workflows.domain.audit.world import (
    World,
    loosen,
    raw_value,
    rolled_back,
    rows,
    run,
    sentence,
    unguarded,
)

DOSE = 2000 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 125

quick = settings(
    max_examples=DOSE,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def spoil(table: str, column: str, pk: int, change: Spoil) -> bool:
    """Make the change; return False when the database refuses it or stores the same as before."""
    try:
        with transaction.atomic():
            if change.loose:
                loosen(table)
            before = raw_value(table, column, pk)
            run(change.statement(table, column), *change.parameters, pk)
            return before != raw_value(table, column, pk)
    except (Error, OverflowError):
        return False


def is_erasure(table: str, column: str, pk: int) -> bool:
    """A note may be erased: its text is then empty, and nothing holds its salt any more."""
    return table == "workflows_eventnote" and rows(f"SELECT text FROM {table} WHERE id = %s", pk) == [("",)]


def keys_of(table: str) -> list[int]:
    return [row[0] for row in rows(f"SELECT id FROM {table} ORDER BY id")]


def check_found(table: str, column: str, pk: int, change: Spoil) -> bool:
    """Spoil, look, undo; return whether there was a change to be found."""
    with rolled_back():
        with unguarded():
            changed = spoil(table, column, pk, change) and not is_erasure(table, column, pk)
        if changed:
            assert sentence(), f"not found: {table}.{column} of {pk}: {change}"
        return changed


@pytest.mark.parametrize("table", [EVENT, "everything else"])
def test_every_spoilt_value_is_found(world: World, table: str) -> None:
    targets = [target for target in TARGETS if (target[0] == EVENT) == (table == EVENT)]
    ids = {name: keys_of(name) for name in GUARDED}
    done: Counter[Any] = Counter()

    @quick
    @given(st.sampled_from(targets), st.integers(0, 999), spoils())
    def spoil_one(target: tuple[str, str], row: int, change: Spoil) -> None:
        pk = ids[target[0]][row % len(ids[target[0]])]
        if not check_found(*target, pk, change):
            reject()
        done[target] += 1

    spoil_one()
    assert done.total() >= DOSE
    assert not sentence()


@pytest.mark.parametrize("column", GUARDED[EVENT])
def test_no_column_of_an_event_is_left_out(world: World, column: str) -> None:
    """The small changes that a forger would make, on each column of each event."""
    changes = ["COLUMN + 1", "COLUMN || 'x'", "NULL", "1", "'x'"]
    if column in ("at", "written_at"):
        changes = _later_by_a_microsecond()
    loose = column == "seq"
    found = sum(
        check_found(EVENT, column, pk, Spoil(sql, (), loose)) for sql in changes for pk in keys_of(EVENT)
    )
    assert found >= len(keys_of(EVENT))


def _later_by_a_microsecond() -> list[str]:
    if connection.vendor == "postgresql":
        return ["COLUMN + interval '1 microsecond'", "COLUMN + interval '1 year'"]
    return ["substr(COLUMN, 1, 19) || '.000001'", "replace(COLUMN, '2', '1')"]


@pytest.mark.parametrize("loose", [EVENT, CHECKPOINT, "workflows_case", "workflows_eventnote"])
def test_a_table_without_constraints_holds_the_same_trail(world: World, loose: str) -> None:
    """So that no spoilt value is found merely because its table was loosened."""
    with rolled_back():
        with unguarded():
            loosen(loose)
        assert not sentence()


def test_a_key_beyond_those_given_out_is_found(world: World) -> None:
    for table in (EVENT, CHECKPOINT):
        with rolled_back():
            with unguarded():
                run(f"UPDATE {table} SET id = id + 1000000 WHERE id = (SELECT MAX(id) FROM {table})")
            assert sentence()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL stores no such text")
def test_text_that_is_none_is_no_traceback(world: World) -> None:
    for column in ("verb", "data", "hash", "at", "case_id", "seq"):
        for raw in ("ff", "c328", "eda080", "00", "f4908080"):
            change = Spoil(f"CAST(x'{raw}' AS TEXT)", (), loose=True)
            assert check_found(EVENT, column, keys_of(EVENT)[3], change)
