"""What may be done to one stored value: any value of any kind, and small changes of the old one."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from hypothesis import strategies as st

EVENT = "workflows_caseevent"
CHECKPOINT = "workflows_checkpoint"

GUARDED = {
    EVENT: (
        "case_id", "seq", "verb", "noun", "subject_id", "state_from", "state_to", "refused", "actor_id",
        "role", "scope", "on_behalf_of_id", "data", "at", "written_at", "prev_hash", "hash",
    ),
    "workflows_case": ("kind", "head_seq", "head_hash"),
    CHECKPOINT: ("number", "payload", "hash", "key_id", "signature", "written_at"),
    "workflows_eventnote": ("event_id", "text", "salt"),
    "workflows_entry": ("case_id", "state"),
    "workflows_forwardingbatch": ("state",),
    "workflows_round": ("state",),
    "workflows_document": ("case_id", "kind", "state", "full_number", "record_sha256", "file_sha256"),
}  # fmt: skip
"""Every column that the verification vouches for."""

TARGETS = [(table, column) for table, columns in GUARDED.items() for column in columns]


@dataclass(frozen=True)
class Spoil:
    """One change: SQL for the new value (with its parameters), and whether the column is loosened first."""

    sql: str
    parameters: tuple[Any, ...] = ()
    loose: bool = False

    def statement(self, table: str, column: str) -> str:
        return f"UPDATE {table} SET {column} = {self.sql.replace('COLUMN', column)} WHERE id = %s"


def _sqlite() -> st.SearchStrategy[tuple[str, tuple[Any, ...]]]:
    tweaks = [
        "NULL", "COLUMN || ' '", "' ' || COLUMN", "upper(COLUMN)", "lower(COLUMN)", "COLUMN || char(0)",
        "COLUMN + 1", "COLUMN - 1", "-COLUMN", "COLUMN + 0.5", "CAST(COLUMN AS TEXT)", "CAST(COLUMN AS BLOB)",
        "CAST(COLUMN AS REAL)", "CAST(COLUMN AS INTEGER)", "COLUMN || '.000000'", "COLUMN || '+00:00'",
        "replace(COLUMN, ' ', 'T')", "substr(COLUMN, 1, 19)", "substr(COLUMN, 2)", "replace(COLUMN, ':', ': ')",
        "CAST(x'ff00fe' AS TEXT)", "CAST(CAST(COLUMN AS BLOB) || x'c328' AS TEXT)", "x''", "''", "0", "1e999",
        "CAST(x'eda080' AS TEXT)", "'{'", "'[]'", "'{\"a\":NaN}'", "'2024-13-45 99:00:00'",
    ]  # fmt: skip
    raw = st.one_of(
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.binary(max_size=20),
    )
    return st.one_of(
        st.sampled_from([(sql, ()) for sql in tweaks]),
        raw.map(lambda value: ("%s", (value,))),
        st.binary(min_size=1, max_size=8).map(lambda value: ("CAST(%s AS TEXT)", (value,))),
    )


def _postgresql() -> st.SearchStrategy[tuple[str, tuple[Any, ...]]]:
    tweaks = [
        "NULL", "COLUMN || ' '", "upper(COLUMN)", "lower(COLUMN)", "substr(COLUMN, 2)", "COLUMN + 1", "COLUMN - 1",
        "-COLUMN", "COLUMN + interval '1 microsecond'", "COLUMN - interval '4000 years'",
        "COLUMN + interval '9000 years'", "'infinity'", "'-infinity'", "''", "'0'", "'{'", "'[]'", "'{\"a\":NaN}'",
        "replace(COLUMN, ':', ': ')", "replace(COLUMN, 'a', 'b')",
    ]  # fmt: skip
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    raw = st.one_of(st.integers(-(2**63), 2**63 - 1).map(str), st.text(letters, max_size=20))
    return st.one_of(st.sampled_from([(sql, ()) for sql in tweaks]), raw.map(lambda value: ("%s", (value,))))


def spoils() -> st.SearchStrategy[Spoil]:
    values = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    return st.builds(lambda value, loose: Spoil(*value, loose), values, st.booleans())
