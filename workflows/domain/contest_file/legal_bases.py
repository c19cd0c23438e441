"""Legal bases of an award decision by level and date, for contests that name none of their own."""

import json
from datetime import date
from functools import cache
from typing import Any

from workflows.domain.contest_file.public_days import DATA
from workflows.vietnamese.dates import document_date


def legal_bases_for(level: str, on: date) -> tuple[str, ...]:
    """The laws and decrees in force for this level on the day of the decision, in the order of citation.

    Empty where no body of that level can decide on that day, or where the data file does not reach.
    """
    return tuple(row["text"] for row in _rows() if level in row["levels"] and _in_force(row, on))


def plan_basis(full_number: str, issued_on: date, issuer: str, subject: str) -> str:
    """The line that cites the contest's own plan."""
    return f"Kế hoạch số {full_number} {document_date(issued_on)} của {issuer} về {subject}"


def _in_force(row: dict[str, Any], on: date) -> bool:
    until = row["until"]
    return date.fromisoformat(row["from"]) <= on and (until is None or on <= date.fromisoformat(until))


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / "legal_bases.json").read_text(encoding="utf-8"))["bases"]
    return rows
