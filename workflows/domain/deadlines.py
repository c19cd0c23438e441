"""Until when: a date and its rule become the instant at which a window closes.

A window is open iff `now < closes_at`; what people are shown is the last valid minute, one minute
earlier. *Before* a date is exclusive: before 15/7 closes at 15/7 00:00. The weekend rule moves the last
valid day, not the date that was written (Civil Code 2015, art. 148.5: a term that ends on a day off ends
with the next working day).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from workflows.vietnamese.dates import VIETNAM

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
_SATURDAY = 5


class Rule(StrEnum):
    """How a date is meant; `ON` is for an opening, as an end it means the end of that day."""

    BEFORE = "before"
    ON_OR_BEFORE = "on_or_before"
    ON = "on"


class WeekendRule(StrEnum):
    """What happens when the last valid day is a day off."""

    KEEP = "keep"
    NEXT_WORKING_DAY = "next_working_day"


class Source(StrEnum):
    """Which row decided an effective deadline."""

    CONTEST = "contest"
    EXTENSION = "extension"
    UNIT = "unit"


@dataclass(frozen=True)
class DatedRule:
    """A date and how it is meant; `reason` says why an extension was given."""

    date: date
    rule: Rule
    reason: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days off of a contest, what they do to its deadlines, and the zone in which its days begin."""

    weekend_rule: WeekendRule = WeekendRule.KEEP
    holidays: frozenset[date] = frozenset()
    zone: tzinfo = VIETNAM

    def closes_at(self, dated: DatedRule) -> datetime:
        """The instant from which it is too late."""
        day = last_valid_day(dated.date, dated.rule, self.weekend_rule, self.holidays)
        return datetime.combine(day + ONE_DAY, time(), self.zone)

    def opens_at(self, dated: DatedRule) -> datetime:
        """The instant from which a window is open: the start of the day, whatever day it is."""
        return datetime.combine(dated.date, time(), self.zone)


@dataclass(frozen=True)
class EffectiveDeadline:
    """When a window closes for somebody, and which row says so."""

    closes_at: datetime
    source: Source
    reason: str = ""

    @property
    def last_valid_minute(self) -> datetime:
        """What people are shown: 23:59 of the last valid day."""
        return self.closes_at - ONE_MINUTE

    def is_open(self, now: datetime) -> bool:
        """True while it is not too late."""
        return now < self.closes_at


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday without holidays."""
    return day.weekday() < _SATURDAY and day not in holidays


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """The first working day after ``day``."""
    day += ONE_DAY
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day


def last_valid_day(on: date, rule: Rule, weekend_rule: WeekendRule, holidays: Collection[date]) -> date:
    """The last day on which it is not too late."""
    day = on - ONE_DAY if rule is Rule.BEFORE else on
    if weekend_rule is WeekendRule.NEXT_WORKING_DAY:
        while not is_working_day(day, holidays):
            day += ONE_DAY
    return day


def last_valid_moment(
    on: date, rule: Rule, weekend_rule: WeekendRule, holidays: Collection[date], zone: tzinfo = VIETNAM
) -> datetime:
    """The last instant that is not too late, to the microsecond; `Calendar.closes_at` is the one after it."""
    calendar = Calendar(weekend_rule, frozenset(holidays), zone=zone)
    return calendar.closes_at(DatedRule(on, rule)) - timedelta(microseconds=1)


def effective_deadline(
    base: DatedRule, calendar: Calendar, extensions: Iterable[DatedRule] = ()
) -> EffectiveDeadline:
    """The contest's deadline for one unit: the latest of the contest's date and the unit's extensions.

    An extension never takes time away: one that ends earlier than the contest's date changes nothing.
    """
    latest = EffectiveDeadline(calendar.closes_at(base), Source.CONTEST)
    for extension in extensions:
        closes_at = calendar.closes_at(extension)
        if closes_at > latest.closes_at:
            latest = EffectiveDeadline(closes_at, Source.EXTENSION, extension.reason)
    return latest


def author_deadline(
    submission: EffectiveDeadline,
    forwarding: EffectiveDeadline,
    calendar: Calendar,
    earlier: DatedRule | None = None,
) -> EffectiveDeadline:
    """Until when the unit's authors may submit: the earliest of three.

    `submission` is the contest's deadline for authors, `forwarding` the unit's own for its list (pass it
    twice where the contest has none for authors), `earlier` the date that the unit set for its authors.
    """
    ends = [submission, forwarding]
    if earlier is not None:
        ends.append(EffectiveDeadline(calendar.closes_at(earlier), Source.UNIT, earlier.reason))
    return min(ends, key=lambda end: end.closes_at)
