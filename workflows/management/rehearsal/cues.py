"""When what happens in a rehearsal: cues drawn from a contest file, in order of time. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workflows.domain.contest_file.entry_parts import FileEntry, Leaving
from workflows.domain.contest_file.parts import AWARDING, FORWARDING, OPEN, SCORING, ContestFile
from workflows.domain.deadlines import DatedRule, EffectiveDeadline, effective_deadline
from workflows.management.rehearsal.stages import Stage

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SILENT_UNITS = 2
"""How many of the units without entries say nothing at all; the others declare that they have none."""


@dataclass(frozen=True)
class Cue:
    """At ``moment`` (ties: by ``order``) the players do ``act`` with ``about``."""

    moment: datetime
    order: int
    act: str
    about: Any
    stage: Stage


class Timetable:
    """The dates of a contest file as instants."""

    def __init__(self, file: ContestFile) -> None:
        self.file = file
        self.calendar = file.contest.calendar
        self.dated = {milestone.code: milestone.dated for milestone in file.contest.timeline}

    @property
    def opening(self) -> datetime:
        """When the contest opens."""
        return self.calendar.opens_at(self.dated[OPEN])

    def closing(self, unit: str) -> datetime:
        """When the unit's window closes, extensions included."""
        own = [e.dated for e in self.file.contest.extensions if e.unit == unit and e.deadline == FORWARDING]
        deadline: EffectiveDeadline = effective_deadline(self.dated[FORWARDING], self.calendar, own)
        return deadline.closes_at

    @property
    def last_closing(self) -> datetime:
        """When the last unit's window closes."""
        return max(self.closing(unit.code) for unit in self.file.units)

    def end(self, code: str, after: datetime) -> datetime:
        """When a later date ends, always after ``after``."""
        dated: DatedRule | None = self.dated.get(code)
        closes = self.calendar.closes_at(dated) if dated else after + 7 * DAY
        return max(closes, after + DAY)


def cues_of(file: ContestFile) -> list[Cue]:
    """Return all cues of the file up to the publication, in order."""
    times = Timetable(file)
    by_unit: dict[str, list[FileEntry]] = {unit.code: [] for unit in file.units}
    for entry in file.entries:
        by_unit[entry.unit].append(entry)
    cues = [Cue(times.opening, 0, "open", None, Stage.DRAFT)]
    for unit, entries in by_unit.items():
        cues += _unit_cues(times, unit, entries)
    cues += _silence(times, [unit for unit, entries in by_unit.items() if not entries])
    cues += _jury_cues(times, file)
    return sorted(cues, key=lambda cue: (cue.moment, cue.order))


def _unit_cues(times: Timetable, unit: str, entries: Sequence[FileEntry]) -> Iterator[Cue]:
    closing = times.closing(unit)
    for entry in entries:
        if entry.submitted_at >= closing:
            yield Cue(closing - HOUR, 1, "draft", entry, Stage.SUBMITTED)
        yield Cue(entry.submitted_at, 1, "submit", entry, Stage.SUBMITTED)
        yield from _leaving_cues(entry, closing)
    listed = [e for e in entries if _verdict(e) in ("pass", "fail") and e.leaving is not Leaving.WITHDRAWN]
    on_time = [e for e in listed if _forwarded(e, closing) < closing]
    late = [e for e in listed if e not in on_time]
    yield from _list_cues(times, unit, on_time, closing)
    yield from _late_cues(late, on_time, closing)


def _leaving_cues(entry: FileEntry, closing: datetime) -> Iterator[Cue]:
    if entry.leaving is Leaving.RETURNED:
        yield Cue(_decided(entry, closing), 2, "return", entry, Stage.SUBMITTED)
    if entry.leaving is Leaving.WITHDRAWN:
        moment = max(_decided(entry, closing), entry.submitted_at + HOUR)
        yield Cue(min(moment, _just_before(closing, entry)), 2, "withdraw", entry, Stage.SUBMITTED)


def _verdict(entry: FileEntry) -> str | None:
    if entry.leaving is Leaving.RETURNED:
        return "returned"
    return entry.prescreen.result or ("pass" if entry.leaving is None else None)


def _decided(entry: FileEntry, closing: datetime) -> datetime:
    given = entry.prescreen.decided_at
    return given or max(entry.submitted_at + HOUR, min(entry.submitted_at + 2 * DAY, closing - 6 * HOUR))


