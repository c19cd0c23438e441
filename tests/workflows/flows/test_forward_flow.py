"""A unit's list: confirmed, forwarded, received; declared empty; and its deadline by the clock alone."""

from datetime import timedelta

import pytest

from tests.acting import Acting
from tests.factories import World, make_world
from workflows import clock
from workflows.errors import TransitionRefused
from workflows.flows import acts
from workflows.flows.timers import fire_due
from workflows.models import CaseEvent, CaseProcess, ContestUnit, Entry, ForwardingBatch, Notice, WorkItem
from workflows.models.prescreening import Verdict
from workflows.states import BatchState, EntryState

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    acts.open_lists(world.contest)
    return Acting(world)


def states(world: World, unit: int = 0) -> list[str]:
    batches = world.contest.batches.filter(unit=world.units[unit]).order_by("ordinal")
    return list(batches.values_list("state", flat=True))


def verbs(world: World) -> list[str]:
    events = CaseEvent.objects.filter(case_id=world.contest.case_id, refused="")
    return list(events.order_by("seq").values_list("verb", flat=True))


def test_every_unit_gets_its_list_once(play: Acting, world: World) -> None:
    assert acts.open_lists(world.contest) == 0
    assert states(world, 0) == states(world, 1) == [BatchState.COLLECTING]
    assert play.steps() == ["confirm_list", "confirm_list"]


