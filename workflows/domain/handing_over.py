"""What the winners receive: money by the accountant, certificates and envelopes at the ceremony.

An undo is a counter-entry with a reason: the payment stays as cancelled, the tick as an event.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import dues, refusals
from workflows.domain.actors import Actor
from workflows.domain.entries import require_reason
from workflows.domain.transition import attempt, perform, unit_of_work
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Award, Entry, HandingOver, Payment, Round
from workflows.models.handing_over import PaymentMethod, PaymentState
from workflows.states import EntryState
from workflows.verbs import Verb
from workflows.vietnamese import dates
from workflows.vietnamese.fold import fold
from workflows.vietnamese.text import nfc

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Receipt:
    """Who has received money: when, how, and for somebody else on what ground."""

    paid_on: date
    method: PaymentMethod
    received_by: str
    received_for: str = ""


@dataclass(frozen=True)
class Tick:
    """What is ticked of a winner at the ceremony; ``proxy_name`` receives on the winner's behalf."""

    certificate: bool = False
    money: bool = False
    absent: bool = False
    proxy_name: str = ""
    proxy_reason: str = ""


# --- money -----------------------------------------------------------------------------------------
def pay_entry(*, entry: Entry, actor: Actor, payment: Payment, receipt: Receipt) -> Payment:
    """Record that a sum which is due has been paid.

    Raises:
        InputRefused: a date that cannot be, no receiver, or somebody else's without a ground.
        TransitionRefused: the sum is no longer due (``already_done``).
    """
    receipt = _checked(receipt, payment)
    with unit_of_work():
        told = {"paid": payment.pk, "amount": payment.amount_vnd, "on": receipt.paid_on.isoformat()}
        performed = perform(
            Verb.PAY,
            entry,
            actor=actor,
            data={**told, "method": receipt.method.value},
            note=f"{receipt.received_by}: {receipt.received_for}".removesuffix(": "),
        )
        with attempt(Verb.PAY, performed, actor):
            fresh = _still(performed, payment, PaymentState.DUE)
        return _write(fresh, state=PaymentState.PAID, paid_by=actor.user, **_columns(receipt))


def _checked(receipt: Receipt, payment: Payment) -> Receipt:
    name, ground = nfc(receipt.received_by).strip(), nfc(receipt.received_for).strip()
    decided = payment.award.decision.issued_on
    if receipt.paid_on > clock.today() or (decided is not None and receipt.paid_on < decided):
        sentence = _("Money is paid from the date of the decision on and never in the future; please check.")
        raise InputRefused("bad_date", sentence, field="paid_on")
    if not name:
        raise InputRefused("no_receiver", _("Please say who has received the money."), field="received_by")
    if payment.author_id is not None and fold(name) != fold(payment.payee) and not ground:
        sentence = _("%(name)s is not the payee: please say on what ground the money was received for them.")
        raise InputRefused("no_ground", sentence % {"name": name}, field="received_for")
    return Receipt(receipt.paid_on, receipt.method, name, ground)


def _columns(receipt: Receipt) -> dict[str, Any]:
    return {
        "paid_on": receipt.paid_on,
        "method": receipt.method,
        "received_by": receipt.received_by,
        "received_for": receipt.received_for,
        "recorded_at": clock.now(),
    }


def _still(entry: Entry, payment: Payment, state: PaymentState) -> Payment:
    """Return the payment as it stands now, the case being locked; refuse when somebody was faster."""
    fresh = Payment.objects.select_related("paid_by").get(pk=payment.pk, award__entry=entry)
    if fresh.state == state:
        return fresh
    if fresh.is_paid:
        sentence = _("This sum was already recorded as paid by %(name)s at %(moment)s; nothing was doubled.")
        assert fresh.recorded_at is not None
        words = {"name": fresh.paid_by, "moment": dates.local(fresh.recorded_at).strftime("%H:%M")}
        raise TransitionRefused("already_done", sentence % words)
    raise TransitionRefused("already_done", _("The payments of this award have changed; please look again."))


def _write(row: Row, **values: Any) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


def void_payment(*, entry: Entry, actor: Actor, payment: Payment, reason: str) -> Payment:
    """Undo the record of a payment: it is cancelled with its reason, and the sum falls due again."""
    require_reason(reason, for_author=False)
    with unit_of_work():
        told = {"voided": payment.pk, "amount": payment.amount_vnd}
        performed = perform(Verb.PAY, entry, actor=actor, data=told, note=reason)
        with attempt(Verb.PAY, performed, actor):
            fresh = _still(performed, payment, PaymentState.PAID)
        _cancel(fresh, actor, reason)
        return Payment.objects.create(
            award_id=fresh.award_id, author_id=fresh.author_id, payee=fresh.payee, amount_vnd=fresh.amount_vnd
        )