def _forwarded(entry: FileEntry, closing: datetime) -> datetime:
    if entry.leaving is Leaving.LATE:
        return max(entry.forwarded_at or closing + 8 * HOUR, closing)
    if entry.forwarded_at is not None:
        return entry.forwarded_at
    decided = _decided(entry, closing)
    return decided if decided >= closing else min(decided + 4 * HOUR, closing - MINUTE)


def _just_before(closing: datetime, entry: FileEntry) -> datetime:
    return max(entry.submitted_at + MINUTE, closing - MINUTE)


def _proposal(entry: FileEntry, not_after: datetime, closing: datetime) -> datetime:
    """When the officer proposes: half an hour before the head decides, inside the window."""
    before = min(_decided(entry, closing), not_after, closing) - 30 * MINUTE
    return max(before, entry.submitted_at + MINUTE)


def _list_cues(times: Timetable, unit: str, entries: Sequence[FileEntry], closing: datetime) -> Iterator[Cue]:
    if not entries:
        return
    confirmed = max(_decided(entry, closing) for entry in entries)
    confirmed = max(confirmed, max(_proposal(e, confirmed, closing) for e in entries))
    for entry in entries:
        yield Cue(_proposal(entry, confirmed, closing), 3, "propose", entry, Stage.SUBMITTED)
    yield Cue(confirmed, 4, "confirm", (unit, tuple(entries)), Stage.PRE_SCREENED)
    chosen = [e for e in entries if _verdict(e) == "pass" and e.leaving is None]
    if chosen:
        sent = max(confirmed, max(_forwarded(entry, closing) for entry in chosen))
        yield Cue(sent, 5, "forward", unit, Stage.FORWARDED)
        yield Cue(sent + 18 * HOUR, 6, "receive", unit, Stage.RECEIVED)


def _late_cues(late: Sequence[FileEntry], on_time: Sequence[FileEntry], closing: datetime) -> Iterator[Cue]:
    """Entries whose unit was too late: proposed in time after the list, then acts that are refused."""
    after = max((_decided(e, closing) for e in on_time), default=None)
    for entry in late:
        moment = _proposal(entry, closing, closing)
        if after is not None:
            moment = max(moment, min(after + MINUTE, closing - MINUTE))
        if moment < closing:
            yield Cue(moment, 5, "propose", entry, Stage.SUBMITTED)
        yield Cue(max(_decided(entry, closing), closing), 7, "late_confirm", entry, Stage.RECEIVED)
        yield Cue(_forwarded(entry, closing), 8, "late_forward", entry, Stage.RECEIVED)


def _silence(times: Timetable, units: Sequence[str]) -> Iterator[Cue]:
    for unit in units[: max(len(units) - SILENT_UNITS, 0)]:
        yield Cue(times.closing(unit) - 2 * DAY, 4, "declare_none", unit, Stage.PRE_SCREENED)
    for unit in {unit.code for unit in times.file.units}:
        yield Cue(times.closing(unit), 9, "tick", None, Stage.RECEIVED)


def _jury_cues(times: Timetable, file: ContestFile) -> Iterator[Cue]:
    received = max(
        [
            times.last_closing,
            *(_forwarded(e, times.closing(e.unit)) + 18 * HOUR for e in file.entries if e.leaving is None),
        ]
    )
    scoring_end = times.end(SCORING, received)
    sheets = [(entry, sheet) for entry in file.entries if entry.leaving is None for sheet in entry.sheets]
    step = (scoring_end - received) / (len(sheets) + 8)
    for place, (entry, sheet) in enumerate(sheets, start=1):
        yield Cue(received + place * step, 10, "score", (entry, sheet), Stage.SCORING)
    closed = received + (len(sheets) + 2) * step
    yield Cue(closed, 11, "close_scoring", None, Stage.SCORED)
    yield from _desk_cues(closed, times.end(AWARDING, closed))


def _desk_cues(closed: datetime, award_end: datetime) -> Iterator[Cue]:
    step = (award_end - closed) / 10
    desks: Iterable[tuple[str, Stage]] = (
        ("vote", Stage.APPROVED),
        ("approve", Stage.APPROVED),
        ("draft_minutes", Stage.APPROVED),
        ("sign_minutes", Stage.APPROVED),
        ("propose_award", Stage.PROPOSED),
        ("sign", Stage.SIGNED),
        ("issue", Stage.AWARDED),
        ("publish", Stage.PUBLISHED),
    )
    for place, (act, stage) in enumerate(desks, start=1):
        yield Cue(closed + place * step, 11 + place, act, None, stage)
