"""Real threads, real locks: of many who act at once exactly one wins, and nobody sees an error page."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from tests.acting import JUDGES, POINTS, Acting
from tests.factories import World, complete_content, give, make_document, make_user, make_world
from workflows import clock
from workflows.domain import numbering
from workflows.domain.actors import Actor
from workflows.domain.audit import verify
from workflows.domain.ceremony import hand_over_round
from workflows.domain.entries import open_draft
from workflows.domain.handing_over import Receipt, Tick, hand_over_entry, pay_entry, void_payment
from workflows.domain.shares import divide_money
from workflows.errors import TransitionRefused
from workflows.flows import acts, tasks
from workflows.flows.timers import fire_due
from workflows.models import (
    Award,
    CaseEvent,
    Document,
    Entry,
    HandingOver,
    Notice,
    Payment,
    RankingRow,
    RegisterBook,
    RegisterRow,
    WorkItem,
)
from workflows.models.handing_over import PaymentMethod
from workflows.models.prescreening import Verdict
from workflows.states import EntryState

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

PEOPLE = 32


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    acts.open_lists(world.contest)
    return Acting(world)


@pytest.fixture(autouse=True)
def _the_trail_holds(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever raced, the chains are whole afterwards."""
    yield
    verify()


def race(*acts_at_once: Callable[[], Any]) -> Counter[str]:
    """Start all acts together; count what came of them: ``done``, a refusal's code, or an error."""
    gate = threading.Barrier(len(acts_at_once))
    results: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        gate.wait(timeout=30)
        try:
            act()
            results.append("done")
        except TransitionRefused as refusal:
            results.append(refusal.code)
        except Exception as error:  # the point of the test is that there is none
            results.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts_at_once]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(results) == len(acts_at_once), "somebody waits for ever"
    return Counter(results)


def crowd(role: str, number: int = PEOPLE, **scope: Any) -> list[Actor]:
    people = [make_user(f"{role}.many") for _ in range(number)]
    for person in people:
        give(person, role, **scope)
    return [Actor(person) for person in people]


