"""Registers, ranking and awards: held against what the trail says of them."""

from decimal import Decimal
from typing import Any

import pytest

from tests.acting import Acting
from tests.factories import make_world
from tests.workflows.domain.audit.world import rolled_back, run, sentence, unguarded
from workflows.domain.audit import verify
from workflows.models import Award, RankingRow, RegisterRow

pytestmark = pytest.mark.django_db

STEPS = (
    ("chair", "close_scoring"),
    ("chair", "approve_results"),
    ("secretary", "minutes"),
    ("standing_head", "submit_for_signature"),
    ("signatory", "sign"),
    ("clerk", "issue"),
)


@pytest.fixture
def play(settings: Any, tmp_path: Any) -> Acting:
    """A contest whose decision has been issued."""
    settings.KEYS_DIR = tmp_path / "keys"
    play = Acting(make_world())
    for owner, head in (("author", "unit_head"), ("author_2", "unit_head_2")):
        entry = play.submitted(owner)
        play.received(entry, head=head)
        play.scored_by(("judge", "judge_2", "judge_3"), entry, {"A": Decimal(50), "B": Decimal(len(head))})
    for name, step in STEPS:
        play.do(name, step)
    return play


def test_an_issued_contest_is_intact(play: Acting) -> None:
    assert verify().events > 0
    assert Award.objects.exists()
    assert RegisterRow.objects.count() == 3


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE workflows_registerrow SET full_number = '99/X'", "its row of the register"),
        ("UPDATE workflows_registerrow SET number = number + 5", "numbers"),
        ("UPDATE workflows_registerrow SET taken_on = '2020-01-01'", "its row of the register"),
        ("UPDATE workflows_registerbook SET last_number = 7", "7 numbers"),
        ("DELETE FROM workflows_registerrow", "numbers"),
        ("UPDATE workflows_rankingrow SET rank = rank + 10", "ranking of round"),
        ("UPDATE workflows_rankingrow SET prize_id = NULL", "ranking of round"),
        ("DELETE FROM workflows_rankingrow", "ranking of round"),
        ("UPDATE workflows_award SET rank = 9", "award of entry"),
        ("DELETE FROM workflows_award", "award of entry"),
    ],
)
def test_what_was_changed_past_the_gate_is_found(play: Acting, sql: str, said: str) -> None:
    with rolled_back():
        run(sql)
        assert said in sentence()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE workflows_criterion SET max_points = max_points + 1 WHERE code = 'A'",
        "UPDATE workflows_contest SET pass_mean = 10",
        "DELETE FROM workflows_tiebreakrule",
    ],
)
def test_rules_changed_after_the_scoring_are_found(play: Acting, sql: str) -> None:
    with rolled_back():
        with unguarded():
            run(sql)
        assert "The scoring rules of contest" in sentence()


def test_a_swapped_prize_is_found(play: Acting) -> None:
    award = Award.objects.select_related("prize").first()
    assert award is not None
    other = award.prize.contest.prizes.exclude(pk=award.prize_id).first()
    with rolled_back():
        run("UPDATE workflows_award SET prize_id = %s WHERE id = %s", other.pk, award.pk)
        assert f"award of entry {award.entry_id}" in sentence()


def test_an_invented_award_is_found(play: Acting) -> None:
    award = Award.objects.first()
    assert award is not None
    stranger = play.draft("author_2")
    with rolled_back():
        Award.objects.create(entry=stranger, prize=award.prize, rank=3, money_vnd=1, decision=award.decision)
        assert f"Entry {stranger.pk} has an award" in sentence()


def test_before_approval_the_ranking_may_still_change(settings: Any, tmp_path: Any) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    play = Acting(make_world())
    entry = play.submitted()
    play.received(entry)
    play.scored_by(("judge", "judge_2", "judge_3"), entry)
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    RankingRow.objects.update(rank=4)
    assert verify().events > 0
