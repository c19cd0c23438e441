"""When windows close: rules, days off, extensions, a unit's earlier date."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.domain.deadlines import (
    Calendar,
    DatedRule,
    EffectiveDeadline,
    Rule,
    Source,
    WeekendRule,
    author_deadline,
    effective_deadline,
    is_working_day,
    last_valid_day,
    last_valid_moment,
)
from workflows.vietnamese import dates

KEEP, NEXT = WeekendRule.KEEP, WeekendRule.NEXT_WORKING_DAY
BEFORE_15_JULY = DatedRule(date(2024, 7, 15), Rule.BEFORE)
HANOI = timezone(timedelta(hours=7))
# Quốc khánh 2024: Monday 2 and Tuesday 3 September
NATIONAL_DAYS = frozenset({date(2024, 9, 2), date(2024, 9, 3)})


def test_before_a_date_excludes_it() -> None:
    closes_at = Calendar().closes_at(BEFORE_15_JULY)
    assert closes_at == datetime(2024, 7, 15, tzinfo=HANOI)
    assert closes_at.isoformat() == "2024-07-15T00:00:00+07:00"


@pytest.mark.parametrize("rule", [Rule.ON_OR_BEFORE, Rule.ON])
def test_on_or_before_a_date_includes_it(rule: Rule) -> None:
    assert Calendar().closes_at(DatedRule(date(2024, 7, 15), rule)) == datetime(2024, 7, 16, tzinfo=HANOI)


def test_an_opening_is_the_start_of_its_day_even_on_a_sunday() -> None:
    opening = DatedRule(date(2024, 7, 14), Rule.ON)
    assert Calendar(NEXT).opens_at(opening) == datetime(2024, 7, 14, tzinfo=HANOI)


def test_a_second_decides() -> None:
    end = effective_deadline(BEFORE_15_JULY, Calendar())
    assert end.is_open(datetime(2024, 7, 14, 23, 59, 59, 999999, tzinfo=HANOI))
    assert not end.is_open(datetime(2024, 7, 15, tzinfo=HANOI))
    assert end.is_open(datetime(2024, 7, 14, 16, 59, 59, tzinfo=UTC))
    assert not end.is_open(datetime(2024, 7, 14, 17, 0, 0, tzinfo=UTC))


def test_what_people_are_shown() -> None:
    end = effective_deadline(BEFORE_15_JULY, Calendar())
    assert dates.deadline(end.last_valid_minute) == "23:59 ngày 14/07/2024, Chủ nhật"


@pytest.mark.parametrize(
    ("on", "rule", "weekend_rule", "last"),
    [
        ("2024-07-15", Rule.BEFORE, KEEP, "2024-07-14"),
        # the last valid day is Sunday the 14th, the date itself a Monday
        ("2024-07-15", Rule.BEFORE, NEXT, "2024-07-15"),
        ("2024-07-13", Rule.BEFORE, NEXT, "2024-07-12"),
        ("2024-07-13", Rule.ON_OR_BEFORE, NEXT, "2024-07-15"),
        ("2024-07-14", Rule.ON_OR_BEFORE, KEEP, "2024-07-14"),
        # Saturday 31 August, Sunday, two holidays
        ("2024-08-31", Rule.ON_OR_BEFORE, NEXT, "2024-09-04"),
        ("2024-09-03", Rule.ON_OR_BEFORE, KEEP, "2024-09-03"),
        ("2024-03-01", Rule.BEFORE, KEEP, "2024-02-29"),
    ],
)
def test_days_off_move_the_last_valid_day(on: str, rule: Rule, weekend_rule: WeekendRule, last: str) -> None:
    day = last_valid_day(date.fromisoformat(on), rule, weekend_rule, NATIONAL_DAYS)
    assert day == date.fromisoformat(last)


def test_the_last_valid_moment_is_the_one_before_the_close() -> None:
    moment = last_valid_moment(date(2024, 7, 15), Rule.BEFORE, KEEP, ())
    assert moment == datetime(2024, 7, 14, 23, 59, 59, 999999, tzinfo=HANOI)


def test_an_extension_moves_the_end_for_its_unit_and_says_why() -> None:
    extension = DatedRule(date(2024, 7, 18), Rule.ON_OR_BEFORE, "mưa bão")
    end = effective_deadline(BEFORE_15_JULY, Calendar(), [extension])
    assert end == EffectiveDeadline(datetime(2024, 7, 19, tzinfo=HANOI), Source.EXTENSION, "mưa bão")


def test_the_latest_of_several_extensions_counts_and_none_takes_time_away() -> None:
    extensions = [
        DatedRule(date(2024, 7, 20), Rule.BEFORE, "a"),
        DatedRule(date(2024, 7, 18), Rule.BEFORE, "b"),
        DatedRule(date(2024, 7, 1), Rule.BEFORE, "c"),
    ]
    assert effective_deadline(BEFORE_15_JULY, Calendar(), extensions).reason == "a"
    assert effective_deadline(BEFORE_15_JULY, Calendar(), extensions[2:]).source is Source.CONTEST


def test_a_unit_may_set_an_earlier_date_for_its_own_authors() -> None:
    calendar = Calendar()
    contest = effective_deadline(BEFORE_15_JULY, calendar)
    own = author_deadline(contest, contest, calendar, DatedRule(date(2024, 7, 10), Rule.ON_OR_BEFORE))
    assert own == EffectiveDeadline(datetime(2024, 7, 11, tzinfo=HANOI), Source.UNIT)
    later = author_deadline(contest, contest, calendar, DatedRule(date(2024, 7, 30), Rule.BEFORE))
    assert later == contest
    assert author_deadline(contest, contest, calendar) == contest


def test_authors_never_have_longer_than_their_unit() -> None:
    calendar = Calendar()
    submission = effective_deadline(DatedRule(date(2024, 7, 20), Rule.BEFORE), calendar)
    forwarding = effective_deadline(BEFORE_15_JULY, calendar)
    assert author_deadline(submission, forwarding, calendar) == forwarding
    assert author_deadline(forwarding, submission, calendar) == forwarding


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@settings(deadline=None)
@given(days, st.sampled_from(Rule), st.frozensets(days, max_size=5))
def test_a_moved_end_is_the_first_working_day_not_before_the_plain_one(
    on: date, rule: Rule, holidays: frozenset[date]
) -> None:
    plain = last_valid_day(on, rule, KEEP, holidays)
    moved = last_valid_day(on, rule, NEXT, holidays)
    assert is_working_day(moved, holidays)
    skipped = [plain + timedelta(days=i) for i in range((moved - plain).days)]
    assert not any(is_working_day(day, holidays) for day in skipped)
