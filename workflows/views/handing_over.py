"""What is posted about money and certificates: read, asked of the gate, done. Pages and acts share it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from forms.handing_over import PaymentForm, SharesForm
from workflows.domain import asking, handing_over, shares
from workflows.errors import InputRefused
from workflows.models import Award, Entry, Payment
from workflows.models.handing_over import PaymentState
from workflows.verbs import Verb
from workflows.views.access import actor

LONGEST = 300


class FormReturned(Exception):
    """What was typed cannot be taken; the form says why."""

    def __init__(self, form: Any) -> None:
        super().__init__()
        self.form = form


def pay(request: HttpRequest, entry: Entry) -> Payment:
    """Record the payment that the form names.

    Raises:
        TransitionRefused: the gate refuses, or the payment is no longer due.
        FormReturned: a field cannot be taken.
    """
    asking.ask(Verb.PAY, entry, actor=actor(request))
    payment = _payment(request, entry)
    form = PaymentForm(request.POST, payment=payment)
    if not form.is_valid():
        raise FormReturned(form)
    try:
        return handing_over.pay_entry(
            entry=entry, actor=actor(request), payment=payment, receipt=form.receipt()
        )
    except InputRefused as refusal:
        form.add_error(refusal.field, str(refusal.sentence))
        raise FormReturned(form)


def _payment(request: HttpRequest, entry: Entry) -> Payment:
    """Return the payment that was named, or the only one that is due."""
    related = ("award__entry", "award__decision", "award__handing_over")
    payments = Payment.objects.filter(award__entry=entry).select_related(*related)
    chosen = request.POST.get("payment", "")
    if chosen.isdecimal() and len(chosen) < 19:
        payment = payments.filter(pk=chosen).first()
    else:
        payment = payments.filter(state=PaymentState.DUE).first() if not chosen else None
    if payment is None:
        raise InputRefused("no_payment", _("This payment is not one of the award; please choose it again."))
    return payment


def void(request: HttpRequest, entry: Entry) -> Payment:
    """Undo the payment that the form names."""
    asking.ask(Verb.PAY, entry, actor=actor(request))
    return handing_over.void_payment(
        entry=entry, actor=actor(request), payment=_payment(request, entry), reason=text(request, "reason")
    )


def divide(request: HttpRequest, award: Award) -> list[Payment]:
    """Divide the award's money into the shares that were typed.

    Raises:
        FormReturned: a share is no sum, or they do not add up.
    """
    asking.ask(Verb.PAY, award.entry, actor=actor(request))
    form = SharesForm(request.POST, award=award)
    if not form.is_valid():
        raise FormReturned(form)
    try:
        return shares.divide_money(entry=award.entry, actor=actor(request), award=award, shares=form.shares())
    except InputRefused as refusal:
        form.add_error(None, str(refusal.sentence))
        raise FormReturned(form)


def hand_over(request: HttpRequest, entry: Entry) -> None:
    """Tick, or undo, what the form says."""
    asking.ask(Verb.HAND_OVER, entry, actor=actor(request))
    if undone := request.POST.get("undo", ""):
        reason = text(request, "reason")
        handing_over.take_back_tick(entry=entry, actor=actor(request), what=undone, reason=reason)
        return
    tick = handing_over.Tick(
        certificate="certificate" in request.POST,
        money="money" in request.POST,
        absent="absent" in request.POST,
        proxy_name=text(request, "proxy_name", most=150),
        proxy_reason=text(request, "proxy_reason"),
    )
    handing_over.hand_over_entry(entry=entry, actor=actor(request), tick=tick)


def text(request: HttpRequest, name: str, *, most: int = LONGEST) -> str:
    """Return a short text as it was typed; a part of it is never dropped in silence."""
    typed = request.POST.get(name, "")
    if len(typed) > most:
        sentence = _("The text has %(length)d characters, at most %(most)d; please shorten it.")
        raise InputRefused("too_long", sentence % {"length": len(typed), "most": most}, field=name)
    return typed
