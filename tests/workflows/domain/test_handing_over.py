"""Money and certificates after the decision: nothing is lost, nothing is doubled, every undo has its reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.acting import Acting
from tests.factories import World, make_document, make_entry, make_world
from workflows import clock
from workflows.domain import dues
from workflows.domain.ceremony import hand_over_round, move_row
from workflows.domain.corrections import correct_entry
from workflows.domain.entries import revoke_entry
from workflows.domain.handing_over import (
    Receipt,
    Tick,
    all_handed_over,
    hand_over_entry,
    pay_entry,
    take_back_tick,
    void_payment,
)
from workflows.domain.shares import divide_money
from workflows.errors import Forbidden, Incomplete, InputRefused, TransitionRefused
from workflows.models import Award, CaseEvent, Entry, HandingOver, Payment, Round
from workflows.models.handing_over import PaymentMethod, PaymentState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@contextmanager
def refused_as(code: str) -> Iterator[None]:
    with pytest.raises(TransitionRefused) as refused:
        yield
    assert refused.value.code == code


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def entry(world: World) -> Entry:
    return make_entry(world, "awarded")


def group(world: World) -> Entry:
    entry = make_entry(world, "awarded", author_kind="group")
    entry.authors.create(full_name="Trần Thị Bạn", order=2)
    return entry


def receipt(**changes: Any) -> Receipt:
    values = {"paid_on": clock.today(), "method": PaymentMethod.CASH, "received_by": "", "received_for": ""}
    return Receipt(**{**values, **changes})


def pay(world: World, payment: Payment, **changes: Any) -> Payment:
    fitting = receipt(**{"received_by": payment.payee, **changes})
    entry = payment.award.entry
    return pay_entry(entry=entry, actor=world.actor("accountant"), payment=payment, receipt=fitting)


def set_ceremony(world: World) -> Any:
    starts = clock.now() + timedelta(days=3)
    secretary = world.actor("secretary")
    return hand_over_round(round_=world.round, actor=secretary, starts_at=starts, place="Hội trường")


def tick(world: World, entry: Entry, by: str = "secretary", **what: Any) -> HandingOver:
    return hand_over_entry(entry=entry, actor=world.actor(by), tick=Tick(**what))


def states(award: Award) -> list[tuple[str, int]]:
    return list(Payment.objects.filter(award=award).order_by("pk").values_list("state", "amount_vnd"))


# --- money -----------------------------------------------------------------------------------------
def test_the_decision_lets_the_money_fall_due(world: World) -> None:
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    play.scored_by(("judge", "judge_2", "judge_3"), entry)
    play.settle_other_lists()
    play.decided("issue")
    payment = Payment.objects.get()
    assert (payment.payee, payment.amount_vnd) == (entry.authors.get().full_name, 5_000_000)
    assert payment.author == entry.authors.get()
    assert payment.is_due


def test_a_collective_is_its_own_payee(world: World) -> None:
    entry = make_entry(world, "awarded", author_kind="collective", collective_name="Tổ dân phố số 3")
    payment = Payment.objects.get(award__entry=entry)
    assert (payment.payee, payment.author) == ("Tổ dân phố số 3", None)
    assert pay(world, payment, received_by="Nguyễn Văn Đại Diện").is_paid


def test_a_paid_sum_says_when_how_and_to_whom(world: World, entry: Entry) -> None:
    payment = Payment.objects.get()
    pay(world, payment, method=PaymentMethod.TRANSFER)
    stored = Payment.objects.get()
    assert (stored.paid_on, stored.method, stored.received_by) == (clock.today(), "transfer", payment.payee)
    assert stored.paid_by == world["accountant"]
    event = CaseEvent.objects.get(verb="pay")
    assert event.state_from == event.state_to == "awarded"
    assert payment.payee not in event.data
    assert '"amount":5000000' in event.data


def test_nobody_is_paid_twice(world: World, entry: Entry) -> None:
    payment = Payment.objects.get()
    pay(world, payment)
    with pytest.raises(TransitionRefused) as refused:
        pay(world, payment)
    assert refused.value.code == "already_done"
    assert "nothing was doubled" in str(refused.value)
    assert CaseEvent.objects.filter(verb="pay", refused="").count() == 1
    assert CaseEvent.objects.filter(verb="pay", refused="already_done").count() == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_money_is_paid_neither_before_the_decision_nor_in_the_future(
    world: World, entry: Entry, days: int
) -> None:
    with pytest.raises(InputRefused) as refused:
        pay(world, Payment.objects.get(), paid_on=clock.today() + timedelta(days=days))
    assert refused.value.field == "paid_on"
    assert not CaseEvent.objects.filter(verb="pay").exists()


def test_who_receives_for_another_needs_a_ground(world: World, entry: Entry) -> None:
    payment = Payment.objects.get()
    with pytest.raises(InputRefused) as refused:
        pay(world, payment, received_by="Lê Thị Thay")
    assert refused.value.field == "received_for"
    paid = pay(world, payment, received_by="Lê Thị Thay", received_for="Giấy ủy quyền ngày 01/8")
    assert (paid.received_by, paid.received_for) == ("Lê Thị Thay", "Giấy ủy quyền ngày 01/8")
    assert CaseEvent.objects.get(verb="pay").note.text == "Lê Thị Thay: Giấy ủy quyền ngày 01/8"


def test_the_payee_is_known_without_accents(world: World, entry: Entry) -> None:
    payment = Payment.objects.get()
    Payment.objects.update(payee="Đỗ Thị Ánh")
    payment.refresh_from_db()
    assert pay(world, payment, received_by="do thi anh").is_paid


def test_what_is_due_follows_a_name_that_was_put_right(world: World) -> None:
    entry = group(world)
    first, second = (author.pk for author in entry.authors.all())
    shares = {first: 2_000_000, second: 3_000_000}
    award = Award.objects.get()
    divide_money(entry=entry, actor=world.actor("accountant"), award=award, shares=shares)
    pay(world, Payment.objects.get(author_id=second, state="due"))
    correct_entry(
        entry=entry,
        actor=world.actor("secretary"),
        reason="Sai chính tả",
        fields={},
        authors={first: {"full_name": "Đỗ Văn Đúng"}, second: {"full_name": "Trần Thị Bản"}},
    )
    names = Payment.objects.exclude(state="cancelled").order_by("amount_vnd").values_list("payee", flat=True)
    assert list(names) == ["Đỗ Văn Đúng", "Trần Thị Bạn"]


def test_shares_add_up_to_the_dong(world: World) -> None:
    entry = group(world)
    award = Award.objects.get()
    first, second = (author.pk for author in entry.authors.all())
    accountant = world.actor("accountant")
    for amounts, said in (
        ((2_000_000, 2_999_999), "1 đồng are missing"),
        ((2_000_000, 3_000_001), "1 đồng are too much"),
    ):
        with pytest.raises(InputRefused) as refused:
            divide_money(
                entry=entry,
                actor=accountant,
                award=award,
                shares=dict(zip((first, second), amounts, strict=True)),
            )
        assert said in str(refused.value)
    assert states(award) == [("due", 5_000_000)]
    divide_money(entry=entry, actor=accountant, award=award, shares={first: 2_000_000, second: 3_000_000})
    assert states(award) == [("cancelled", 5_000_000), ("due", 2_000_000), ("due", 3_000_000)]
    pay(world, Payment.objects.get(author_id=second, state="due"))
    with pytest.raises(TransitionRefused) as late:
        divide_money(entry=entry, actor=accountant, award=award, shares={first: 5_000_000})
    assert late.value.code == "already_paid"
    pay(world, Payment.objects.get(author_id=first, state="due"))
    assert dues.paid(award) == 5_000_000


def test_a_share_of_a_stranger_is_refused(world: World) -> None:
    entry, other = group(world), make_entry(world, "awarded")
    stranger = other.authors.get().pk
    with refused_as("no_author"):
        divide_money(
            entry=entry,
            actor=world.actor("accountant"),
            award=Award.objects.get(entry=entry),
            shares={stranger: 5_000_000},
        )


def test_an_undone_payment_stays_and_the_sum_falls_due_again(world: World, entry: Entry) -> None:
    payment = pay(world, Payment.objects.get())
    accountant = world.actor("accountant")
    with pytest.raises(TransitionRefused) as refused:
        void_payment(entry=entry, actor=accountant, payment=payment, reason=" ")
    assert refused.value.code == "no_reason"
    void_payment(entry=entry, actor=accountant, payment=payment, reason="Ghi nhầm người")
    undone, due = Payment.objects.order_by("pk")
    assert (undone.state, undone.voided_reason, undone.paid_on) == (
        "cancelled",
        "Ghi nhầm người",
        clock.today(),
    )
    assert (due.state, due.payee, due.amount_vnd) == ("due", payment.payee, payment.amount_vnd)
    assert pay(world, due).is_paid


def test_a_revoked_award_leaves_nothing_due_and_says_what_is_to_be_recovered(world: World) -> None:
    entry = group(world)
    award = Award.objects.get()
    first, second = (author.pk for author in entry.authors.all())
    divide_money(
        entry=entry,
        actor=world.actor("accountant"),
        award=award,
        shares={first: 2_000_000, second: 3_000_000},
    )
    pay(world, Payment.objects.get(author_id=first, state="due"))
    paper = make_document(world, "issued", kind="revocation")
    revoke_entry(entry=entry, actor=world.actor("clerk").for_consequence(), ground="a", decision=paper)
    award = Award.objects.get()
    assert states(award) == [("cancelled", 5_000_000), ("paid", 2_000_000), ("cancelled", 3_000_000)]
    assert (dues.due(award), dues.to_recover(award)) == (0, 2_000_000)
    with pytest.raises(TransitionRefused) as refused:
        pay(world, Payment.objects.get(author_id=second))
    assert refused.value.code == "wrong_state"


def test_only_the_accountant_pays(world: World, entry: Entry) -> None:
    payment = Payment.objects.get()
    for name in ("secretary", "clerk", "chair", "auditor"):
        with pytest.raises(Forbidden):
            pay_entry(
                entry=entry,
                actor=world.actor(name),
                payment=payment,
                receipt=receipt(received_by=payment.payee),
            )


def test_the_database_doubles_no_share(world: World, entry: Entry) -> None:
    payment = Payment.objects.get()
    for broken in (
        {"author": payment.author},
        {"author": None, "state": PaymentState.PAID},
        {"author": None, "amount_vnd": 0},
        {"author": None, "received_by": "Ai đó"},
    ):
        fields = {"award": payment.award, "payee": "X", "amount_vnd": 1, **broken}
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(**fields)
    assert Payment.objects.count() == 1


# --- held against the decision ---------------------------------------------------------------------
def test_the_payments_agree_with_the_decision(world: World, entry: Entry) -> None:
    make_entry(world, "awarded")
    pay(world, Payment.objects.first())
    [balance] = dues.reconcile(Award.objects.all())
    assert (balance.awards, balance.awarded, balance.paid, balance.due) == (
        2,
        10_000_000,
        5_000_000,
        5_000_000,
    )
    assert balance.differences == []


def test_what_differs_from_the_decision_is_named(world: World, entry: Entry) -> None:
    decision = Award.objects.get().decision
    row = {"people": [{"name": "A"}], "title": "T", "prize": "P", "money": 4_000_000}
    type(decision).objects.filter(pk=decision.pk).update(record={"appendix": [row]})
    Payment.objects.update(amount_vnd=4_999_999)
    [balance] = dues.reconcile(Award.objects.select_related("decision"))
    assert balance.differences == [
        f"“{entry.title}”: the award is 5.000.000 đồng, its payments add up to 4.999.999 đồng.",
        "Decision 07/QĐ-UBND names 4.000.000 đồng, the awards add up to 5.000.000 đồng.",
    ]


# --- the ceremony ----------------------------------------------------------------------------------
def test_the_best_prize_is_called_last_and_rows_change_places(world: World) -> None:
    individual, collective, team = (
        make_entry(world, "awarded", author_kind=kind) for kind in ("individual", "collective", "group")
    )
    low = make_entry(world, "awarded")
    second = world.contest.prizes.get(code="nhi")
    Award.objects.filter(entry=low).update(prize=second, money_vnd=second.money_vnd)
    ceremony = set_ceremony(world)
    order = list(ceremony.rows.values_list("award__entry", flat=True))
    assert order == [low.pk, collective.pk, team.pk, individual.pk]
    secretary = world.actor("secretary")
    assert move_row(row=ceremony.rows.get(award__entry=team), actor=secretary, up=True)
    assert not move_row(row=ceremony.rows.get(award__entry=low), actor=secretary, up=True)
    order = list(ceremony.rows.values_list("award__entry", flat=True))
    assert order == [low.pk, team.pk, collective.pk, individual.pk]
    assert sorted(ceremony.rows.values_list("order", flat=True)) == [1, 2, 3, 4]


def test_the_ceremony_moves_and_keeps_its_order(world: World, entry: Entry) -> None:
    set_ceremony(world)
    late = make_entry(world, "awarded")
    starts = clock.now() + timedelta(days=9)
    ceremony = hand_over_round(
        round_=world.round, actor=world.actor("secretary"), starts_at=starts, place="Nhà văn hóa"
    )
    assert list(ceremony.rows.values_list("award__entry", flat=True)) == [entry.pk, late.pk]
    assert (ceremony.place, ceremony.starts_at) == ("Nhà văn hóa", starts)


def test_without_a_ceremony_nothing_is_handed_over(world: World, entry: Entry) -> None:
    with pytest.raises(Incomplete):
        tick(world, entry, certificate=True)
    assert not CaseEvent.objects.filter(verb="hand_over", refused="").exists()


def test_a_tick_names_who_and_the_second_is_refused(world: World, entry: Entry) -> None:
    set_ceremony(world)
    tick(world, entry, certificate=True, money=True)
    with pytest.raises(TransitionRefused) as refused:
        tick(world, entry, "clerk", certificate=True)
    assert refused.value.code == "already_done"
    assert str(world["secretary"]) in str(refused.value)
    row = HandingOver.objects.get()
    assert (row.certificate_by, row.money_by) == (world["secretary"], world["secretary"])


def test_somebody_receives_for_the_winner(world: World, entry: Entry) -> None:
    set_ceremony(world)
    with refused_as("no_proxy"):
        tick(world, entry, certificate=True, proxy_reason="Đi công tác")
    row = tick(world, entry, certificate=True, proxy_name="Lê Thị Thay", proxy_reason="Đi công tác")
    assert row.by_proxy
    assert CaseEvent.objects.get(noun="entry", verb="hand_over").note.text == "Lê Thị Thay: Đi công tác"
    row = take_back_tick(entry=entry, actor=world.actor("clerk"), what="certificate", reason="Đánh dấu nhầm")
    assert (row.certificate_at, row.proxy_name, row.proxy_reason) == (None, "", "")


def test_an_undo_needs_a_reason_and_happens_once(world: World, entry: Entry) -> None:
    set_ceremony(world)
    tick(world, entry, absent=True)
    secretary = world.actor("secretary")
    with refused_as("no_reason"):
        take_back_tick(entry=entry, actor=secretary, what="absent", reason="")
    take_back_tick(entry=entry, actor=secretary, what="absent", reason="Đến muộn")
    with refused_as("already_done"):
        take_back_tick(entry=entry, actor=secretary, what="absent", reason="Đến muộn")
    assert CaseEvent.objects.filter(noun="entry", verb="hand_over", refused="").count() == 2


def test_the_tick_of_money_follows_the_payment(world: World, entry: Entry) -> None:
    set_ceremony(world)
    pay(world, Payment.objects.get())
    with refused_as("already_done"):
        tick(world, entry, money=True)


# --- the milestone ---------------------------------------------------------------------------------
def test_the_milestone_is_reached_with_the_last_prize(world: World, entry: Entry) -> None:
    other = make_entry(world, "awarded")
    set_ceremony(world)
    assert all_handed_over(world.round) is None
    for one in (entry, other):
        tick(world, one, certificate=True)
        assert all_handed_over(world.round) is None
    for payment in Payment.objects.all():
        assert all_handed_over(world.round) is None
        pay(world, payment)
    assert all_handed_over(world.round) == clock.today()
    void_payment(
        entry=entry,
        actor=world.actor("accountant"),
        payment=Payment.objects.filter(award__entry=entry).get(),
        reason="Ghi nhầm",
    )
    assert all_handed_over(world.round) is None


def test_a_round_without_awards_has_no_milestone(world: World) -> None:
    assert all_handed_over(world.round) is None


@pytest.mark.parametrize("awards", [1, 3])
def test_the_milestone_asks_twice(world: World, django_assert_num_queries: Any, awards: int) -> None:
    for _ in range(awards):
        make_entry(world, "awarded")
    round_ = Round.objects.get(pk=world.round.pk)
    with django_assert_num_queries(2):
        all_handed_over(round_)
