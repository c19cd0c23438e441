"""The entry's process: every way through it, and out of it."""

from datetime import timedelta

import pytest

from tests.acting import JUDGES, POINTS, Acting
from tests.factories import World, give, make_user, make_world
from workflows import clock
from workflows.domain.actors import Actor
from workflows.errors import Forbidden, TransitionRefused
from workflows.flows import acts, tasks
from workflows.flows.timers import fire_due
from workflows.models import CaseProcess, Entry, Judge, Notice, WorkItem
from workflows.models.prescreening import Verdict
from workflows.states import BatchState, EntryState

pytestmark = pytest.mark.django_db

_DAYS = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    return Acting(world)


def state(entry: Entry) -> str:
    return str(Entry.objects.values_list("state", flat=True).get(pk=entry.pk))


def test_from_submission_to_the_closed_round(play: Acting) -> None:
    entry = play.submitted()
    assert play.waiting(entry) == ["prescreen"]
    play.prescreened(entry)
    assert play.waiting(entry) == ["await_list"]
    play.listed(entry)
    assert play.waiting(entry) == ["await_receipt"]
    play.do("unit_head", "forward")
    play.do("secretary", "receive")
    assert play.waiting(entry) == ["score", "score", "score"]
    play.scored_by(JUDGES, entry)
    assert play.waiting(entry) == ["await_closing"]
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    assert state(entry) == EntryState.SCORED
    assert play.waiting(entry) == ["await_decision"]


def test_the_unit_has_the_name_of_the_day_of_submission(play: Acting, world: World) -> None:
    def names(entry: Entry) -> set[str]:
        kept = Entry.objects.get(pk=entry.pk)
        return {kept.unit_name, *kept.authors.values_list("unit_name", flat=True)}

    def rename(name: str) -> None:
        type(world.units[0]).objects.filter(pk=world.units[0].pk).update(name=name)

    entry = play.draft()
    rename("Phường Mới")
    entry = acts.submit_entry(entry=entry, actor=world.actor("author"))
    assert names(entry) == {"Phường Mới"}
    rename("Phường Mới Hơn")
    assert names(entry) == {"Phường Mới"}
    play.prescreened(entry, Verdict.RETURN, note="Thiếu địa chỉ")
    acts.submit_entry(entry=entry, actor=world.actor("author"))
    assert names(entry) == {"Phường Mới Hơn"}


