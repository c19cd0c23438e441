"""`work_items`: the work list against viewflow's open tasks."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.acting import Acting
from tests.factories import World, make_world
from workflows import clock
from workflows.flows import acts, tasks
from workflows.models import WorkItem
from workflows.models.prescreening import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(is_blind=True)


@pytest.fixture
def play(world: World) -> Acting:
    return Acting(world)


def run(*options: str) -> str:
    said = StringIO()
    call_command("work_items", *options, stdout=said)
    return said.getvalue()


def rows() -> list[dict[str, object]]:
    return list(WorkItem.objects.order_by("pk").values())


@pytest.fixture
def at_work(play: Acting, world: World) -> None:
    """Tasks of every kind: an officer's, claimed and not, an author's, heads', the secretary's, judges'."""
    play.received(play.submitted())
    waiting, returned = play.submitted("author_b"), play.submitted("author_2")
    play.prescreened(returned, Verdict.RETURN, note="Thiếu địa chỉ")
    item = play.item("prescreen", entry=waiting)
    tasks.claim(task_id=item.pk, actor=world.actor("unit_officer"))
    play.submitted("author_b")


def test_the_flows_keep_the_list_right(at_work: None) -> None:
    steps = set(WorkItem.objects.values_list("step", flat=True))
    assert steps == {"prescreen", "correct", "confirm_list", "score", "close_scoring"}
    assert f"{WorkItem.objects.count()} " in run("--check")


def test_an_extension_moves_the_days(at_work: None, world: World) -> None:
    until = clock.today() + timedelta(days=55)
    acts.extend_contest(
        contest=world.contest,
        actor=world.actor("secretary"),
        unit=world.units[0],
        code="unit_deadline",
        until=until,
        rule="on_or_before",
        reason="Mưa bão",
    )
    moved = WorkItem.objects.filter(unit=world.units[0], step="prescreen").values_list("due", flat=True)
    assert {clock.local(due).date() for due in moved} == {until + timedelta(days=1)}
    assert WorkItem.objects.exclude(unit=world.units[0]).filter(due__gt=clock.now()).exists()
    run("--check")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"title": "x"}, "title"),
        ({"state": "draft"}, "state"),
        ({"queue": "unit_officer@u999"}, "queue"),
        ({"due": clock.machine_now()}, "due"),
        ({"owner_id": None}, "owner_id"),
    ],
)
def test_a_wrong_row_is_found_and_mended(at_work: None, change: dict[str, object], word: str) -> None:
    before = rows()
    WorkItem.objects.filter(step="prescreen", owner__isnull=False).update(**change)
    with pytest.raises(CommandError, match=word):
        run("--check")
    run("--rebuild")
    assert rows() == before


def test_missing_and_stray_rows(at_work: None, play: Acting, world: World) -> None:
    before = rows()
    stray = WorkItem.objects.get(step="prescreen", owner__isnull=False)
    play.prescreened(stray.entry)
    kept = rows()
    stray.save(force_insert=True)
    WorkItem.objects.filter(step="score").delete()
    with pytest.raises(CommandError) as refused:
        run("--check")
    assert str(stray.pk) in str(refused.value)
    assert "4" in str(refused.value)
    run("--rebuild")
    columns = [name for name in before[0] if name not in ("arrived", "owned_at")]
    assert [[row[c] for c in columns] for row in rows()] == [[row[c] for c in columns] for row in kept]
    assert " 0 " in f" {run('--rebuild')}"


def test_one_of_the_two_must_be_chosen() -> None:
    with pytest.raises(CommandError):
        run()
