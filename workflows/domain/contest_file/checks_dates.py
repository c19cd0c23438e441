"""What must hold between the dates of a contest."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workflows.domain.contest_file.build_entries import moment
from workflows.domain.contest_file.checks_contest import repeated, unknown
from workflows.domain.contest_file.defaults import calendar, weekend_rules
from workflows.domain.contest_file.errors import ContestFileError, Errors, child
from workflows.domain.contest_file.parts import AWARDING, FORWARDING, MILESTONES, OPEN, SCORING, SUBMISSION
from workflows.domain.contest_file.reading import dated_rule
from workflows.domain.deadlines import ONE_MINUTE, Calendar
from workflows.vietnamese.dates import deadline

_EXTENDED = (SUBMISSION, FORWARDING)
"""The deadlines that units have: nothing reads an extension of another."""
_ORDER = (SUBMISSION, FORWARDING, SCORING, AWARDING)


def date_errors(value: dict[str, Any]) -> Errors:
    """All that is wrong with milestones, extensions and units' own dates."""
    row = value["contest"]
    missing = [code for code in MILESTONES if code not in [r["code"] for r in row["timeline"]]]
    for code in missing:
        sentence = _("the date “{code}” is missing; please add it to the timeline.")
        yield ContestFileError("$.contest.timeline", sentence.format(code=code))
    if len(weekend_rules(row)) > 1:
        sentence = _("the weekend rule is written in two ways; please write it once, at the contest.")
        yield ContestFileError("$.contest.weekend_rule", sentence)
    elif not missing:
        yield from _timeline_errors(row)
    yield from _unit_date_errors(value)
    yield from _validity_errors(row["organizer"], "$.contest.organizer")
    for index, unit in enumerate(value["units"]):
        yield from _validity_errors(unit, f"$.units[{index}]")


def _timeline_errors(row: dict[str, Any]) -> Errors:
    days_off = calendar(row)
    places = {r["code"]: (index, r) for index, r in enumerate(row["timeline"])}
    yield from _opening_errors(*places[OPEN])
    ends = [(OPEN, days_off.opens_at(dated_rule(places[OPEN][1])))]
    ends += [(code, days_off.closes_at(dated_rule(places[code][1]))) for code in _ORDER if code in places]
    for (before, earlier), (code, later) in pairwise(ends):
        if later < earlier or (before == OPEN and later == earlier):
            sentence = _("“{code}” ends before “{before}”; please correct one of the dates.")
            path = f"$.contest.timeline[{places[code][0]}].date"
            yield ContestFileError(path, sentence.format(code=code, before=before))
    for index, r in enumerate(row["timeline"]):
        yield from _last_valid_errors(r, days_off, f"$.contest.timeline[{index}].last_valid")


def _opening_errors(index: int, opening: dict[str, Any]) -> Errors:
    if opening["rule"] != "on":
        sentence = _("the opening is on its date; please write the rule “on”.")
        yield ContestFileError(f"$.contest.timeline[{index}].rule", sentence)


def _last_valid_errors(row: dict[str, Any], days_off: Calendar, path: str) -> Errors:
    written: datetime | None = moment(row.get("last_valid"))
    if written is None or row["code"] == OPEN:
        return
    closes_at = days_off.closes_at(dated_rule(row))
    if not timedelta(0) < closes_at - written <= ONE_MINUTE:
        sentence = _("does not fit date and rule, which end at {moment}; please correct it or leave it out.")
        shown = deadline(closes_at - ONE_MINUTE, get_language() or "vi")
        yield ContestFileError(path, sentence.format(moment=shown))


def _unit_date_errors(value: dict[str, Any]) -> Errors:
    row = value["contest"]
    units = [unit["code"] for unit in value["units"]]
    codes = [r["code"] for r in row["timeline"]]
    for index, extension in enumerate(row.get("extensions", ())):
        path = f"$.contest.extensions[{index}]"
        yield from unknown(extension["unit"], units, f"{path}.unit")
        yield from unknown(extension["deadline"], codes, f"{path}.deadline")
        if extension["deadline"] in codes and extension["deadline"] not in _EXTENDED:
            sentence = _("“{code}” can't be extended for one unit; please use one of: {known}.")
            known = ", ".join(code for code in _EXTENDED if code in codes)
            yield ContestFileError(
                f"{path}.deadline", sentence.format(code=extension["deadline"], known=known)
            )
    yield from repeated(row.get("unit_author_deadlines", ()), "$.contest.unit_author_deadlines", "unit")
    for index, own in enumerate(row.get("unit_author_deadlines", ())):
        yield from unknown(own["unit"], units, f"$.contest.unit_author_deadlines[{index}].unit")


def _validity_errors(row: dict[str, Any], path: str) -> Errors:
    first, last = row.get("valid_from"), row.get("valid_until")
    if first and last and last < first:
        sentence = _("is earlier than valid_from ({first}); please correct one of them.")
        yield ContestFileError(child(path, "valid_until"), sentence.format(first=first))
