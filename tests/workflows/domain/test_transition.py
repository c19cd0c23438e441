"""The gate itself: one caller, one order of questions, nothing changed by a refusal, and its record."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django_fsm import TransitionNotAllowed

from tests.factories import World, make_entry, make_world
from workflows import clock
from workflows.domain import transition
from workflows.domain.actors import TIMER, Actor
from workflows.domain.entries import save_draft_entry, withdraw_entry
from workflows.domain.transition import attempt, perform, record, unit_of_work
from workflows.errors import Forbidden, OutsideTheGate, TransitionRefused
from workflows.models import CaseEvent, Document, Entry, EventNote, ForwardingBatch, Membership, Round
from workflows.models.gated import gate_open
from workflows.verbs import Noun, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def events(entry: Entry) -> list[CaseEvent]:
    return list(CaseEvent.objects.filter(case_id=entry.case_id).order_by("seq"))


TRANSITIONS = [
    (model, verb.method)
    for model in (Entry, ForwardingBatch, Round, Document)
    for verb in Verb
    if hasattr(getattr(model, verb.method, None), "_django_fsm")
]


@pytest.mark.parametrize(("model", "method"), TRANSITIONS)
def test_a_transition_outside_the_gate_raises(model: type, method: str) -> None:
    subject = model()
    states = getattr(model, method)._django_fsm.transitions
    for source in states:
        subject.__dict__["state"] = str(source)
        # where a condition does not hold on the empty row, the state machine itself refuses first
        with pytest.raises((OutsideTheGate, TransitionNotAllowed)):
            getattr(subject, method)(at=clock.now())
        assert subject.state == str(source)


def test_withdraw_called_by_hand_raises(world: World) -> None:
    entry = make_entry(world, "submitted")
    with pytest.raises(OutsideTheGate):
        entry.withdraw(at=clock.now())
    assert entry.state == "submitted"


def test_the_gate_closes_behind_every_act(world: World) -> None:
    entry = make_entry(world, "submitted")
    perform(Verb.PRESCREEN, entry, actor=world.actor("unit_officer"))
    with pytest.raises(OutsideTheGate):
        entry.withdraw(at=clock.now())
    with pytest.raises(ZeroDivisionError), gate_open():
        raise ZeroDivisionError
    with pytest.raises(OutsideTheGate):
        entry.withdraw(at=clock.now())


def test_the_state_cannot_be_assigned(world: World) -> None:
    entry = make_entry(world, "submitted")
    with pytest.raises(AttributeError):
        entry.state = "awarded"


def test_a_refused_act_changes_nothing_and_leaves_one_event(world: World) -> None:
    entry = make_entry(world, "submitted")
    before = Entry.objects.filter(pk=entry.pk).values().get()
    with pytest.raises(Forbidden):
        withdraw_entry(entry=entry, actor=world.actor("chair"))
    assert Entry.objects.filter(pk=entry.pk).values().get() == before
    (event,) = events(entry)
    assert (event.verb, event.refused, event.actor) == ("withdraw", "no_right", world["chair"])
    assert (event.state_from, event.state_to, event.role) == ("submitted", "submitted", "")


def test_what_came_before_the_refusal_is_rolled_back(world: World) -> None:
    one, two = make_entry(world, "submitted"), make_entry(world, "submitted", owner=world["author_b"])

    def both() -> None:
        with unit_of_work():
            withdraw_entry(entry=one, actor=world.actor("author"))
            withdraw_entry(entry=two, actor=world.actor("author"))

    with pytest.raises(TransitionRefused):
        both()
    assert Entry.objects.get(pk=one.pk).state == "submitted"
    assert events(one) == []
    assert [event.refused for event in events(two)] == ["no_right"]


def test_a_refusal_that_is_caught_inside_is_recorded_once(world: World) -> None:
    entry = make_entry(world, "submitted")
    with unit_of_work():
        with pytest.raises(TransitionRefused):
            withdraw_entry(entry=entry, actor=world.actor("chair"))
        withdraw_entry(entry=entry, actor=world.actor("author"))
    assert [(e.verb, e.refused) for e in events(entry)] == [("withdraw", ""), ("withdraw", "no_right")]


def test_a_crash_rolls_everything_back_and_records_nothing(world: World) -> None:
    entry = make_entry(world, "submitted")

    def crash() -> None:
        with unit_of_work():
            withdraw_entry(entry=entry, actor=world.actor("author"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    assert Entry.objects.get(pk=entry.pk).state == "submitted"
    assert events(entry) == []


def test_nested_units_are_one(world: World) -> None:
    entry = make_entry(world, "draft")
    with unit_of_work():
        with unit_of_work():
            save_draft_entry(entry=entry, actor=world.actor("author"), content={"title": "Mới"})
        assert transition._refused.get() is not None
    assert transition._refused.get() is None
    assert [event.verb for event in events(entry)] == ["save_draft"]


def test_the_state_is_asked_before_the_right(world: World) -> None:
    """A late click reads "already decided", not "forbidden"."""
    withdrawn = make_entry(world, "withdrawn")
    for name in ("author", "chair", "stranger", "superuser"):
        with pytest.raises(TransitionRefused) as refused:
            withdraw_entry(entry=withdrawn, actor=world.actor(name))
        assert (refused.value.code, refused.value.status) == ("already_done", 409)
    with pytest.raises(TransitionRefused) as refused:
        perform(Verb.SUBMIT, withdrawn, actor=world.actor("chair"), at=clock.now(), code="x")
    assert refused.value.code == "wrong_state"


def test_the_right_is_asked_before_the_window_and_the_version(world: World) -> None:
    entry = make_entry(world, "draft")
    with clock.moved_to(world.closes_at()), pytest.raises(Forbidden):
        perform(
            Verb.SUBMIT,
            entry,
            actor=world.actor("author_b"),
            expected_version=99,
            at=clock.now(),
            code="x",
        )


def test_the_window_is_asked_before_the_content(world: World) -> None:
    entry = make_entry(world, "draft")
    arguments: dict[str, Any] = {"actor": world.actor("author"), "at": clock.now(), "code": "T-1"}
    with pytest.raises(TransitionRefused) as refused:
        perform(Verb.SUBMIT, entry, **arguments)
    assert refused.value.code == "incomplete"
    with clock.moved_to(world.closes_at()), pytest.raises(TransitionRefused) as refused:
        perform(Verb.SUBMIT, entry, **arguments)
    assert refused.value.code == "late"


def test_a_stale_form(world: World) -> None:
    entry = make_entry(world, "draft")
    save_draft_entry(entry=entry, actor=world.actor("author"), content={"title": "Một"}, expected_version=0)
    with pytest.raises(TransitionRefused) as refused:
        save_draft_entry(
            entry=entry, actor=world.actor("author"), content={"title": "Hai"}, expected_version=0
        )
    assert refused.value.code == "stale"
    assert world["author"].full_name in str(refused.value)
    assert Entry.objects.get(pk=entry.pk).title == "Một"
    fresh = save_draft_entry(
        entry=entry, actor=world.actor("author"), content={"title": "Ba"}, expected_version=1
    )
    assert (fresh.title, fresh.version) == ("Ba", 2)


def test_a_stale_copy_is_read_again(world: World) -> None:
    entry = make_entry(world, "submitted")
    stale = Entry.objects.get(pk=entry.pk)
    withdraw_entry(entry=entry, actor=world.actor("author"))
    with pytest.raises(TransitionRefused):
        withdraw_entry(entry=stale, actor=world.actor("author"))


def test_the_event_of_an_act(world: World) -> None:
    entry = make_entry(world, "submitted")
    perform(
        Verb.RETURN,
        entry,
        actor=world.actor("unit_officer"),
        note="Thiếu địa chỉ",
        data={"n": 1},
        reason_code="THIEU",
    )
    (event,) = events(entry)
    assert (event.seq, event.state_from, event.state_to) == (1, "submitted", "returned")
    assert (event.role, event.scope) == ("unit_officer", f"u{entry.unit_id}")
    assert "Thiếu địa chỉ" not in event.data
    assert EventNote.objects.get(event=event).text == "Thiếu địa chỉ"


def test_a_stand_in_is_named_with_whom_it_is_for(world: World) -> None:
    helper = world["stranger"]
    Membership.objects.create(user=helper, role="chair", contest=world.contest, stand_in_for=world["chair"])
    helper.refresh_from_db()
    entry = make_entry(world, "submitted")
    perform(Verb.DISQUALIFY, entry, actor=Actor(helper), at=clock.now())
    (event,) = events(entry)
    assert (event.actor, event.on_behalf_of) == (helper, world["chair"])


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({"valid_from": -1}, True),
        ({"valid_from": 0}, True),
        ({"valid_from": 1}, False),
        ({"valid_to": 0}, True),
        ({"valid_to": -1}, False),
    ],
)
def test_a_role_counts_from_and_until_its_dates(world: World, fields: dict[str, int], may: bool) -> None:
    days = {name: clock.today() + timedelta(days=n) for name, n in fields.items()}
    person = world["stranger"]
    Membership.objects.create(user=person, role="chair", contest=world.contest, **days)
    person.refresh_from_db()
    entry = make_entry(world, "submitted")
    if may:
        perform(Verb.DISQUALIFY, entry, actor=Actor(person), at=clock.now())
    else:
        with pytest.raises(Forbidden):
            perform(Verb.DISQUALIFY, entry, actor=Actor(person), at=clock.now())


def test_an_ended_role_and_a_closed_account_count_no_more(world: World) -> None:
    entry = make_entry(world, "submitted")
    row = Membership.objects.get(user=world["chair"])
    row.ended_at = clock.now()
    row.save()
    world["chair"].refresh_from_db()
    with pytest.raises(Forbidden):
        perform(Verb.DISQUALIFY, entry, actor=world.actor("chair"), at=clock.now())
    world["author"].is_active = False
    with pytest.raises(Forbidden):
        withdraw_entry(entry=entry, actor=world.actor("author"))


def test_the_system_does_only_its_own_verbs(world: World) -> None:
    entry = make_entry(world, "submitted")
    with pytest.raises(Forbidden):
        perform(Verb.WITHDRAW, entry, actor=TIMER, at=clock.now())
    with pytest.raises(Forbidden):
        perform(Verb.WITHDRAW, entry, actor=world.actor("author").for_consequence(), at=clock.now())


def test_a_record_without_a_change(world: World) -> None:
    entry = make_entry(world, "submitted")
    record(Verb.REMIND, Noun.ENTRY, case_id=entry.case_id, subject_id=entry.pk, actor=TIMER, data={"x": 1})
    (event,) = events(entry)
    assert (event.verb, event.state_from, event.role, event.actor) == ("remind", "", "system", None)


def test_refusals_of_the_domain_are_recorded_too(world: World) -> None:
    entry = make_entry(world, "submitted")
    with (
        pytest.raises(TransitionRefused),
        unit_of_work(),
        attempt(Verb.WITHDRAW, entry, world.actor("author")),
    ):
        raise TransitionRefused("over_quota", "Quá số lượng.")
    assert [event.refused for event in events(entry)] == ["over_quota"]


def test_events_stand_in_the_order_of_the_acts(world: World) -> None:
    entry = make_entry(world, "draft")
    for title in "abc":
        save_draft_entry(entry=entry, actor=world.actor("author"), content={"title": title})
    found = events(entry)
    assert [event.seq for event in found] == [1, 2, 3]
    assert [event.prev_hash for event in found] == ["", found[0].hash, found[1].hash]
    entry.case.refresh_from_db()
    assert (entry.case.head_seq, entry.case.head_hash) == (3, found[2].hash)


def test_a_refusal_is_recorded_after_an_outer_savepoint(world: World) -> None:
    """Inside somebody else's transaction the record lives as long as that transaction."""
    entry = make_entry(world, "submitted")
    with transaction.atomic():
        with pytest.raises(TransitionRefused):
            withdraw_entry(entry=entry, actor=world.actor("chair"))
        assert len(events(entry)) == 1