def test_returned_and_completed(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.prescreened(entry, Verdict.RETURN, note="Thiếu địa chỉ")
    assert state(entry) == EntryState.RETURNED
    assert play.waiting(entry) == ["correct"]
    assert play.item("correct").owner == world["author"]
    play.do("author", "correct", entry=entry)
    assert state(entry) == EntryState.SUBMITTED
    assert play.waiting(entry) == ["prescreen"]
    assert Notice.objects.filter(user=world["author"], kind="returned").count() == 1


def test_completed_from_the_entrys_own_page(play: Acting, world: World) -> None:
    entry = play.submitted()
    returned = play.prescreened(entry, Verdict.RETURN, note="Thiếu địa chỉ")
    acts.submit_entry(entry=returned, actor=world.actor("author"))
    assert play.waiting(entry) == ["prescreen"]


@pytest.mark.parametrize("by_task", [True, False])
def test_completed_after_the_units_list_was_confirmed(play: Acting, world: World, by_task: bool) -> None:
    """The list that was confirmed meanwhile is followed by a supplement."""
    late, early = play.submitted(), play.submitted("author_b")
    play.prescreened(late, Verdict.RETURN, note="Thiếu địa chỉ")
    play.forwarded(early)
    if by_task:
        play.do("author", "correct", entry=late)
    else:
        acts.submit_entry(entry=Entry.objects.get(pk=late.pk), actor=world.actor("author"))
    batch = play.listed(late)
    assert (batch.ordinal, batch.state) == (2, BatchState.CONFIRMED)
    assert state(late) == EntryState.PRE_SCREENED


def test_screened_out_by_the_head(play: Acting) -> None:
    good, bad = play.submitted(), play.submitted("author_b")
    play.prescreened(good)
    play.prescreened(bad, Verdict.FAIL, note="Trùng lặp")
    play.do("unit_head", "confirm_list", chosen=[good.pk])
    assert (state(good), state(bad)) == (EntryState.PRE_SCREENED, EntryState.SCREENED_OUT)
    assert play.waiting(bad) == []
    assert Entry.objects.get(pk=bad.pk).reason_code == "KHONG_DAT"


def test_eligible_but_not_chosen(play: Acting) -> None:
    chosen, other = play.submitted(), play.submitted("author_b")
    play.prescreened(other)
    play.listed(chosen)
    assert Entry.objects.get(pk=other.pk).reason_code == "KHONG_CHON"


def test_receipt_refused_for_good(play: Acting) -> None:
    taken, refused = play.submitted(), play.submitted("author_b")
    play.received(taken, refused, refused={refused.pk: ("Sai mẫu", True)})
    assert (state(taken), state(refused)) == (EntryState.PRE_SCREENED, EntryState.LAPSED)
    assert play.waiting(refused) == []


def test_receipt_refused_for_completion(play: Acting) -> None:
    taken, refused = play.submitted(), play.submitted("author_b")
    play.received(taken, refused, refused={refused.pk: ("Thiếu trang", False)})
    assert state(refused) == EntryState.RETURNED
    assert play.waiting(refused) == ["correct"]
    play.do("author_b", "correct", entry=refused)
    play.received(refused)
    assert play.waiting(refused) == ["score", "score", "score"]


def test_the_last_open_judge_recuses(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES[:2], entry)
    acts.recuse_entry(
        entry=entry, actor=world.actor("judge_3"), judge=play.judge("judge_3"), reason="Người quen"
    )
    assert play.waiting(entry) == ["await_closing"]
    assert WorkItem.objects.filter(entry=entry).count() == 0


def test_all_judges_recuse_and_another_is_assigned(play: Acting, world: World) -> None:
    """An entry without judges waits for closing; a judge assigned then still gets a task, and it waits once."""
    entry = play.submitted()
    play.forwarded(entry)
    play.do("secretary", "receive")
    for name in JUDGES:
        acts.recuse_entry(
            entry=entry, actor=world.actor(name), judge=play.judge(name), reason="Xung đột lợi ích"
        )
    assert play.waiting(entry) == ["await_closing"]
    new = _new_judge(world)
    acts.assign_entry(entry=entry, actor=world.actor("secretary"), judge=new)
    assert play.waiting(entry).count("score") == 1
    tasks.complete(
        task_id=play.item("score", entry=entry).pk,
        actor=Actor(new.user),
        cleaned={"points": POINTS},
    )
    assert play.waiting(entry) == ["await_closing"]


def _new_judge(world: World) -> Judge:
    user = make_user("judge_new")
    give(user, "judge", contest=world.contest)
    return Judge.objects.create(contest=world.contest, user=user, code="GK9", order=9)


def test_a_judge_is_replaced(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    new = _new_judge(world)
    acts.replace_judge_entry(
        entry=entry, actor=world.actor("secretary"), judge=play.judge("judge"), by=new, reason="Đi công tác"
    )
    owners = set(WorkItem.objects.filter(entry=entry).values_list("owner_id", flat=True))
    assert owners == {world["judge_2"].pk, world["judge_3"].pk, new.user_id}
    with pytest.raises(TransitionRefused):
        acts.recuse_entry(
            entry=entry, actor=world.actor("judge"), judge=play.judge("judge"), reason="Người quen"
        )


def test_the_only_open_judge_is_replaced(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES[:2], entry)
    new = _new_judge(world)
    acts.replace_judge_entry(
        entry=entry, actor=world.actor("secretary"), judge=play.judge("judge_3"), by=new, reason="Ốm"
    )
    assert play.waiting(entry) == ["score"]
    tasks.complete(task_id=play.item("score").pk, actor=Actor(new.user), cleaned={"points": POINTS})
    assert play.waiting(entry) == ["await_closing"]


def _reach(play: Acting, step: str) -> Entry:
    if step == "draft":
        return play.draft()
    entry = play.submitted()
    if step == "returned":
        return play.prescreened(entry, Verdict.RETURN, note="Thiếu")
    if step == "proposed":
        return play.prescreened(entry)
    if step in ("listed", "forwarded", "received"):
        getattr(play, step)(entry)
    return Entry.objects.get(pk=entry.pk)


STEPS = ["draft", "submitted", "proposed", "returned", "listed", "forwarded", "received"]


@pytest.mark.parametrize("step", STEPS)
def test_withdrawn_in_every_state(play: Acting, world: World, step: str) -> None:
    entry = _reach(play, step)
    acts.withdraw_entry(entry=entry, actor=world.actor("author"))
    assert state(entry) == EntryState.WITHDRAWN
    assert play.waiting(entry) == []
    assert not WorkItem.objects.filter(entry=entry).exists()
    assert not CaseProcess.objects.filter(artifact_object_id=entry.pk, flow_class__contains="entry").exclude(
        status__in=["DONE", "CANCELED"]
    )


@pytest.mark.parametrize("step", STEPS)
def test_reinstated_to_where_it_was(play: Acting, world: World, step: str) -> None:
    entry = _reach(play, step)
    before, waiting = entry.state, play.waiting(entry)
    acts.withdraw_entry(entry=entry, actor=world.actor("author"))
    acts.reinstate_entry(entry=entry, actor=world.actor("unit_head"), reason="Rút nhầm")
    assert state(entry) == before
    assert play.waiting(entry) == waiting


def test_a_proposal_of_before_it_left_is_decided_on_when_the_entry_is_back(
    play: Acting, world: World
) -> None:
    entry = play.prescreened(play.submitted())
    acts.withdraw_entry(entry=entry, actor=world.actor("author"))
    acts.reinstate_entry(entry=entry, actor=world.actor("unit_head"), reason="Rút nhầm")
    play.do("unit_head", "confirm_list", chosen=[entry.pk])
    assert state(entry) == EntryState.PRE_SCREENED
    assert play.waiting(entry) == ["await_receipt"]


def test_what_is_screened_out_ends_though_the_list_stays_open(play: Acting, world: World) -> None:
    """Nothing was chosen and another entry is still being checked: the head's task stays, the process ends."""
    bad, other = play.submitted(), play.submitted("author_b")
    play.prescreened(bad)
    batch = play.do("unit_head", "confirm_list", chosen=[])
    assert batch.state == BatchState.COLLECTING
    assert state(bad) == EntryState.SCREENED_OUT
    assert play.waiting(bad) == []
    assert play.waiting(other) == ["prescreen"]
    assert WorkItem.objects.filter(step="confirm_list", unit=bad.unit).count() == 1


def test_reinstated_after_its_batch_was_received(play: Acting, world: World) -> None:
    """Somebody must be able to take in an entry that came back when its batch was already received."""
    gone, other = play.submitted(), play.submitted("author_b")
    play.forwarded(gone, other)
    acts.withdraw_entry(entry=gone, actor=world.actor("author"))
    play.do("secretary", "receive")
    acts.reinstate_entry(entry=gone, actor=world.actor("unit_head"), reason="Rút nhầm")
    play.do("unit_head", "forward")
    play.do("secretary", "receive")
    assert Entry.objects.get(pk=gone.pk).received_at is not None
    assert play.waiting(gone) == ["score", "score", "score"]


@pytest.mark.parametrize("step", ["submitted", "proposed", "returned", "listed", "forwarded", "received"])
def test_disqualified_and_reinstated(play: Acting, world: World, step: str) -> None:
    entry = _reach(play, step)
    before = entry.state
    acts.disqualify_entry(entry=entry, actor=world.actor("chair"), reason="Sao chép")
    assert state(entry) == EntryState.DISQUALIFIED
    assert play.waiting(entry) == []
    with pytest.raises(Forbidden):
        acts.reinstate_entry(entry=entry, actor=world.actor("chair"), reason="Nhầm")
    acts.reinstate_entry(entry=entry, actor=world.actor("signatory"), reason="Nhầm")
    assert state(entry) == before
    assert len(set(play.waiting(entry))) == 1


def test_screened_out_and_reinstated_gets_a_list(play: Acting, world: World) -> None:
    good, bad = play.submitted(), play.submitted("author_b")
    play.prescreened(bad)
    play.listed(good)
    acts.reinstate_entry(entry=bad, actor=world.actor("secretary"), reason="Đơn vị đề nghị")
    assert state(bad) == EntryState.SUBMITTED
    batch = play.listed(bad)
    assert (batch.state, batch.ordinal) == (BatchState.CONFIRMED, 2)


def test_lapsed_and_reinstated_with_an_extension(play: Acting, world: World) -> None:
    """What came back with a new date is sent with it, and lapses again when that passes too."""
    entry = play.submitted()
    with clock.moved_to(world.closes_at()):
        fire_due()
        assert state(entry) == EntryState.LAPSED
        _extend(world)
        acts.reinstate_entry(entry=entry, actor=world.actor("chair"), reason="Sự cố hệ thống")
        assert state(entry) == EntryState.SUBMITTED
        assert sorted(play.steps(entry)) == ["prescreen"]
    with clock.moved_to(world.closes_at() + _DAYS * 9):
        fire_due()
        assert state(entry) == EntryState.LAPSED


def _extend(world: World) -> None:
    acts.extend_contest(
        contest=world.contest,
        actor=world.actor("secretary"),
        unit=world.units[0],
        code="unit_deadline",
        until=world.contest.deadlines.get(code="unit_deadline").date + _DAYS * 7,
        rule="on_or_before",
        reason="Sự cố hệ thống",
    )
