"""A unit's earlier date for its own authors: who sets it, which days it can be, what it does."""

import json
from datetime import date, timedelta

import pytest

from tests.acting import Acting
from tests.factories import World, make_world
from workflows import clock
from workflows.domain import author_deadlines, windows
from workflows.errors import Forbidden, InputRefused, TransitionRefused
from workflows.flows import acts
from workflows.models import CaseEvent, Contest, ContestUnit, Deadline, DeadlineExtension, UnitAuthorDeadline

DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def part(world: World, place: int = 0) -> ContestUnit:
    return ContestUnit.objects.get(contest=world.contest, unit=world.units[place])


def contest_day(world: World) -> date:
    return Deadline.objects.get(contest=world.contest, code="submission_deadline").date


def set_to(world: World, until: date | None, by: str = "unit_head", place: int = 0) -> None:
    author_deadlines.set_author_deadline_contest(part=part(world, place), actor=world.actor(by), until=until)


def last_day(world: World, place: int = 0) -> date:
    found = windows.submission_deadline(world.contest, world.units[place].pk)
    return clock.local(found.last_valid_minute).date()


def test_it_holds_for_the_authors_of_this_unit_alone(world: World) -> None:
    early = contest_day(world) - 5 * DAY
    set_to(world, early)
    assert (last_day(world), last_day(world, 1)) == (early, contest_day(world))
    event = CaseEvent.objects.get(verb="set_author_deadline")
    assert (event.case_id, event.actor, event.role) == (
        world.contest.case_id,
        world["unit_head"],
        "unit_head",
    )
    assert json.loads(event.data) == {
        "unit": world.units[0].pk,
        "until": early.isoformat(),
        "rule": "on_or_before",
    }


def test_an_author_is_too_late_and_one_of_another_unit_is_not(world: World) -> None:
    play, early = Acting(world), clock.today() + 2 * DAY
    mine, theirs = play.draft(), play.draft("author_2")
    set_to(world, early)
    with clock.moved_to(clock.now() + 3 * DAY):
        with pytest.raises(TransitionRefused) as refusal:
            acts.submit_entry(entry=mine, actor=world.actor("author"))
        acts.submit_entry(entry=theirs, actor=world.actor("author_2"))
    assert refusal.value.code == "late"
    assert f"{early:%d/%m/%Y}" in str(refusal.value)


def test_it_can_be_set_again_and_taken_back(world: World) -> None:
    set_to(world, contest_day(world) - 5 * DAY)
    set_to(world, contest_day(world) - DAY)
    assert last_day(world) == contest_day(world) - DAY
    set_to(world, None)
    assert last_day(world) == contest_day(world)
    assert not UnitAuthorDeadline.objects.exists()
    assert CaseEvent.objects.filter(verb="set_author_deadline", refused="").count() == 3
    with pytest.raises(TransitionRefused) as refusal:
        set_to(world, None)
    assert refusal.value.code == "nothing_set"


@pytest.mark.parametrize(("code", "after"), [("not_earlier", 0), ("not_earlier", 30), ("over", None)])
def test_a_day_that_cannot_be_is_refused(world: World, code: str, after: int | None) -> None:
    until = clock.today() - DAY if after is None else contest_day(world) + after * DAY
    with pytest.raises(InputRefused) as refusal:
        set_to(world, until)
    assert (refusal.value.code, refusal.value.field) == (code, "until")
    assert not UnitAuthorDeadline.objects.exists()
    assert not CaseEvent.objects.filter(verb="set_author_deadline").exists()


def test_today_is_the_earliest_day(world: World) -> None:
    set_to(world, clock.today())
    assert last_day(world) == clock.today()


def test_a_contest_that_opens_later_is_not_closed_before(db: None) -> None:
    world = make_world(start=clock.today() + 10 * DAY)
    with pytest.raises(InputRefused) as refusal:
        set_to(world, clock.today() + 5 * DAY)
    assert refusal.value.code == "not_open"
    set_to(world, clock.today() + 10 * DAY)


def test_a_day_off_that_moves_to_the_contest_s_own_day_is_not_earlier(world: World) -> None:
    monday = contest_day(world) + (7 - contest_day(world).weekday()) * DAY
    Deadline.objects.filter(code="submission_deadline").update(date=monday)
    Contest.objects.update(weekend_rule="next_working_day")
    world.contest.refresh_from_db()
    with pytest.raises(InputRefused) as refusal:
        set_to(world, monday - DAY)
    assert refusal.value.code == "not_earlier"


@pytest.mark.parametrize("by", ["unit_head_2", "unit_officer", "secretary", "administrator"])
def test_it_is_for_the_head_of_this_unit_and_the_attempt_is_recorded(world: World, by: str) -> None:
    with pytest.raises(Forbidden):
        set_to(world, contest_day(world) - DAY, by)
    assert not UnitAuthorDeadline.objects.exists()
    event = CaseEvent.objects.get(verb="set_author_deadline")
    assert (event.refused, event.actor) == ("no_right", world[by])


def test_many_units_at_once_read_as_one_by_one(world: World) -> None:
    contest, (first, second) = world.contest, world.units
    for code, after in (("submission_deadline", 3), ("unit_deadline", 5)):
        row = contest.deadlines.get(code=code)
        DeadlineExtension.objects.create(
            deadline=row,
            unit=second,
            date=row.date + after * DAY,
            rule="on_or_before",
            reason="Bão",
            granted_at=clock.now(),
        )
    set_to(world, contest_day(world) - DAY)
    both = windows.author_windows(contest, [first.pk, second.pk])
    for unit in (first, second):
        assert both[unit.pk].in_force == windows.submission_deadline(contest, unit.pk)
        assert both[unit.pk].limit == windows.submission_limit(contest, unit.pk)
    assert [both[unit.pk].has_own for unit in (first, second)] == [True, False]
    contest.deadlines.filter(code="submission_deadline").delete()
    (alone,) = windows.author_windows(contest, [second.pk]).values()
    assert (
        alone.limit
        == windows.submission_limit(contest, second.pk)
        == windows.unit_deadline(contest, second.pk)
    )
