"""The terms of a role: where it belongs, its days, for whom somebody stands in."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import World, give, make_user, make_world
from workflows import clock
from workflows.domain.terms import Terms, person_called
from workflows.errors import InputRefused
from workflows.roles import Role

DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_world(units=1, judges=1)


def terms(world: World, role: Role, **given: Any) -> Terms:
    """``unit`` and ``contest`` are asked for by ``True``, days by their distance from today."""
    scope = {"unit": world.units[0], "contest": world.contest}
    days = {
        name: clock.today() + DAY * given.pop(name) for name in ("valid_from", "valid_to") if name in given
    }
    chosen = {name: value for name, value in scope.items() if given.pop(name, False)}
    person = {"stand_in_for": world[given.pop("stand_in_for")]} if "stand_in_for" in given else {}
    return Terms(role, **chosen, **days, **person)


@pytest.mark.parametrize(
    ("role", "given", "field"),
    [
        (Role.ADMINISTRATOR, {"unit": True}, "unit"),
        (Role.ADMINISTRATOR, {"contest": True}, "contest"),
        (Role.UNIT_OFFICER, {}, "unit"),
        (Role.UNIT_OFFICER, {"unit": True, "contest": True}, "unit"),
        (Role.ACCOUNTANT, {"unit": True}, "contest"),
        (Role.AUDITOR, {"unit": True, "contest": True, "valid_to": 1}, "contest"),
        (Role.AUDITOR, {"contest": True}, "valid_to"),
        (Role.CLERK, {"contest": True, "valid_from": 2, "valid_to": 1}, "valid_to"),
        (Role.CLERK, {"contest": True, "valid_to": -1}, "valid_to"),
        (Role.CLERK, {"contest": True, "stand_in_for": "secretary"}, "stand_in_for"),
        (Role.UNIT_HEAD, {"unit": True, "stand_in_for": "unit_officer"}, "stand_in_for"),
    ],
)
def test_impossible_terms_are_refused_in_one_sentence(
    world: World, role: Role, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refusal:
        terms(world, role, **given).check()
    assert refusal.value.field == field
    assert refusal.value.status == 422
    assert str(refusal.value)


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Role.ADMINISTRATOR, {}),
        (Role.AUDITOR, {"valid_to": 0}),
        (Role.AUDITOR, {"unit": True, "valid_to": 30}),
        (Role.CLERK, {"contest": True, "valid_from": 1, "valid_to": 1}),
        (Role.UNIT_HEAD, {"unit": True, "stand_in_for": "unit_head"}),
        (Role.CHAIR, {"contest": True, "valid_from": -3, "stand_in_for": "chair"}),
    ],
)
def test_possible_terms_pass(world: World, role: Role, given: dict[str, Any]) -> None:
    terms(world, role, **given).check()


def test_nobody_stands_in_for_a_stand_in_or_for_a_role_that_is_over(world: World) -> None:
    stand_in, former = make_user("thay"), make_user("cu")
    give(stand_in, "chair", contest=world.contest, stand_in_for=world["chair"])
    give(former, "chair", contest=world.contest, valid_to=clock.today() - DAY)
    for person in (stand_in, former):
        with pytest.raises(InputRefused, match=str(person)):
            Terms(Role.CHAIR, contest=world.contest, stand_in_for=person).check()


def test_a_person_is_found_by_account_or_address(world: World) -> None:
    chair = world["chair"]
    assert person_called(chair.username) == person_called(chair.email.upper()) == chair
    with pytest.raises(InputRefused) as refusal:
        person_called("không ai")
    assert refusal.value.code == "no_account"
