"""From checked rows to units, signers, judges and people."""

import re
from typing import Any

from workflows.domain.contest_file.parts import FileJudge, FilePerson, FileSigner, FileUnit
from workflows.domain.contest_file.reading import day, text

_SUCCESSORS = re.compile(r"^successor_[a-z]+_[0-9]{4}$")


def units(value: dict[str, Any]) -> tuple[FileUnit, ...]:
    """The units."""
    return tuple(
        FileUnit(
            code=row["code"],
            name=text(row, "name"),
            abbreviation=text(row, "abbr", row["code"]),
            kind=text(row, "kind"),
            head_title=text(row, "head_title"),
            parent=row.get("parent") or None,
            symbol=text(row, "symbol"),
            signing_regime=row.get("signing_regime", "head"),
            valid_from=day(row, "valid_from"),
            valid_until=day(row, "valid_until"),
            successors=_successors(row),
        )
        for row in value["units"]
    )


def signers(value: dict[str, Any]) -> tuple[FileSigner, ...]:
    """The signers."""
    return tuple(
        FileSigner(text(r, "full_name"), text(r, "position"), text(r, "authority"), r.get("username"))
        for r in value["signers"]
    )


def judges(value: dict[str, Any]) -> tuple[FileJudge, ...]:
    """The jury."""
    return tuple(
        FileJudge(
            code=row["code"],
            full_name=text(row, "full_name"),
            title=text(row, "title"),
            unit=row.get("unit") or None,
            role=text(row, "role", "uy_vien"),
            username=row.get("username"),
        )
        for row in value["judges"]
    )


def people(value: dict[str, Any]) -> tuple[FilePerson, ...]:
    """People with their roles."""
    return tuple(
        FilePerson(
            username=row["username"],
            full_name=text(row, "full_name"),
            role=row["role"],
            unit=row.get("unit") or None,
            position=text(row, "position"),
            phone=text(row, "phone"),
            email=text(row, "email"),
        )
        for row in value.get("people", ())
    )


def _successors(row: dict[str, Any]) -> tuple[str, ...]:
    by_year = [name for key in sorted(row) if _SUCCESSORS.match(key) for name in row[key]]
    return tuple(dict.fromkeys([*row.get("successors", ()), *by_year]))
