"""Parts of a contest that the checks need as well as the final data."""

import re
from datetime import date
from typing import Any

from workflows.domain.contest_file.parts import FileCriterion, Milestone, Organizer, Plan, TieBreakLine
from workflows.domain.contest_file.reading import dated_rule, day, points, text
from workflows.vietnamese.numbers import full_number

_MEAN = re.compile(r"\s*mean\(\s*([^\s()]+)\s*\)")


def organizer_of(row: dict[str, Any]) -> Organizer:
    """The organizer of a contest row."""
    body = row["organizer"]
    symbol = row["plan"]["symbol"]
    return Organizer(
        name=text(body, "name"),
        short=text(body, "short", text(body, "name")),
        level=body["level"],
        parent=text(body, "parent"),
        place_name=text(body, "place_name"),
        standing_unit=body["standing_unit"],
        symbol=text(body, "symbol", symbol.partition("-")[2] or symbol),
        signing_regime=body.get("signing_regime", "head"),
        valid_from=day(body, "valid_from"),
        valid_until=day(body, "valid_until"),
    )


def plan_of(row: dict[str, Any]) -> Plan:
    """The plan of a contest row."""
    issued_on = date.fromisoformat(row["issued_on"])
    return Plan(text(row, "full", plan_number(row)), text(row, "symbol"), issued_on, text(row, "subject"))


def plan_number(row: dict[str, Any]) -> str:
    """Number and symbol: `05/KH-UBND`."""
    number = str(row["number"]).strip()
    symbol = text(row, "symbol")
    return full_number(int(number), symbol) if number.isdecimal() and int(number) else f"{number}/{symbol}"


def timeline(row: dict[str, Any]) -> tuple[Milestone, ...]:
    """The milestones in the order of the file."""
    return tuple(Milestone(r["code"], text(r, "name"), dated_rule(r)) for r in row["timeline"])


def criteria(row: dict[str, Any]) -> tuple[FileCriterion, ...]:
    """The scoring table."""
    return tuple(
        FileCriterion(
            code=r["code"],
            name=text(r, "name"),
            max_points=points(r["max_points"]),
            step=points(r["step"]),
            min_points=None if r.get("min_points") is None else points(r["min_points"]),
            weight=points(r.get("weight", 1)),
            guide=text(r, "guide"),
        )
        for r in row["criteria"]
    )


def tie_break_line(line: str) -> TieBreakLine:
    """A line of the tie-break: `mean(CODE)` with any words after it, or a vote in any words."""
    found = _MEAN.match(line)
    return TieBreakLine(line.strip(), found.group(1) if found else None)