def _cancel(payment: Payment, actor: Actor, reason: str) -> None:
    _write(
        payment,
        state=PaymentState.CANCELLED,
        voided_at=clock.now(),
        voided_by=actor.user,
        voided_reason=reason,
    )


# --- the ceremony ----------------------------------------------------------------------------------
def hand_over_entry(*, entry: Entry, actor: Actor, tick: Tick) -> HandingOver:
    """Tick what the winner, or somebody on the winner's behalf, has received at the ceremony.

    Raises:
        Incomplete: no ceremony has been set.
        TransitionRefused: somebody has ticked it before (``already_done``).
    """
    proxy, why = nfc(tick.proxy_name).strip(), nfc(tick.proxy_reason).strip()
    if not (tick.certificate or tick.money or tick.absent):
        raise InputRefused("nothing_ticked", _("Please tick what has been received."))
    if why and not proxy:
        raise InputRefused("no_proxy", _("Please give the name of who received it."), field="proxy_name")
    with unit_of_work():
        told = {name: True for name in ("certificate", "money", "absent") if getattr(tick, name)}
        data = {"ticked": sorted(told), **({"by_proxy": True} if proxy else {})}
        performed = perform(
            Verb.HAND_OVER, entry, actor=actor, data=data, note=f"{proxy}: {why}".removesuffix(": ")
        )
        with attempt(Verb.HAND_OVER, performed, actor):
            row = _row_of(performed)
            _refuse_ticked(row, tick)
        values = _ticked(tick, actor)
        return _write(row, **values, **({"proxy_name": proxy, "proxy_reason": why} if proxy else {}))


def _row_of(entry: Entry) -> HandingOver:
    related = ("certificate_by", "money_by", "award")
    row = HandingOver.objects.filter(award__entry=entry).select_related(*related).first()
    if row is None:
        raise refusals.incomplete(Verb.HAND_OVER, [_("time and place of the award ceremony")])
    return row


def _refuse_ticked(row: HandingOver, tick: Tick) -> None:
    """Refuse what somebody else has ticked meanwhile, or the accountant has paid before."""
    before = [(row.certificate_at, row.certificate_by)] if tick.certificate else []
    before += [(row.money_at, row.money_by)] if tick.money else []
    for moment, person in before:
        if moment is not None:
            sentence = _("Already ticked by %(name)s at %(moment)s; nothing was doubled.")
            words = {"name": person, "moment": dates.local(moment).strftime("%H:%M")}
            raise TransitionRefused("already_done", sentence % words)
    if tick.money and dues.paid(row.award) == row.award.money_vnd:
        raise TransitionRefused("already_done", _("The accountant has already paid this money."))


def _ticked(tick: Tick, actor: Actor) -> dict[str, Any]:
    moment, values = clock.now(), dict[str, Any]()
    if tick.certificate:
        values |= {"certificate_at": moment, "certificate_by": actor.user}
    if tick.money:
        values |= {"money_at": moment, "money_by": actor.user}
    return {**values, **({"is_absent": True} if tick.absent else {})}


def take_back_tick(*, entry: Entry, actor: Actor, what: str, reason: str) -> HandingOver:
    """Undo one tick: ``certificate``, ``money`` or ``absent``; the reason stands in the trail."""
    require_reason(reason, for_author=False)
    if what not in ("certificate", "money", "absent"):
        raise InputRefused("no_tick", _("Please say which tick is to be undone."))
    with unit_of_work():
        performed = perform(Verb.HAND_OVER, entry, actor=actor, data={"undone": what}, note=reason)
        with attempt(Verb.HAND_OVER, performed, actor):
            row = _row_of(performed)
            if not (row.is_absent if what == "absent" else getattr(row, f"{what}_at")):
                raise TransitionRefused("already_done", _("This tick has already been undone."))
        if what == "absent":
            return _write(row, is_absent=False)
        return _write(row, **{f"{what}_at": None, f"{what}_by": None}, **_without_proxy(row, what))


def _without_proxy(row: HandingOver, undone: str) -> dict[str, str]:
    """Nobody has received anything on the winner's behalf when nothing is left ticked."""
    other = row.money_at if undone == "certificate" else row.certificate_at
    return {} if other else {"proxy_name": "", "proxy_reason": ""}


def all_handed_over(round_: Round) -> date | None:
    """Return the day on which the last prize of the round was handed over and paid; ``None`` before.

    Two queries, however many awards.
    """
    awards = Award.objects.filter(entry__round=round_, entry__state=EntryState.AWARDED)
    days = [
        dues.handed_over_on(award)
        for award in awards.select_related("handing_over", "entry").prefetch_related("payments")
    ]
    return None if not days or None in days else max(day for day in days if day)