def test_confirmed_forwarded_received(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    assert states(world) == [BatchState.RECEIVED]
    assert verbs(world) == ["confirm_list", "forward", "receive"]
    assert Entry.objects.get(pk=entry.pk).judging_code


def test_none_declared(play: Acting, world: World) -> None:
    play.do("unit_head", "confirm_list", declare_none=True)
    assert states(world) == [BatchState.NONE_DECLARED]
    assert not WorkItem.objects.filter(unit=world.units[0]).exists()


def test_none_declared_although_an_entry_waits(play: Acting, world: World) -> None:
    play.submitted()
    with pytest.raises(TransitionRefused, match="1"):
        play.do("unit_head", "confirm_list", declare_none=True)
    assert states(world) == [BatchState.COLLECTING]


def test_nothing_chosen_declares_none(play: Acting, world: World) -> None:
    entry = play.prescreened(play.submitted(), Verdict.FAIL, note="Trùng")
    play.do("unit_head", "confirm_list", chosen=[])
    assert Entry.objects.get(pk=entry.pk).state == EntryState.SCREENED_OUT
    assert states(world) == [BatchState.NONE_DECLARED]


def test_nothing_chosen_while_another_is_still_checked(play: Acting, world: World) -> None:
    play.prescreened(play.submitted(), Verdict.FAIL, note="Trùng")
    play.submitted("author_b")
    play.do("unit_head", "confirm_list", chosen=[])
    assert states(world) == [BatchState.COLLECTING]
    assert WorkItem.objects.filter(step="confirm_list", unit=world.units[0]).count() == 1


def test_a_supplement_follows_a_confirmed_list(play: Acting, world: World) -> None:
    first = play.submitted()
    play.listed(first)
    second = play.submitted("author_b")
    assert states(world) == [BatchState.CONFIRMED, BatchState.COLLECTING]
    play.prescreened(second)
    play.do("unit_head", "confirm_list", chosen=[second.pk])
    play.do("unit_head", "forward")
    play.do("unit_head", "forward")
    assert states(world) == [BatchState.FORWARDED, BatchState.FORWARDED]


def test_an_entry_still_being_checked_gets_a_supplement(play: Acting, world: World) -> None:
    """The head confirms while the officer has not come to every entry yet."""
    checked, waiting = play.submitted(), play.submitted("author_b")
    play.forwarded(checked)
    assert states(world) == [BatchState.FORWARDED, BatchState.COLLECTING]
    play.prescreened(waiting)
    play.do("unit_head", "confirm_list", chosen=[waiting.pk])
    assert Entry.objects.get(pk=waiting.pk).state == EntryState.PRE_SCREENED


def test_over_the_quota(play: Acting, world: World) -> None:
    ContestUnit.objects.filter(unit=world.units[0]).update(max_entries=1)
    one, two = play.prescreened(play.submitted()), play.prescreened(play.submitted("author_b"))
    with pytest.raises(TransitionRefused) as refused:
        play.do("unit_head", "confirm_list", chosen=[one.pk, two.pk])
    assert refused.value.code == "over_quota"
    assert set(Entry.objects.values_list("state", flat=True)) == {EntryState.SUBMITTED}
    refusals = CaseEvent.objects.filter(refused="over_quota")
    assert refusals.count() == 1


def test_a_head_who_is_the_author(play: Acting, world: World) -> None:
    entry = play.submitted()
    entry.authors.create(full_name="Thủ trưởng", order=2, user=world["unit_head"])
    play.prescreened(entry)
    with pytest.raises(TransitionRefused) as refused:
        play.do("unit_head", "confirm_list", chosen=[entry.pk])
    assert refused.value.code == "own_entry"
    assert states(world) == [BatchState.COLLECTING]


def test_the_deadline_passes_by_the_clock_alone(play: Acting, world: World) -> None:
    """Reminder, then escalation, then the end: nobody does anything."""
    entry, draft = play.submitted(), play.draft("author_b")
    closing = world.closes_at()
    seen = []
    for moment in (closing - 4 * DAY, closing - 3 * DAY, closing - DAY, closing):
        with clock.moved_to(moment):
            fire_due()
        seen.append(verbs(world)[:])
    assert seen[0] == []
    assert seen[1] == ["remind", "remind"]
    assert seen[2] == ["remind", "remind", "escalate", "escalate"]
    assert seen[3][4:] == ["lapse", "lapse"]
    assert set(Entry.objects.filter(pk__in=[entry.pk, draft.pk]).values_list("state", flat=True)) == {
        EntryState.LAPSED
    }
    assert states(world) == states(world, 1) == [BatchState.LAPSED]
    assert not WorkItem.objects.exists()
    assert set(CaseProcess.objects.values_list("status", flat=True)) <= {"DONE", "CANCELED"}


def test_who_is_told_before_and_at_the_deadline(play: Acting, world: World) -> None:
    play.draft("author_b")
    with clock.moved_to(world.closes_at()):
        fire_due()
        fire_due()
    told = set(Notice.objects.values_list("user__username", "kind"))
    name = {key: user.username for key, user in world.people.items()}
    assert {
        (name["unit_officer"], "reminder"),
        (name["unit_head"], "reminder"),
        (name["author_b"], "reminder"),
        (name["secretary"], "escalation"),
        (name["author_b"], "lapsed"),
    } <= told
    assert Notice.objects.filter(user=world["author_b"], kind="lapsed").count() == 1


def test_one_second_before_and_at_the_deadline(play: Acting, world: World) -> None:
    one, two = play.draft(), play.draft("author_b")
    closing = world.closes_at("submission_deadline")
    with clock.moved_to(closing - timedelta(seconds=1)):
        acts.submit_entry(entry=one, actor=world.actor("author"))
    with clock.moved_to(closing), pytest.raises(TransitionRefused) as refused:
        acts.submit_entry(entry=two, actor=world.actor("author_b"))
    assert refused.value.code == "late"
    assert Entry.objects.get(pk=two.pk).state == EntryState.DRAFT


def test_forwarded_in_time_waits_for_receipt(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.forwarded(entry)
    with clock.moved_to(world.closes_at() + DAY):
        fire_due()
        assert Entry.objects.get(pk=entry.pk).state == EntryState.PRE_SCREENED
        play.do("secretary", "receive")
    assert states(world) == [BatchState.RECEIVED]
    assert play.waiting(entry) == ["score", "score", "score"]


def test_confirmed_but_not_forwarded_lapses(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.listed(entry)
    with clock.moved_to(world.closes_at()):
        with pytest.raises(TransitionRefused):
            play.do("unit_head", "forward")
        fire_due()
    assert Entry.objects.get(pk=entry.pk).state == EntryState.LAPSED
    assert states(world) == [BatchState.LAPSED]
    assert play.waiting(entry) == []


def test_a_supplement_lapses_while_the_main_list_waits_for_receipt(play: Acting, world: World) -> None:
    sent = play.submitted()
    play.forwarded(sent)
    late = play.submitted("author_b")
    with clock.moved_to(world.closes_at()):
        fire_due()
    assert states(world) == [BatchState.FORWARDED, BatchState.LAPSED]
    assert Entry.objects.get(pk=late.pk).state == EntryState.LAPSED
    play.do("secretary", "receive")
    processes = CaseProcess.objects.filter(flow_class__icontains="forward")
    batches = ForwardingBatch.objects.filter(unit=world.units[0]).values("pk")
    ours = processes.filter(artifact_object_id__in=batches)
    assert set(ours.values_list("status", flat=True)) <= {"DONE", "CANCELED"}


def extend(world: World, days: int) -> None:
    acts.extend_contest(
        contest=world.contest,
        actor=world.actor("secretary"),
        unit=world.units[0],
        code="unit_deadline",
        until=world.contest.deadlines.get(code="unit_deadline").date + days * DAY,
        rule="on_or_before",
        reason="Mất điện",
    )


@pytest.mark.parametrize("after", ["nothing", "remind", "escalate"])
def test_an_extension_moves_the_timers(play: Acting, world: World, after: str) -> None:
    entry = play.submitted()
    closing = world.closes_at()
    passed = {"nothing": 5, "remind": 2, "escalate": 0.5}[after]
    with clock.moved_to(closing - passed * DAY):
        fire_due()
        extend(world, 7)
    with clock.moved_to(closing):
        fire_due()
        assert Entry.objects.get(pk=entry.pk).state == EntryState.SUBMITTED
        assert states(world, 1) == [BatchState.LAPSED]
    with clock.moved_to(closing + 7 * DAY - timedelta(seconds=1)):
        fire_due()
        assert Entry.objects.get(pk=entry.pk).state == EntryState.SUBMITTED
    with clock.moved_to(closing + 7 * DAY):
        fire_due()
        assert Entry.objects.get(pk=entry.pk).state == EntryState.LAPSED
    assert {"remind", "escalate", "lapse"} <= set(verbs(world))


def test_an_extension_must_be_later(play: Acting, world: World) -> None:
    with pytest.raises(TransitionRefused) as refused:
        extend(world, 0)
    assert refused.value.code == "not_later"
    assert "extend" not in verbs(world)


def test_a_timer_fires_once(play: Acting, world: World) -> None:
    with clock.moved_to(world.closes_at()):
        assert fire_due() == 6
        assert fire_due() == 0


def test_all_entries_of_a_batch_withdrawn_before_receipt(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.forwarded(entry)
    acts.withdraw_entry(entry=entry, actor=world.actor("author"))
    play.do("secretary", "receive")
    assert states(world) == [BatchState.RECEIVED]
    assert Entry.objects.get(pk=entry.pk).state == EntryState.WITHDRAWN


def test_a_forged_key_is_not_listed(play: Acting, world: World) -> None:
    """Another unit's entry named in the list is not decided on."""
    own, foreign = play.prescreened(play.submitted()), play.submitted("author_2")
    play.prescreened(foreign)
    play.do("unit_head", "confirm_list", chosen=[own.pk, foreign.pk])
    assert Entry.objects.get(pk=foreign.pk).state == EntryState.SUBMITTED
