"""Contest files: a contest as JSON, held against its schema and its rules before anything is done with it.

`docs/contest-file.md` describes every key.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workflows.domain.contest_file import build, build_entries, build_people
from workflows.domain.contest_file.checks_contest import contest_errors
from workflows.domain.contest_file.checks_dates import date_errors
from workflows.domain.contest_file.checks_entries import entry_errors
from workflows.domain.contest_file.checks_people import people_errors
from workflows.domain.contest_file.errors import ContestFileError, raise_first
from workflows.domain.contest_file.parts import ContestFile
from workflows.domain.contest_file.structure import structure_errors, unknown_keys
from workflows.domain.contest_file.syntax import clean, read

__all__ = ["ContestFile", "ContestFileError", "from_value", "load"]


def load(source: Path | str | bytes) -> ContestFile:
    """Read a whole contest file (its path, or its bytes); ContestFileError for the first thing wrong."""
    raw, value = read(source)
    return _checked(value, hashlib.sha256(raw).hexdigest())


def from_value(value: Any, digest: str = "") -> ContestFile:
    """The same for a value that was read already (numbers as int or Decimal), as a shifted demonstration."""
    return _checked(clean(value, "$"), digest)


def _checked(value: Any, digest: str) -> ContestFile:
    raise_first(structure_errors(value))
    raise_first(_rule_errors(value))
    return ContestFile(
        contest=build.contest(value),
        units=build_people.units(value),
        signers=build_people.signers(value),
        judges=build_people.judges(value),
        people=build_people.people(value),
        entries=build_entries.entries(value),
        digest=digest,
        unknown_keys=unknown_keys(value),
    )


def _rule_errors(value: dict[str, Any]) -> Iterator[ContestFileError]:
    """Dates first: what follows from them (legal bases) is only asked of a timeline that holds."""
    dates = list(date_errors(value))
    yield from dates
    if not dates:
        yield from contest_errors(value)
        yield from people_errors(value)
        yield from entry_errors(value)
