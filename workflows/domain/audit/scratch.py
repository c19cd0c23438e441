"""Room for what one pass learns and a later one needs: on disk, for it may be as long as the trail."""

import sqlite3
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any

from workflows.domain.audit.rows import Row

BATCH = 5000

_TABLES = """
CREATE TABLE head (case_id INTEGER, seq INTEGER, hash TEXT, number INTEGER);
CREATE TABLE subject (noun TEXT, subject_id INTEGER, case_id INTEGER, state TEXT);
"""


class Scratch:
    """A nameless temporary database; used as a context, gone at its end.

    ``head``: case, seq, hash and the number of the checkpoint that sealed it.
    ``subject``: noun, subject, case and the last state that the trail gave it.
    """

    def __init__(self) -> None:
        # "" is a temporary file that SQLite removes by itself
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.executescript(_TABLES)
        self._waiting: dict[str, list[Row]] = {"head": [], "subject": []}

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def add_head(self, case_id: int, seq: int, digest: str, number: int) -> None:
        """Note that checkpoint ``number`` has sealed this head."""
        self._add("head", (case_id, seq, digest, number))

    def add_subject(self, noun: str, subject_id: int, case_id: int, state: str) -> None:
        """Note the last state that the trail gives a subject."""
        self._add("subject", (noun, subject_id, case_id, state))

    def heads(self) -> Iterator[Row]:
        """Yield the heads by case and seq."""
        return self._read("SELECT case_id, seq, hash, number FROM head ORDER BY case_id, seq, number", ())

    def subjects(self, nouns: Sequence[str]) -> Iterator[Row]:
        """Yield (subject, case, noun, state) of these nouns by subject."""
        marks = ", ".join("?" * len(nouns))
        sql = f"SELECT subject_id, case_id, noun, state FROM subject WHERE noun IN ({marks}) ORDER BY 1, 2, 3"  # noqa: S608
        return self._read(sql, nouns)

    def _add(self, table: str, row: Row) -> None:
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= BATCH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        self._database.execute("BEGIN")
        self._database.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", self._waiting[table])  # noqa: S608
        self._database.execute("COMMIT")
        self._waiting[table].clear()

    def _read(self, sql: str, parameters: Sequence[Any]) -> Iterator[Row]:
        for table in self._waiting:
            self._flush(table)
        cursor = self._database.execute(sql, parameters)
        while rows := cursor.fetchmany(BATCH):
            yield from rows
