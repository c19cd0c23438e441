"""Variants of a contest file for a demonstration: its dates moved, its entries thinned out."""

import copy
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from workflows.domain.contest_file.legal_bases import legal_bases_for, plan_basis

Raw = dict[str, Any]

DATE_KEYS = frozenset({"date", "issued_on"})
MOMENT_KEYS = frozenset({"submitted_at", "forwarded_at", "decided_at"})
DROPPED_KEYS = frozenset({"last_valid", "valid_until"})
NOTE = "(trình diễn)"


def shifted(value: Any, days: int) -> Any:
    """Return a copy with every date moved by ``days``; what is tied to the old dates falls out."""
    if isinstance(value, list):
        return [shifted(item, days) for item in value]
    if not isinstance(value, dict):
        return value
    return {k: _shift(k, v, days) for k, v in value.items() if k not in DROPPED_KEYS}


def _shift(key: str, value: Any, days: int) -> Any:
    if key in DATE_KEYS and isinstance(value, str):
        return (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    if key in MOMENT_KEYS and isinstance(value, str):
        return (datetime.fromisoformat(value) + timedelta(days=days)).isoformat()
    return shifted(value, days)


def date_of(raw: Mapping[str, Any], code: str) -> date:
    """Return a date of the timetable."""
    rows = raw["contest"]["timeline"]
    return date.fromisoformat(next(row["date"] for row in rows if row["code"] == code))


def renamed(raw: Raw, *, slug: str, title: str, prefix: str, year: int) -> Raw:
    """Return a copy under another name, its entries coded anew."""
    out = copy.deepcopy(raw)
    out["contest"].update(slug=slug, title=title, year=year, entry_prefix=prefix)
    _cite_todays_law(out["contest"])
    for number, entry in enumerate(out["entries"], start=1):
        before, entry["code"] = entry["code"], f"{prefix}-{number:03d}"
        for attachment in entry.get("attachments", []):
            attachment["filename"] = attachment["filename"].replace(before, entry["code"])
    return out


def _cite_todays_law(contest: Raw) -> None:
    """Cite the laws of the moved dates, and the moved plan.

    A demonstration lets its body decide on days on which its level exists no more: it then cites what binds
    the level that took its place.
    """
    plan, level = contest["plan"], contest["organizer"]["level"]
    plan["subject"] = contest["title"].removesuffix(NOTE).strip()
    decided = date.fromisoformat(contest["timeline"][-1]["date"])
    laws = legal_bases_for(level, decided) or legal_bases_for("commune", decided)
    issued = date.fromisoformat(plan["issued_on"])
    issuer = contest["organizer"]["name"]
    contest["legal_bases"] = [*laws, plan_basis(plan["full"], issued, issuer, plan["subject"])]


def only_entries(raw: Raw, codes: Sequence[str]) -> Raw:
    """Return a copy with these entries and the units they come from, one prize of each kind."""
    out = copy.deepcopy(raw)
    out["entries"] = [entry for entry in out["entries"] if entry["code"] in codes]
    kept = {entry["unit"] for entry in out["entries"]}
    kept |= {judge["unit"] for judge in out["judges"] if judge["unit"]}
    kept.add(out["contest"]["organizer"]["standing_unit"])
    out["units"] = [unit for unit in out["units"] if unit["code"] in kept]
    for prize in out["contest"]["prizes"]:
        prize["quantity"] = 1
    return out


def with_tie(raw: Raw) -> Raw:
    """Return a copy whose first two entries have the same sheets: a tie that only a vote can settle."""
    out = copy.deepcopy(raw)
    first, second = out["entries"][:2]
    second["scores"] = copy.deepcopy(first["scores"])
    return out


def spread(raw: Raw, now: datetime) -> Raw:
    """Return a copy in which the first half of the units has worked ahead, so that judges can score.

    Their entries are decided on two days after submission. The last two of them are fresh: one batch
    was forwarded three hours before ``now`` and waits for receipt, one list is confirmed and not
    forwarded yet. One entry of the other half has been returned to its author.
    """
    out = copy.deepcopy(raw)
    ahead = out["entries"][: len(out["entries"]) // 2]
    for entry in ahead:
        submitted = datetime.fromisoformat(entry["submitted_at"])
        _decide(entry, submitted + timedelta(days=2), timedelta(hours=4))
    _decide(ahead[-1], now - timedelta(hours=6), timedelta(hours=3))
    _decide(ahead[-2], now - timedelta(hours=5), timedelta(hours=10))
    _give_back(out["entries"][len(ahead)], now - timedelta(days=1))
    return out


def _decide(entry: Raw, decided: datetime, until_forwarded: timedelta) -> None:
    entry["prescreen"]["decided_at"] = decided.isoformat()
    entry["forwarded_at"] = (decided + until_forwarded).isoformat()


def _give_back(entry: Raw, moment: datetime) -> None:
    entry["demo_state"] = "returned"
    note = "Đề nghị bổ sung số liệu trước và sau khi áp dụng (hư cấu)"
    entry["prescreen"].update(result="returned", note=note, decided_at=moment.isoformat())
    for key in ("forwarded_at", "scores", "mean_score", "rank", "prize"):
        entry.pop(key, None)
