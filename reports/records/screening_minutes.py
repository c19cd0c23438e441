"""The minutes of a unit's pre-screening, read from the trail: what was decided when the list was confirmed.

An entry may have moved on since, so its own row does not tell; the events of the confirmation do.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reports.documents.screening_minutes import (
    NOT_CHOSEN,
    NOT_PASSED,
    Decided,
    ScreeningMinutesRecord,
    compose_screening_minutes,
)
from reports.records import parts, unit_parts
from workflows.models import CaseEvent, Entry, ForwardingBatch, OrganisationUnit, Prescreening, User
from workflows.states import Reason
from workflows.verbs import Noun, Verb

_REASONS = {Reason.NOT_CHOSEN.value: NOT_CHOSEN, "KHONG_DAT": NOT_PASSED}


@dataclass(frozen=True)
class _Verdict:
    """What the head decided on one entry, and when."""

    chosen: bool
    reason: str
    at: datetime


def build_record(batch: ForwardingBatch) -> ScreeningMinutesRecord:
    """Return the minutes of a confirmed list, without number and date; entries in order of their codes.

    The list comes with its contest, unit (parent) and people; six queries besides, however many entries.
    """
    unit, verdicts = batch.unit, _verdicts(batch)
    entries = _entries(list(verdicts))
    checks = {entry.pk: _check(entry, verdicts[entry.pk].at) for entry in entries}
    officers = {check.officer_id: check.officer for check in checks.values() if check}
    head_title = parts.head_of(unit)
    return compose_screening_minutes(
        **unit_parts.letterhead(unit),
        place=unit_parts.place_of(unit, batch),
        symbol=f"BB-{unit_parts.symbol_of(unit)}",
        contest_title=batch.contest.title,
        unit=unit.name,
        at=batch.confirmed_at,
        people=_people(unit, batch.confirmed_by, list(officers.values())),
        checklist={item.code: item.text for item in batch.contest.checklist.all()},
        entries=[_decided(entry, verdicts[entry.pk], checks[entry.pk]) for entry in entries],
        secretary=next((officer.get_full_name() for officer in officers.values()), ""),
        head_title=head_title,
        signer=unit_parts.head_signer(unit, batch.confirmed_by),
        drafter=parts.abbreviation_of(unit),
    )


def _verdicts(batch: ForwardingBatch) -> dict[int, _Verdict]:
    """Return what the confirmation of this list decided, by entry."""
    events = CaseEvent.objects.filter(
        verb=Verb.CONFIRM_LIST,
        noun=Noun.ENTRY,
        refused="",
        case__entry__contest_id=batch.contest_id,
        case__entry__unit_id=batch.unit_id,
    ).select_related("note")
    found = [(event, json.loads(event.data)) for event in events.order_by("case_id", "seq")]
    return {event.subject_id: _verdict(event, data) for event, data in found if data["batch"] == batch.pk}


def _verdict(event: CaseEvent, data: Mapping[str, object]) -> _Verdict:
    code = str(data.get("reason_code") or "")
    note = event.note.text if hasattr(event, "note") else ""
    parts_of_reason = (_REASONS.get(code, "" if note else code), note)
    return _Verdict(bool(data["chosen"]), ": ".join(part for part in parts_of_reason if part), event.at)


def _entries(keys: list[int]) -> list[Entry]:
    entries = Entry.objects.filter(pk__in=keys).prefetch_related("authors", "prescreenings__officer")
    return list(entries.order_by("code"))


def _check(entry: Entry, at: datetime) -> Prescreening | None:
    """Return the officer's last check before the head decided; they come newest first."""
    return next((check for check in entry.prescreenings.all() if check.decided_at <= at), None)


def _decided(entry: Entry, verdict: _Verdict, check: Prescreening | None) -> Decided:
    return Decided(
        code=entry.code or "",
        title=entry.title,
        author=unit_parts.authors_of(entry),
        answers=check.answers if check else {},
        chosen=verdict.chosen,
        reason=verdict.reason,
    )


def _people(unit: OrganisationUnit, head: User | None, officers: list[User]) -> list[str]:
    present = [f"{head.get_full_name()}, {parts.head_of(unit)}"] if head else []
    return present + [f"{officer.get_full_name()}, cán bộ đầu mối" for officer in officers if officer != head]