def bind(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Callable[[], Any]:
    return lambda: function(*args, **kwargs)


def one_won(results: Counter[str], losers: set[str], number: int = PEOPLE) -> None:
    assert results["done"] == 1, results
    assert set(results) - {"done"} <= losers, results
    assert results.total() == number


def test_one_claims_a_task(play: Acting, world: World) -> None:
    entry = play.submitted()
    item = play.item("prescreen", entry=entry)
    officers = crowd("unit_officer", unit=world.units[0])
    one_won(race(*(bind(tasks.claim, task_id=item.pk, actor=actor) for actor in officers)), {"taken"})
    assert WorkItem.objects.get(pk=item.pk).owner in [actor.user for actor in officers]
    assert CaseEvent.objects.filter(verb="claim", refused="").count() == 1


def test_one_takes_and_completes_a_task(play: Acting, world: World) -> None:
    entry = play.submitted()
    item = play.item("prescreen", entry=entry)
    officers = crowd("unit_officer", unit=world.units[0])
    cleaned = {"verdict": Verdict.PASS, "answers": {"K1": True}, "note": ""}
    results = race(
        *(bind(tasks.complete, task_id=item.pk, actor=actor, cleaned=cleaned) for actor in officers)
    )
    one_won(results, {"task_gone"})
    assert entry.prescreenings.count() == 1
    assert play.waiting(entry) == ["await_list"]


def test_a_double_click(play: Acting, world: World) -> None:
    draft = play.draft()
    results = race(
        *(bind(acts.submit_entry, entry=draft, actor=world.actor("author")) for _ in range(PEOPLE))
    )
    one_won(results, {"already_done"})
    assert play.waiting(draft) == ["prescreen"]
    assert Entry.objects.get(pk=draft.pk).code == "T-001"
    world.contest.refresh_from_db()
    assert world.contest.next_entry_number == 2


def test_codes_of_entries_submitted_at_once(play: Acting, world: World) -> None:
    """No code is given twice, and none is left out."""
    authors = crowd("author", unit=world.units[0])
    drafts = [_complete_draft(play, world, actor) for actor in authors]
    results = race(*(bind(acts.submit_entry, entry=d, actor=a) for d, a in zip(drafts, authors, strict=True)))
    assert results == {"done": PEOPLE}
    codes = sorted(Entry.objects.values_list("code", flat=True))
    assert codes == [f"T-{number:03d}" for number in range(1, PEOPLE + 1)]
    assert WorkItem.objects.filter(step="prescreen").count() == PEOPLE


def _complete_draft(play: Acting, world: World, actor: Actor) -> Entry:

    draft = open_draft(
        contest=world.contest,
        unit=world.units[0],
        owner=actor.user,
        entered_by=actor.user,
        title="Sáng kiến",
    )
    Entry.objects.filter(pk=draft.pk).update(
        abstract="x", theme=world.contest.themes.first(), commitment=True
    )
    complete_content(draft)
    return Entry.objects.get(pk=draft.pk)


def test_first_submissions_open_one_list(world: World) -> None:
    """Without a list, thirty-two submissions at once open exactly one."""
    authors = crowd("author", unit=world.units[0])
    drafts = [_complete_draft(Acting(world), world, actor) for actor in authors]
    results = race(*(bind(acts.submit_entry, entry=d, actor=a) for d, a in zip(drafts, authors, strict=True)))
    assert results == {"done": PEOPLE}
    assert world.contest.batches.count() == 1
    assert WorkItem.objects.filter(step="confirm_list").count() == 1


def test_numbers_taken_at_once(world: World) -> None:
    """Own register: every number once, none left out."""
    documents = []
    for number in range(PEOPLE):
        world.round = type(world.round).objects.create(contest=world.contest, order=number + 2)
        documents.append(make_document(world))
    clerks = crowd("clerk", contest=world.contest)
    results = race(
        *(bind(numbering.take_number, document=d, actor=a) for d, a in zip(documents, clerks, strict=True))
    )
    assert results == {"done": PEOPLE}
    assert sorted(RegisterRow.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert sorted(Document.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert RegisterBook.objects.get().last_number == PEOPLE


def test_one_document_takes_one_number(world: World) -> None:
    document = make_document(world)
    clerks = crowd("clerk", contest=world.contest)
    results = race(*(bind(numbering.take_number, document=document, actor=a) for a in clerks))
    assert results == {"done": PEOPLE}
    assert RegisterRow.objects.get().number == 1


def _signed(play: Acting, *entries: Entry) -> None:
    play.received(*entries)
    for entry in entries:
        play.scored_by(JUDGES, entry)
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    if "vote" in play.steps():
        play.do("chair", "vote", order=[entry.pk for entry in entries], note="Biểu quyết")
    for name, step in (
        ("chair", "approve_results"),
        ("secretary", "minutes"),
        ("standing_head", "submit_for_signature"),
        ("signatory", "sign"),
    ):
        play.do(name, step)


def test_one_clerk_issues_the_decision(play: Acting, world: World) -> None:
    entries = [play.submitted(), play.submitted("author_b")]
    _signed(play, *entries)
    item = play.item("issue")
    clerks = crowd("clerk", contest=world.contest)
    results = race(*(bind(tasks.complete, task_id=item.pk, actor=a, cleaned={}) for a in clerks))
    one_won(results, {"task_gone", "wrong_state", "already_done"})
    assert Award.objects.count() == 2
    assert RegisterRow.objects.filter(document__kind="decision").count() == 1
    assert CaseEvent.objects.filter(verb="award", refused="").count() == 2
    assert [play.waiting(entry) for entry in entries] == [[], []]


def test_one_chair_closes_scoring(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry)
    play.settle_other_lists()
    item = play.item("close_scoring")
    chairs = crowd("chair", contest=world.contest)
    one_won(
        race(*(bind(tasks.complete, task_id=item.pk, actor=a, cleaned={}) for a in chairs)), {"task_gone"}
    )
    assert RankingRow.objects.count() == 1


def test_the_last_sheets_arrive_together(play: Acting, world: World) -> None:
    """The Join neither loses a branch nor opens twice."""
    entry = play.submitted()
    play.received(entry)

    items = {name: play.item("score", entry=entry, user=world[name]).pk for name in JUDGES}
    results = race(
        *(
            bind(tasks.complete, task_id=items[name], actor=world.actor(name), cleaned={"points": POINTS})
            for name in JUDGES
        )
    )
    assert results == {"done": 3}
    assert play.waiting(entry) == ["await_closing"]


@pytest.mark.parametrize("times", range(4))
def test_withdrawing_against_the_list_and_the_clock(play: Acting, world: World, times: int) -> None:
    """The author, the head and the deadline at one moment: one of them decides about the entry."""
    entries = [play.prescreened(play.submitted()), play.prescreened(play.submitted("author_b"))]
    item = WorkItem.objects.get(step="confirm_list", unit=world.units[0])
    chosen = {"chosen": [entry.pk for entry in entries]}
    with clock.moved_to(world.closes_at() if times % 2 else clock.now()):
        results = race(
            bind(acts.withdraw_entry, entry=entries[0], actor=world.actor("author")),
            bind(acts.withdraw_entry, entry=entries[1], actor=world.actor("author_b")),
            bind(tasks.complete, task_id=item.pk, actor=world.actor("unit_head"), cleaned=chosen),
            fire_due,
        )
    assert set(results) <= {"done", "wrong_state", "already_done", "late", "task_gone", "incomplete"}, results
    _is_whole(play, entries)


@pytest.mark.parametrize("times", range(4))
def test_forwarding_against_the_clock(play: Acting, world: World, times: int) -> None:
    entries = [play.submitted(), play.submitted("author_b")]
    play.listed(*entries)
    item = WorkItem.objects.get(step="forward")
    with clock.moved_to(world.closes_at()):
        results = race(
            bind(tasks.complete, task_id=item.pk, actor=world.actor("unit_head"), cleaned={}),
            bind(acts.withdraw_entry, entry=entries[times % 2], actor=world.actor(_author(times))),
            *[fire_due] * 4,
        )
    assert set(results) <= {"done", "late", "task_gone", "wrong_state", "already_done"}, results
    fire_due_at_the_deadline(world)
    _is_whole(play, entries)
    assert set(Entry.objects.values_list("state", flat=True)) <= {"lapsed", "withdrawn"}


def _author(times: int) -> str:
    return "author_b" if times % 2 else "author"


def fire_due_at_the_deadline(world: World) -> None:
    with clock.moved_to(world.closes_at()):
        fire_due()


def _is_whole(play: Acting, entries: Sequence[Entry]) -> None:
    """No task for an ended entry, one place for each that is alive, one notice for each lapse."""
    for entry in Entry.objects.filter(pk__in=[e.pk for e in entries]):
        alive = entry.state in (EntryState.SUBMITTED, EntryState.PRE_SCREENED)
        assert len(play.waiting(entry)) == alive, entry.state
        if not alive:
            assert not WorkItem.objects.filter(entry=entry).exists()
        lapsed = entry.state == EntryState.LAPSED
        assert Notice.objects.filter(entry=entry, kind="lapsed").count() == lapsed


def test_two_disqualifications_and_an_approval(play: Acting, world: World) -> None:
    """The ranking is made anew once for each, and an approved one is not touched."""
    entries = [play.submitted(), play.submitted("author_b"), play.submitted()]
    play.received(*entries)
    for entry in entries:
        play.scored_by(JUDGES, entry)
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    play.do("chair", "vote", order=[entry.pk for entry in entries], note="Biểu quyết")
    item = play.item("approve_results")
    chair = world.actor("chair")
    results = race(
        bind(acts.disqualify_entry, entry=entries[0], actor=chair, reason="Sao chép"),
        bind(acts.disqualify_entry, entry=entries[1], actor=chair, reason="Sao chép"),
        bind(tasks.complete, task_id=item.pk, actor=chair, cleaned={}),
    )
    assert set(results) <= {"done", "no_right", "wrong_state", "incomplete"}, results
    scored = set(Entry.objects.filter(state=EntryState.SCORED).values_list("pk", flat=True))
    assert set(RankingRow.objects.values_list("entry_id", flat=True)) == scored


def test_judges_recuse_together(play: Acting, world: World) -> None:
    entry = play.submitted()
    play.received(entry)
    results = race(
        *(
            bind(
                acts.recuse_entry,
                entry=entry,
                actor=world.actor(name),
                judge=play.judge(name),
                reason="Người thân",
            )
            for name in JUDGES
        )
    )
    assert results == {"done": 3}
    assert play.waiting(entry) == ["await_closing"]


def _awarded(play: Acting) -> Entry:
    entry = play.submitted()
    _signed(play, entry)
    play.do("clerk", "issue")
    world = play.world
    starts, secretary = clock.now() + timedelta(days=1), world.actor("secretary")
    hand_over_round(round_=world.round, actor=secretary, starts_at=starts, place="Hội trường")
    return Entry.objects.get(pk=entry.pk)


def test_thirty_two_phones_tick_one_certificate(play: Acting, world: World) -> None:
    entry = _awarded(play)
    clerks = crowd("clerk", contest=world.contest)
    tick = Tick(certificate=True, money=True)
    results = race(*(bind(hand_over_entry, entry=entry, actor=a, tick=tick) for a in clerks))
    one_won(results, {"already_done"})
    row = HandingOver.objects.get()
    assert row.certificate_by in [actor.user for actor in clerks]
    assert row.certificate_by == row.money_by
    assert CaseEvent.objects.filter(noun="entry", verb="hand_over", refused="").count() == 1


def test_thirty_two_accountants_pay_one_sum(play: Acting, world: World) -> None:
    entry = _awarded(play)
    payment = Payment.objects.select_related("award__decision").get()
    accountants = crowd("accountant", contest=world.contest)
    receipt = Receipt(clock.today(), PaymentMethod.CASH, payment.payee)
    results = race(
        *(bind(pay_entry, entry=entry, actor=a, payment=payment, receipt=receipt) for a in accountants)
    )
    one_won(results, {"already_done"})
    assert [row.state for row in Payment.objects.all()] == ["paid"]
    assert CaseEvent.objects.filter(verb="pay", refused="").count() == 1


@pytest.mark.parametrize("times", range(4))
def test_paying_against_dividing_and_undoing(play: Acting, world: World, times: int) -> None:
    """However they fall, what counts adds up to the award."""
    entry = _awarded(play)
    payment = Payment.objects.select_related("award__decision").get()
    accountant, award = world.actor("accountant"), payment.award
    receipt = Receipt(clock.today(), PaymentMethod.CASH, payment.payee)
    whole = {payment.author_id: award.money_vnd}
    results = race(
        bind(pay_entry, entry=entry, actor=accountant, payment=payment, receipt=receipt),
        bind(divide_money, entry=entry, actor=accountant, award=award, shares=whole),
        bind(void_payment, entry=entry, actor=accountant, payment=payment, reason="Ghi nhầm"),
        bind(divide_money, entry=entry, actor=accountant, award=award, shares=whole),
    )
    assert set(results) <= {"done", "already_done", "already_paid"}, results
    counted = Payment.objects.filter(state__in=["due", "paid"])
    assert sum(row.amount_vnd for row in counted) == award.money_vnd


def test_the_database_is_the_one_that_locks() -> None:
    assert connection.vendor == "postgresql"
