"""The units' lists open with the contest, by the clock."""

from datetime import timedelta

import pytest

from tests.factories import make_world
from workflows import clock
from workflows.flows.openings import open_due_lists, open_if_due
from workflows.models import ForwardingBatch, OrganisationUnit, WorkItem
from workflows.models.deadline import DeadlineExtension

pytestmark = pytest.mark.django_db


def test_lists_open_with_the_contest_once() -> None:
    world = make_world(start=clock.today() + timedelta(days=2))
    assert open_due_lists() == 0
    assert not ForwardingBatch.objects.exists()
    with clock.moved_to(clock.now() + timedelta(days=2)):
        assert open_due_lists() == 2
        assert open_due_lists() == 0
    assert ForwardingBatch.objects.filter(contest=world.contest).count() == 2
    assert WorkItem.objects.filter(role="unit_head").count() == 2


def test_a_unit_that_joins_later_gets_its_list() -> None:
    world = make_world()
    assert open_due_lists() == 2
    unit = OrganisationUnit.objects.create(code="SAU", name="Phường đến sau")
    world.contest.participations.create(unit=unit)
    assert open_due_lists() == 1
    assert ForwardingBatch.objects.get(unit=unit).contest == world.contest


def test_a_contest_that_is_over_gets_no_lists_unless_a_unit_has_longer() -> None:
    world = make_world(start=clock.today() - timedelta(days=100))
    assert open_if_due(world.contest) == 0
    DeadlineExtension.objects.create(
        deadline=world.contest.deadlines.get(code="unit_deadline"),
        unit=world.units[0],
        date=clock.today() + timedelta(days=1),
        rule="on_or_before",
        reason="Bão",
        granted_at=clock.now(),
    )
    assert open_if_due(world.contest) > 0
