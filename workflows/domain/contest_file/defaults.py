"""What a contest is given where its file is silent."""

import re
from datetime import date
from typing import Any

from workflows import contacts
from workflows.domain.contest_file.legal_bases import legal_bases_for, plan_basis
from workflows.domain.contest_file.parts import AWARDING, ContactFields, Named
from workflows.domain.contest_file.public_days import Holiday, public_holidays
from workflows.domain.contest_file.reading import text, whole
from workflows.domain.contest_file.rows import plan_of, timeline
from workflows.domain.deadlines import Calendar, WeekendRule, last_valid_day
from workflows.vietnamese.fold import fold

MINIMUM_OF_SHEETS = 3
LONGEST_PREFIX = 12
FORMATS = (Named("article", "Bài viết"), Named("video", "Video clip"))
ROUNDS = (Named("V1", "Vòng 1"),)
_NUMBERED = re.compile(r"(.+)-[0-9]+")


def weekend_rules(row: dict[str, Any]) -> set[str]:
    """All weekend rules that the file writes, at the contest or at a date; none or one in a sound file."""
    return {r["weekend_rule"] for r in (row, *row["timeline"]) if "weekend_rule" in r}


def weekend_rule(row: dict[str, Any]) -> WeekendRule:
    """What a deadline on a day off does."""
    return WeekendRule(min(weekend_rules(row), default=WeekendRule.KEEP))


def calendar(row: dict[str, Any]) -> Calendar:
    """The days off of a contest row and what they do."""
    days = frozenset(holiday.date for holiday in holidays(row))
    return Calendar(weekend_rule(row), days)


def minimum_of_sheets(value: dict[str, Any]) -> int:
    """The contest's minimum of valid sheets: given, else three, or as many as may score an entry."""
    row = value["contest"]
    if "min_valid_sheets" in row:
        return int(row["min_valid_sheets"])
    return min(MINIMUM_OF_SHEETS, len(value["judges"]), whole(row, "sheets_per_entry") or MINIMUM_OF_SHEETS)


def legal_bases(row: dict[str, Any]) -> tuple[str, ...]:
    """Laws and decrees by level and last day for the decision, then the plan; empty where none is known."""
    award = next(m.dated for m in timeline(row) if m.code == AWARDING)
    days_off = calendar(row)
    on = last_valid_day(award.date, award.rule, days_off.weekend_rule, days_off.holidays)
    laws = legal_bases_for(row["organizer"]["level"], on)
    plan = plan_of(row["plan"])
    cited = plan_basis(plan.full, plan.issued_on, text(row["organizer"], "name"), plan.subject)
    return (*laws, cited) if laws else ()


def entry_prefix(value: dict[str, Any]) -> str:
    """What all entry codes of the file begin with, else initials of the place and two digits of the year."""
    matches = [_NUMBERED.fullmatch(entry["code"]) for entry in value.get("entries", ())]
    prefixes = {match.group(1) if match else "" for match in matches}
    if len(prefixes) == 1 and 0 < len(prefix := prefixes.pop()) <= LONGEST_PREFIX:
        return prefix
    row = value["contest"]
    initials = "".join(word[0] for word in fold(row["organizer"]["place_name"]).split())
    return f"{initials.upper()[:8]}{row['year'] % 100:02d}"


def _years(row: dict[str, Any]) -> set[int]:
    return {int(r["date"][:4]) + step for r in row["timeline"] for step in (0, 1)}


def holidays(row: dict[str, Any]) -> tuple[Holiday, ...]:
    """The days off: of the file, else the public ones of its years."""
    if "holidays" not in row:
        return public_holidays(_years(row))
    rows = (r if isinstance(r, dict) else {"date": r} for r in row["holidays"])
    return tuple(sorted({Holiday(date.fromisoformat(r["date"]), text(r, "name")) for r in rows}))


def contact_fields(row: dict[str, Any]) -> ContactFields:
    """Required contact fields by kind of author."""
    chosen = {**contacts.DEFAULTS, **row}
    return ContactFields(tuple(chosen["individual"]), tuple(chosen["group"]), tuple(chosen["collective"]))
