"""Signed papers that should have been issued: by the next working day, holidays of the contest left out."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.factories import World, make_document, make_world
from workflows import clock
from workflows.domain.deadlines import next_working_day
from workflows.domain.late_papers import late_to_issue
from workflows.models import Document, Holiday

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 7, 10)


def at(day: date, hour: int = 16) -> datetime:
    return datetime.combine(day, time(hour), clock.LOCAL_ZONE)


@pytest.fixture
def world() -> World:
    return make_world()


def signed(world: World, day: date = FRIDAY) -> Document:
    document = make_document(world, "signed", kind="participation_report")
    Document.objects.filter(pk=document.pk).update(signed_at=at(day))
    return document


@pytest.mark.parametrize(
    ("day", "holidays", "wanted"),
    [
        (date(2026, 7, 9), [], FRIDAY),
        (FRIDAY, [], date(2026, 7, 13)),
        (date(2026, 7, 11), [], date(2026, 7, 13)),
        (FRIDAY, [date(2026, 7, 13), date(2026, 7, 14)], date(2026, 7, 15)),
    ],
)
def test_the_next_working_day(day: date, holidays: list[date], wanted: date) -> None:
    assert next_working_day(day, holidays) == wanted


@pytest.mark.parametrize(
    ("today", "is_late"),
    [(FRIDAY, False), (date(2026, 7, 11), False), (date(2026, 7, 13), False), (date(2026, 7, 14), True)],
)
def test_a_paper_is_late_once_the_next_working_day_is_over(world: World, today: date, is_late: bool) -> None:
    document = signed(world)
    for hour in (0, 23):
        with clock.moved_to(at(today, hour)):
            found = late_to_issue({world.contest.pk})
        assert [paper.document for paper in found] == ([document] if is_late else [])


def test_a_holiday_of_the_contest_gives_another_day(world: World) -> None:
    signed(world)
    Holiday.objects.create(contest=world.contest, date=date(2026, 7, 13), name="Nghỉ bù")
    with clock.moved_to(at(date(2026, 7, 14))):
        assert late_to_issue({world.contest.pk}) == []
    with clock.moved_to(at(date(2026, 7, 15))):
        [paper] = late_to_issue({world.contest.pk})
    assert (paper.signed_on, paper.due) == (FRIDAY, date(2026, 7, 14))


def test_holidays_of_another_contest_do_not_count(world: World) -> None:
    signed(world)
    Holiday.objects.create(contest=make_world().contest, date=date(2026, 7, 13), name="Nghỉ bù")
    with clock.moved_to(at(date(2026, 7, 14))):
        assert len(late_to_issue({world.contest.pk})) == 1


@pytest.mark.parametrize("state", ["draft", "submitted_for_signature", "sent_back", "issued"])
def test_only_what_waits_for_its_number_can_be_late(world: World, state: str) -> None:
    make_document(world, state, kind="participation_report")
    with clock.moved_to(clock.now() + timedelta(days=30)):
        assert late_to_issue({world.contest.pk}) == []


def test_another_contest_is_none_of_ones_business(world: World) -> None:
    signed(world)
    with clock.moved_to(at(date(2026, 8, 1))):
        assert late_to_issue({make_world().contest.pk}) == []
        assert late_to_issue(frozenset()) == []


def test_many_late_papers_are_read_in_two_queries(world: World, django_assert_num_queries) -> None:
    for count in (1, 3):
        while Document.objects.count() < count:
            signed(world)
        with clock.moved_to(at(date(2026, 8, 1))), django_assert_num_queries(2):
            assert len(late_to_issue({world.contest.pk})) == count
