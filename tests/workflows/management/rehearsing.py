"""Small contest files for rehearsals, made from the reference contest, and playing them in this process."""

import json
from pathlib import Path
from typing import Any

from workflows.domain.contest_file import from_value
from workflows.management.rehearsal import demo, results, variants
from workflows.management.rehearsal.rehearsal import Rehearsal
from workflows.management.rehearsal.stages import Stage
from workflows.models import Installation

Raw = dict[str, Any]
Line = dict[str, Any]

FIRST, SECOND, THIRD = "BD24-001", "BD24-003", "BD24-005"
"""Entries of three units of a small file; see :func:`small`."""

JUDGES = ("GK1", "GK2", "GK3")
TOTALS = {FIRST: 90, SECOND: 80, THIRD: 60}
"""What every judge gives in total; the mark to pass is 70."""


def reference() -> Raw:
    """Return the whole reference contest."""
    raw: Raw = json.loads(demo.SOURCE.read_text(encoding="utf-8"))
    return raw


def small() -> Raw:
    """Return three entries, three judges and one prize of each kind; every outcome is left out."""
    raw = variants.only_entries(reference(), list(TOTALS))
    raw["judges"] = [judge for judge in raw["judges"] if judge["code"] in JUDGES]
    for entry in raw["entries"]:
        for key in ("mean_score", "rank", "prize", "demo_state", "attachments", "video"):
            entry.pop(key, None)
        entry["author_kind"] = "individual"
        entry["authors"] = entry["authors"][:1]
        sheets(entry, dict.fromkeys(JUDGES, points(TOTALS[entry["code"]])))
    return raw


def points(total: int) -> dict[str, float]:
    """Return points of all five criteria in equal parts of their maxima; ``total`` is a multiple of 10."""
    maxima = {"TM": 25, "KT": 20, "HQ": 30, "NR": 15, "HT": 10}
    return {code: maximum * total / 100 for code, maximum in maxima.items()}


def sheets(entry: Raw, given: dict[str, dict[str, float] | None]) -> None:
    """Give the entry these sheets: judge → points by criterion, ``None`` for a recusal."""
    entry["scores"] = [
        {"judge": judge, "criteria": row}
        if row is not None
        else {"judge": judge, "recused": True, "reason": "Có quan hệ gia đình"}
        for judge, row in given.items()
    ]


def entry_of(raw: Raw, code: str) -> Raw:
    """Return one entry of the file."""
    found: Raw = next(entry for entry in raw["entries"] if entry["code"] == code)
    return found


def leave_out(row: Raw, *keys: str) -> None:
    """Leave keys out that a file need not have."""
    for key in keys:
        row.pop(key, None)


def decide(entry: Raw, decided: str, forwarded: str) -> None:
    """Set when the unit decides on the entry and when it sends it."""
    entry["prescreen"]["decided_at"] = decided
    entry["forwarded_at"] = forwarded


def move_unit(raw: Raw, code: str, like: str) -> None:
    """Let the entry come from the unit of another entry."""
    entry = entry_of(raw, code)
    entry["unit"] = entry_of(raw, like)["unit"]
    entry["prescreen"].pop("reviewed_by_unit", None)


class Played:
    """A contest file that has been played in the database of this test."""

    def __init__(self, raw: Raw, *, until: Stage = Stage.PUBLISHED, seed: int = 0) -> None:
        Installation.mark_demo()
        self.file = from_value(raw)
        self.rehearsal = Rehearsal(self.file, seed=seed)
        self.contest = self.rehearsal.play(until=until)
        assert self.rehearsal.players is not None
        self.players = self.rehearsal.players

    def write(self, out: Path) -> dict[str, Line]:
        """Write results and documents; return the lines of the results by code."""
        results.write(self.contest, self.file, self.players.entry_of, out)
        written = json.loads((out / "results.json").read_text(encoding="utf-8"))
        assert written["contest"] == self.contest.slug
        return {line["code"]: line for line in written["entries"]}
