"""The decision that set up the committee: asked for before the result is approved."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.acting import JUDGES, Acting
from tests.factories import World, make_entry, make_world, set_round
from workflows import clock
from workflows.domain import body_decisions
from workflows.errors import Forbidden, Incomplete, InputRefused, TransitionRefused
from workflows.models import CaseEvent, Contest
from workflows.states import RoundState
from workflows.verbs import Verb

UNKNOWN = {"body_decision_number": "", "body_decision_date": None, "quorum": None}


@pytest.fixture
def world(db: None) -> World:
    return make_world(**UNKNOWN)


def record(world: World, by: str = "secretary", **changed: Any) -> Contest:
    given = {"number": " 15/QĐ-UBND ", "on": clock.today() - timedelta(days=40), "quorum": 2, **changed}
    return body_decisions.record_body_contest(contest=world.contest, actor=world.actor(by), **given)


def as_stored(world: World) -> tuple[str, date | None, int | None]:
    contest = Contest.objects.get(pk=world.contest.pk)
    return contest.body_decision_number, contest.body_decision_date, contest.quorum


@pytest.mark.parametrize("by", ["secretary", "chair"])
def test_it_is_recorded_with_an_event_on_the_contest(world: World, by: str) -> None:
    record(world, by)
    day = clock.today() - timedelta(days=40)
    assert as_stored(world) == ("15/QĐ-UBND", day, 2)
    event = CaseEvent.objects.get(case_id=world.contest.case_id, verb="record_body")
    assert (event.actor, event.role, event.noun) == (world[by], by, "contest")
    assert json.loads(event.data) == {"number": "15/QĐ-UBND", "date": day.isoformat(), "quorum": 2}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": "  "}, "number"),
        ({"number": "1" * 61}, "number"),
        ({"on": 1}, "on"),
        ({"quorum": 0}, "quorum"),
        ({"quorum": -1}, "quorum"),
        ({"quorum": len(JUDGES) + 1}, "quorum"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    world: World, changed: dict[str, Any], field: str
) -> None:
    if "on" in changed:
        changed = {"on": clock.today() + timedelta(days=changed["on"])}
    with pytest.raises(InputRefused) as refusal:
        record(world, **changed)
    assert refusal.value.field == field
    assert as_stored(world) == ("", None, None)
    assert not CaseEvent.objects.filter(verb="record_body").exists()


@pytest.mark.parametrize("by", ["clerk", "judge", "unit_head", "administrator", "superuser"])
def test_it_is_nobody_else_s_and_the_attempt_is_recorded(world: World, by: str) -> None:
    with pytest.raises(Forbidden):
        record(world, by)
    assert as_stored(world) == ("", None, None)
    event = CaseEvent.objects.get(verb="record_body")
    assert (event.case_id, event.refused, event.actor) == (world.contest.case_id, "no_right", world[by])


def test_the_chair_of_another_contest_may_not(world: World) -> None:
    other = make_world()
    with pytest.raises(Forbidden):
        body_decisions.record_body_contest(
            contest=world.contest, actor=other.actor("chair"), number="1", on=clock.today(), quorum=1
        )


def test_it_stands_once_a_result_rests_on_it(world: World) -> None:
    record(world)
    record(world, quorum=3)
    set_round(world, RoundState.APPROVED)
    with pytest.raises(TransitionRefused) as refusal:
        record(world, quorum=1)
    assert refusal.value.code == "body_in_use"
    assert as_stored(world)[2] == 3


@pytest.mark.parametrize(("missing", "words"), [("body_decision_number", "number"), ("quorum", "quorum")])
def test_one_missing_part_is_named(world: World, missing: str, words: str) -> None:
    record(world)
    make_entry(world, "scored")
    set_round(world, RoundState.SCORED)
    Contest.objects.update(**{missing: UNKNOWN[missing]})
    with translation.override("en"):
        (line,) = type(world.round).objects.get(pk=world.round.pk).missing_for(Verb.APPROVE_RESULTS)
    assert words in line
    assert "Ban Tổ chức" in line


def test_the_result_waits_for_it(world: World) -> None:
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry)
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    with pytest.raises(Incomplete) as refusal:
        play.do("chair", "approve_results")
    assert len(refusal.value.missing) == 3
    assert play.steps() == ["approve_results"]
    record(world)
    play.do("chair", "approve_results")
    assert play.steps() == ["prepare_paper"]
