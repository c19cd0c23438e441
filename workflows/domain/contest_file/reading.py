"""Small readings of checked JSON rows: texts, dates, numbers, lists of named things."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.domain.contest_file.parts import Named
from workflows.domain.deadlines import DatedRule, Rule


def text(row: dict[str, Any], key: str, default: str = "") -> str:
    """The text under a key without blanks around it, the default where it is absent, null or empty."""
    return str(row.get(key) or "").strip() or default


def lines(row: dict[str, Any], key: str) -> tuple[str, ...]:
    """The list of texts under a key, each without blanks around it."""
    return tuple(line.strip() for line in row.get(key, ()))


def day(row: dict[str, Any], key: str) -> date | None:
    """The date under a key."""
    return date.fromisoformat(row[key]) if row.get(key) else None


def dated_rule(row: dict[str, Any]) -> DatedRule:
    """Date, rule and reason of a row."""
    return DatedRule(date.fromisoformat(row["date"]), Rule(row["rule"]), text(row, "reason"))


def whole(row: dict[str, Any], key: str) -> int | None:
    """The whole number under a key, None where it is absent or null."""
    return None if row.get(key) is None else int(row[key])


def points(number: Any) -> Decimal:
    """A JSON number as an exact decimal."""
    return Decimal(number)


def named(rows: Iterable[dict[str, Any]], key: str = "name") -> tuple[Named, ...]:
    """Rows of code and name (or text), by `order` where they have one."""
    in_order = sorted(enumerate(rows), key=lambda pair: (pair[1].get("order", pair[0]), pair[0]))
    return tuple(Named(row["code"], text(row, key)) for _place, row in in_order)
