"""A round's process: closing, ties, approval, proposal, signature, issue, publication."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q

from reports.lists import results
from reports.pdf.errors import UncoveredCharacter
from tests.acting import JUDGES, Acting
from tests.factories import World, make_document, make_world
from workflows.domain import entries
from workflows.domain.rules_digest import rules_digest
from workflows.errors import TransitionRefused
from workflows.flows import acts, tasks
from workflows.models import (
    Award,
    CaseEvent,
    CaseProcess,
    Contest,
    Document,
    Entry,
    Notice,
    RankingRow,
    RegisterRow,
)
from workflows.states import EntryState, RoundState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    return Acting(world)


def points(a: float, b: float) -> dict[str, Decimal]:
    return {"A": Decimal(str(a)), "B": Decimal(str(b))}


def scored(play: Acting, *sheets: dict[str, Decimal]) -> list[Entry]:
    """Entries of the first unit, received and with all sheets as given."""
    entries = [play.submitted("author" if n % 2 else "author_b") for n in range(len(sheets))]
    play.received(*entries)
    for entry, sheet in zip(entries, sheets, strict=True):
        play.scored_by(JUDGES, entry, sheet)
    play.settle_other_lists()
    return entries


def round_state(world: World) -> str:
    return type(world.round).objects.values_list("state", flat=True).get(pk=world.round.pk)


def states(*entries: Entry) -> list[str]:
    found = dict(Entry.objects.filter(pk__in=[e.pk for e in entries]).values_list("pk", "state"))
    return [found[e.pk] for e in entries]


def test_the_whole_way(play: Acting, world: World) -> None:
    first, second, third = scored(play, points(50, 40), points(40, 30), points(10, 5))
    play.do("chair", "close_scoring")
    play.do("chair", "approve_results")
    play.do("secretary", "minutes")
    play.do("standing_head", "submit_for_signature")
    play.do("signatory", "sign")
    play.do("clerk", "issue")
    assert round_state(world) == RoundState.DECIDED
    assert states(first, second, third) == [
        EntryState.AWARDED,
        EntryState.AWARDED,
        EntryState.NOT_AWARDED,
    ]
    assert not Notice.objects.filter(kind="results").exists()
    play.do("secretary", "publish_results")
    assert round_state(world) == RoundState.PUBLISHED
    assert [award.prize.code for award in Award.objects.all()] == ["nhat", "nhi"]
    assert Document.objects.get(kind="decision").full_number == "01/QĐ-UBND"
    assert Notice.objects.filter(kind="results").count() == 3
    assert play.steps() == []
    assert not CaseProcess.objects.filter(flow_class__icontains="award", status="NEW").exists()
    assert not CaseProcess.objects.filter(flow_class__icontains="entry_flow", status="NEW").exists()


def test_closing_with_sheets_missing(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES[:2], entry)
    play.settle_other_lists()
    with pytest.raises(TransitionRefused) as refused:
        play.do("chair", "close_scoring")
    assert refused.value.code == "sheets_missing"
    assert "GK3" in str(refused.value)
    assert states(entry) == [EntryState.PRE_SCREENED]
    play.do("chair", "close_scoring", reason="Giám khảo ốm")
    assert states(entry) == [EntryState.SCORED]
    assert play.waiting(entry) == ["await_decision"]
    assert "score" not in play.steps()
    assert RankingRow.objects.get().valid_sheets == 2


def test_closing_below_the_minimum_of_sheets(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES[:1], entry)
    play.settle_other_lists()
    with pytest.raises(TransitionRefused) as refused:
        play.do("chair", "close_scoring", reason="Giám khảo ốm")
    assert refused.value.code == "incomplete"
    assert states(entry) == [EntryState.PRE_SCREENED]


def test_closing_while_a_unit_has_not_decided(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.submitted("author_2")
    play.received(entry)
    play.scored_by(JUDGES, entry)
    with pytest.raises(TransitionRefused) as refused:
        play.do("chair", "close_scoring")
    assert refused.value.code == "incomplete"


def test_a_tie_is_broken_by_the_stored_order(play: Acting) -> None:
    low, high = scored(play, points(30, 40), points(40, 30))
    play.do("chair", "close_scoring")
    assert "vote" not in play.steps()
    assert [RankingRow.objects.get(entry=e).rank for e in (low, high)] == [2, 1]


def test_a_tie_blocks_until_the_vote(play: Acting, world: World) -> None:
    one, two = scored(play, points(40, 30), points(40, 30))
    play.do("chair", "close_scoring")
    assert play.steps() == ["vote"]
    assert RankingRow.objects.filter(rank=None, prize=None).count() == 2
    with pytest.raises(TransitionRefused):
        play.do("chair", "vote", order=[one.pk], note="Biểu quyết 5/5")
    with pytest.raises(TransitionRefused) as refused:
        play.do("chair", "vote", order=[two.pk, one.pk], note=" ")
    assert refused.value.code == "no_reason"
    play.do("chair", "vote", order=[two.pk, one.pk], note="Biểu quyết 5/5")
    assert [RankingRow.objects.get(entry=e).rank for e in (one, two)] == [2, 1]
    assert play.steps() == ["approve_results"]


def test_two_ties_need_two_votes(play: Acting) -> None:
    a, b, c, d = scored(play, points(50, 30), points(50, 30), points(40, 20), points(40, 20))
    play.do("chair", "close_scoring")
    play.do("chair", "vote", order=[b.pk, a.pk], note="Biểu quyết")
    assert play.steps() == ["vote"]
    play.do("chair", "vote", order=[c.pk, d.pk], note="Biểu quyết")
    assert play.steps() == ["approve_results"]
    assert [RankingRow.objects.get(entry=e).rank for e in (a, b, c, d)] == [2, 1, 3, 4]


def test_a_tied_entry_is_disqualified(play: Acting, world: World) -> None:
    one, two = scored(play, points(40, 30), points(40, 30))
    play.do("chair", "close_scoring")
    acts.disqualify_entry(entry=one, actor=world.actor("chair"), reason="Sao chép")
    assert play.steps() == ["approve_results"]
    row = RankingRow.objects.get()
    assert (row.entry_id, row.rank, row.prize.code) == (two.pk, 1, "nhat")


def test_a_scored_entry_is_disqualified_and_the_next_moves_up(play: Acting, world: World) -> None:
    first, second = scored(play, points(50, 40), points(40, 30))
    play.do("chair", "close_scoring")
    acts.disqualify_entry(entry=first, actor=world.actor("chair"), reason="Sao chép")
    row = RankingRow.objects.get()
    assert (row.entry_id, row.rank) == (second.pk, 1)
    with pytest.raises(TransitionRefused):
        acts.reinstate_entry(entry=first, actor=world.actor("signatory"), reason="Nhầm")


def test_nothing_is_taken_out_of_an_approved_result(play: Acting, world: World) -> None:
    (entry,) = scored(play, points(50, 40))
    play.do("chair", "close_scoring")
    play.do("chair", "approve_results")
    with pytest.raises(TransitionRefused):
        acts.disqualify_entry(entry=entry, actor=world.actor("chair"), reason="Sao chép")
    assert RankingRow.objects.count() == 1


def test_sent_back_and_submitted_again(play: Acting, world: World) -> None:
    scored(play, points(50, 40))
    play.do("chair", "close_scoring")
    play.do("chair", "approve_results")
    play.do("secretary", "minutes")
    play.do("standing_head", "submit_for_signature")
    with pytest.raises(TransitionRefused):
        play.do("signatory", "sign", send_back=True, reason="")
    play.do("signatory", "sign", send_back=True, reason="Sai chức danh")
    assert play.steps() == ["submit_for_signature"]
    assert Document.objects.get(kind="decision").state == "sent_back"
    play.do("standing_head", "submit_for_signature")
    play.do("signatory", "sign")
    assert Document.objects.get(kind="decision").state == "signed"
    assert RegisterRow.objects.filter(document__kind="proposal").count() == 1
    assert play.steps() == ["issue"]


def test_a_number_taken_is_kept_when_issuing_fails(play: Acting, world: World) -> None:
    """The number stays with its document; the second try issues under it."""
    scored(play, points(50, 40))
    for name, step in (
        ("chair", "close_scoring"),
        ("chair", "approve_results"),
        ("secretary", "minutes"),
        ("standing_head", "submit_for_signature"),
        ("signatory", "sign"),
    ):
        play.do(name, step)
    item = play.item("issue")

    step = tasks.step_for(item.task, world["clerk"])
    prepared = step.prepare({})
    assert prepared == step.prepare({})
    assert RegisterRow.objects.get(document__kind="decision").full_number == "01/QĐ-UBND"
    play.do("clerk", "issue")
    decision = Document.objects.get(kind="decision")
    assert (decision.full_number, decision.file_sha256) == ("01/QĐ-UBND", prepared["file"].sha256)


def test_the_trail_says_by_which_rules_was_scored(play: Acting, world: World) -> None:
    scored(play, points(50, 40), points(10, 10))
    play.do("chair", "close_scoring")
    said = [
        (verb, json.loads(data).get("rules_sha256"))
        for verb, data in CaseEvent.objects.filter(
            Q(verb="submit_sheet") | Q(verb="close_scoring", noun="round")
        )
        .order_by("id")
        .values_list("verb", "data")
    ]
    digest = rules_digest(world.contest.pk)
    assert said == [
        ("submit_sheet", digest),
        *[("submit_sheet", None)] * (2 * len(JUDGES) - 1),
        ("close_scoring", digest),
    ]


def test_the_digest_follows_every_rule(world: World) -> None:
    seen = {rules_digest(world.contest.pk)}
    assert seen == {rules_digest(world.contest.pk)}
    for change in (
        lambda: world.contest.criteria.filter(code="A").update(weight=2),
        lambda: world.contest.criteria.filter(code="B").update(min_points=1),
        lambda: world.contest.tie_break.all().delete(),
        lambda: Contest.objects.update(pass_mean=49),
        lambda: Contest.objects.update(min_sheets=1),
    ):
        change()
        seen.add(rules_digest(world.contest.pk))
    assert len(seen) == 6


def test_issuing_is_one_act(play: Acting, world: World) -> None:
    """One event on each entry's case, on the decision's and on the contest's."""
    scored(play, points(50, 40), points(10, 10))
    for name, step in (
        ("chair", "close_scoring"),
        ("chair", "approve_results"),
        ("secretary", "minutes"),
        ("standing_head", "submit_for_signature"),
        ("signatory", "sign"),
        ("clerk", "issue"),
    ):
        play.do(name, step)
    events = CaseEvent.objects.filter(verb__in=["issue", "award", "pass_over"]).exclude(
        noun__in=["minutes", "proposal"]
    )
    assert sorted(events.values_list("verb", "noun", "role")) == [
        ("award", "entry", "system"),
        ("issue", "decision", "clerk"),
        ("issue", "round", "clerk"),
        ("pass_over", "entry", "system"),
    ]
    assert set(events.values_list("actor", flat=True)) == {world["clerk"].pk}


