"""A contest from its entries to the certificates in their authors' hands, its trail whole at the end."""

from decimal import Decimal
from typing import Any

import pytest

from tests.acting import JUDGES, Acting
from tests.factories import World, make_world
from tests.workflows.flows.test_paper_flow import BY_DECISION, fill
from tests.workflows.output_world import made, run_all, start
from workflows.domain.audit import verify
from workflows.flows import papers as opening
from workflows.models import Document, Entry
from workflows.states import EntryState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.KEYS_DIR = tmp_path / "keys"
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    """Two entries, the better one has won; the results are not published yet."""
    play = Acting(world)
    won, lost = play.submitted("author"), play.submitted("author_b")
    play.received(won, lost)
    play.scored_by(JUDGES, won, {"A": Decimal(50), "B": Decimal(40)})
    play.scored_by(JUDGES, lost, {"A": Decimal(10), "B": Decimal(10)})
    play.settle_other_lists()
    play.decided(until="issue")
    return play


def test_certificates_before_letters_after_the_publication_and_the_trail_is_whole(
    play: Acting, world: World
) -> None:
    assert sorted(Entry.objects.values_list("state", flat=True)) == ["awarded", "not_awarded"]
    run_all(start(world))
    assert [key.partition(":")[0] for key in made(world)] == ["certificate"]
    play.do("secretary", "publish_results")
    run_all(start(world))
    assert sorted(key.partition(":")[0] for key in made(world)) == ["certificate", "thanks_letter"]
    [paper] = Document.objects.filter(kind="certificate")
    assert paper.record["recipient"] == world["author"].full_name
    assert paper.record["number"] == 1
    verify()


def test_a_revoked_award_takes_its_certificate_back(play: Acting, world: World) -> None:
    run_all(start(world))
    play.do("secretary", "publish_results")
    entry = Entry.objects.get(state=EntryState.AWARDED)
    paper = opening.open_revocation(entry=entry, ground="a", actor=world.actor("standing_head"))
    fill(paper, world.actor("standing_head"))
    for name, step in BY_DECISION:
        play.do(name, step)
    assert Document.objects.get(kind="certificate").state == "recalled"
    batch = run_all(start(world))  # the letter of the other entry is left to be made
    assert {job.state for job in batch.jobs.all()} == {"done"}
    assert [key.partition(":")[0] for key in made(world)] == ["thanks_letter"]
    verify()
