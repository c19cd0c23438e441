"""Public holidays from the data file, for contests that name none of their own."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, order=True)
class Holiday:
    """A day off besides Saturday and Sunday."""

    date: date
    name: str = ""


def public_holidays(years: Iterable[int]) -> tuple[Holiday, ...]:
    """The holidays of these years, in order. For years that the data file does not reach: the fixed ones."""
    wanted = set(years)
    moving = {Holiday(date.fromisoformat(row["date"]), row["name"]) for row in _data()["holidays"]}
    fixed = {
        Holiday(date.fromisoformat(f"{year:04d}-{row['day']}"), row["name"])
        for year in wanted
        for row in _data()["every_year"]
    }
    return tuple(sorted(fixed | {holiday for holiday in moving if holiday.date.year in wanted}))


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "holidays.json").read_text(encoding="utf-8"))
    return loaded