def test_revoked_by_a_decision(play: Acting, world: World) -> None:
    (entry,) = scored(play, points(50, 40))
    for name, step in (
        ("chair", "close_scoring"),
        ("chair", "approve_results"),
        ("secretary", "minutes"),
        ("standing_head", "submit_for_signature"),
        ("signatory", "sign"),
        ("clerk", "issue"),
        ("secretary", "publish_results"),
    ):
        play.do(name, step)
    paper = make_document(world, "issued", kind="revocation")
    entries.revoke_entry(
        entry=entry, actor=world.actor("clerk").for_consequence(), ground="a", decision=paper
    )
    assert Award.objects.get(entry=entry).is_revoked
    assert list(results.winners(world.contest)) == []
    assert states(entry) == [EntryState.REVOKED]


def test_a_title_that_cannot_be_printed_is_said_before_anything_is_signed_or_numbered(play: Acting) -> None:
    (entry,) = scored(play, points(50, 40))
    play.do("chair", "close_scoring")
    play.do("chair", "approve_results")
    play.do("secretary", "minutes")
    Entry.objects.filter(pk=entry.pk).update(title="Ý tưởng 😀")
    with pytest.raises(UncoveredCharacter, match="😀"):
        play.do("standing_head", "submit_for_signature")
    assert not RegisterRow.objects.exclude(document__kind="jury_minutes").exists()
    assert not Document.objects.exclude(kind="jury_minutes").filter(signed_at__isnull=False).exists()
