"""The database refuses to change rules by which was scored, and prizes that were approved."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from tests.factories import World, make_world, set_round
from workflows import clock
from workflows.models import Contest, Criterion, Prize, TieBreakRule
from workflows.models.triggers import install_triggers, lift_locks, wrong_triggers
from workflows.states import RoundState

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")

Act = Callable[[World], Any]


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def lock(world: World) -> None:
    Contest.objects.filter(pk=world.contest.pk).update(rules_locked_at=clock.now())
    connection.check_constraints()


def contents() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Contest, Criterion, Prize, TieBreakRule)
    ]


RULES: dict[str, Act] = {
    "criterion changed": lambda w: w.contest.criteria.filter(code="A").update(max_points=90),
    "criterion renamed": lambda w: w.contest.criteria.filter(code="A").update(name="Khác"),
    "criterion added": lambda w: Criterion.objects.create(
        contest=w.contest, code="C", name="Thêm", max_points=10
    ),
    "criterion removed": lambda w: w.contest.criteria.filter(code="B").delete(),
    "criterion given away": lambda w: w.contest.criteria.filter(code="A").update(
        contest=make_world().contest, code="Z"
    ),
    "tie-break changed": lambda w: w.contest.tie_break.update(order=F("order") + 10),
    "tie-break added": lambda w: TieBreakRule.objects.create(contest=w.contest, order=99, text="Bốc thăm"),
    "tie-break removed": lambda w: w.contest.tie_break.all().delete(),
    "pass mark": lambda w: Contest.objects.filter(pk=w.contest.pk).update(pass_mean=1),
    "minimum of sheets": lambda w: Contest.objects.filter(pk=w.contest.pk).update(min_sheets=1),
    "unlocked": lambda w: Contest.objects.filter(pk=w.contest.pk).update(rules_locked_at=None),
}
PRIZES: dict[str, Act] = {
    "changed": lambda w: w.contest.prizes.update(money_vnd=F("money_vnd") + 1),
    "added": lambda w: Prize.objects.create(contest=w.contest, code="THEM", name="Thêm", quantity=1),
    "removed": lambda w: w.contest.prizes.all().delete(),
}


@pytest.mark.parametrize("act", RULES.values(), ids=RULES)
def test_rules_are_fixed_with_the_first_score(world: World, act: Act) -> None:
    lock(world)
    before = contents()
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        act(world)
    assert contents() == before


@pytest.mark.parametrize("act", [act for name, act in RULES.items() if name != "criterion removed"])
def test_before_the_first_score_and_in_another_contest_rules_may_change(world: World, act: Act) -> None:
    lock(make_world())
    before = contents()
    act(world)
    assert contents() != before or act is RULES["unlocked"]


def test_a_locked_contest_goes_on(world: World) -> None:
    lock(world)
    Contest.objects.filter(pk=world.contest.pk).update(next_entry_number=F("next_entry_number") + 1)
    Contest.objects.get(pk=world.contest.pk).save()
    assert Contest.objects.get(pk=world.contest.pk).next_entry_number == world.contest.next_entry_number + 1


@pytest.mark.parametrize("act", PRIZES.values(), ids=PRIZES)
def test_prizes_are_fixed_with_the_approval(world: World, act: Act) -> None:
    lock(world)
    set_round(world, RoundState.APPROVED)
    before = contents()
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        act(world)
    assert contents() == before


@pytest.mark.parametrize("act", PRIZES.values(), ids=PRIZES)
def test_before_the_approval_prizes_may_change(world: World, act: Act) -> None:
    lock(world)
    set_round(make_world(), RoundState.APPROVED)
    set_round(world, RoundState.SCORED)
    before = contents()
    act(world)
    assert contents() != before


@sqlite_only
def test_replacing_a_row_is_refused_as_well(world: World) -> None:
    """INSERT OR REPLACE removes the old row without asking the trigger on DELETE."""
    other = make_world().contest
    lock(world)
    names = ", ".join(
        f'"{field.column}"' for field in Criterion._meta.concrete_fields if field.name != "contest"
    )
    sql = f"INSERT OR REPLACE INTO workflows_criterion ({names}, contest_id) SELECT {names}, %s "
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        run(sql + "FROM workflows_criterion WHERE contest_id = %s", other.pk, world.contest.pk)


@postgresql_only
def test_emptying_a_table_is_refused_as_well(world: World) -> None:
    lock(world)
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        run("TRUNCATE workflows_criterion CASCADE")


def test_a_missing_lock_is_named_and_put_back(db: None) -> None:
    suffix = " ON workflows_criterion" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER workflows_criterion_locked_update{suffix}")
    assert wrong_triggers(connection) == ["workflows_criterion_locked_update"]
    install_triggers()
    assert wrong_triggers(connection) == []


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_migration_may_remake_the_table_that_a_lock_asks() -> None:
    lift_locks()
    with connection.schema_editor() as editor:
        editor._remake_table(Contest)
    install_triggers()
    assert wrong_triggers(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_test_database_with_locked_rules_can_be_flushed() -> None:
    lock(make_world())
    call_command("flush", interactive=False, verbosity=0, stdout=io.StringIO())
    assert not Criterion.objects.exists()
    assert wrong_triggers(connection) == []
