"""Payments and ticks after the decision: held against what the trail says of them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.acting import Acting
from tests.factories import make_world
from tests.workflows.domain.audit.world import rolled_back, run, sentence
from workflows import clock
from workflows.domain.audit import verify
from workflows.domain.ceremony import hand_over_round
from workflows.domain.handing_over import Receipt, Tick, hand_over_entry, pay_entry, void_payment
from workflows.models import Award, Payment
from workflows.models.handing_over import PaymentMethod

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(settings: Any, tmp_path: Any) -> Payment:
    """One of two awards is paid (once undone) and its certificate handed over; the other is not."""
    settings.KEYS_DIR = tmp_path / "keys"
    play = Acting(make_world())
    entries = [play.submitted("author"), play.submitted("author_2")]
    for entry, head, points in zip(entries, ("unit_head", "unit_head_2"), (50, 40), strict=True):
        play.received(entry, head=head)
        play.scored_by(("judge", "judge_2", "judge_3"), entry, {"A": Decimal(points), "B": Decimal(10)})
    play.decided("issue")
    world = play.world
    accountant, secretary = world.actor("accountant"), world.actor("secretary")
    starts = clock.now() + timedelta(days=1)
    hand_over_round(round_=world.round, actor=secretary, starts_at=starts, place="Hội trường")
    award = Award.objects.order_by("rank")[0]
    hand_over_entry(entry=award.entry, actor=secretary, tick=Tick(certificate=True))
    for _ in range(2):
        payment = award.payments.get(state="due")
        receipt = Receipt(clock.today(), PaymentMethod.CASH, payment.payee)
        payment = pay_entry(entry=award.entry, actor=accountant, payment=payment, receipt=receipt)
        if award.payments.count() == 1:
            void_payment(entry=award.entry, actor=accountant, payment=payment, reason="Ghi nhầm")
    return payment


def test_what_was_paid_and_handed_over_is_intact(paid: Payment) -> None:
    assert verify().events > 0
    assert sorted(Payment.objects.values_list("state", flat=True)) == ["cancelled", "due", "paid"]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE workflows_payment SET amount_vnd = amount_vnd - 1 WHERE state = 'paid'", "Payment"),
        ("UPDATE workflows_payment SET paid_on = '2020-01-01' WHERE state = 'paid'", "Payment"),
        ("UPDATE workflows_payment SET method = 'transfer' WHERE state = 'paid'", "Payment"),
        ("UPDATE workflows_payment SET amount_vnd = 1 WHERE state = 'due'", "add up to"),
        ("DELETE FROM workflows_payment WHERE state = 'due'", "add up to 0"),
        ("DELETE FROM workflows_payment WHERE state = 'paid'", "is missing"),
        ("DELETE FROM workflows_payment WHERE state = 'cancelled'", "is missing"),
        (
            "UPDATE workflows_payment SET state = 'cancelled', voided_at = paid_on, voided_reason = 'x' "
            "WHERE state = 'paid'",
            "Payment",
        ),
        (
            "UPDATE workflows_payment SET state = 'paid', paid_on = '2024-01-01', method = 'cash', "
            "received_by = 'x', paid_by_id = (SELECT MIN(id) FROM workflows_user), "
            "recorded_at = '2024-01-01' WHERE state = 'due'",
            "Payment",
        ),
        (
            "UPDATE workflows_handingover SET certificate_at = NULL, certificate_by_id = NULL",
            "What was handed over",
        ),
        (
            "UPDATE workflows_handingover SET money_at = '2024-01-01', "
            "money_by_id = (SELECT MIN(id) FROM workflows_user)",
            "What was handed over",
        ),
        ("DELETE FROM workflows_handingover", "What was handed over"),
    ],
)
def test_what_was_changed_past_the_gate_is_found(paid: Payment, sql: str, said: str) -> None:
    with rolled_back():
        run(sql)
        assert said in sentence()


def test_a_payment_that_changes_hands_is_found(paid: Payment) -> None:
    other = Award.objects.exclude(pk=paid.award_id).get()
    with rolled_back():
        run("DELETE FROM workflows_payment WHERE award_id = %s", other.pk)
        run("UPDATE workflows_payment SET award_id = %s WHERE id = %s", other.pk, paid.pk)
        assert f"Payment {paid.pk} of entry {other.entry_id}" in sentence()
