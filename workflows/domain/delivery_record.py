"""What the clerk records of a delivery: another channel, an address, the date of handing over."""

from datetime import date

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import admission
from workflows.domain.actors import Actor
from workflows.domain.delivery import deliver_document
from workflows.domain.recipients import readers
from workflows.domain.transition import attempt, unit_of_work
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Delivery, Document, OrganisationUnit
from workflows.models.delivery import DeliveryChannel
from workflows.verbs import Verb
from workflows.vietnamese.dates import screen_date


def record_delivery(
    *,
    delivery: Delivery,
    actor: Actor,
    channel: str,
    unit: OrganisationUnit | None = None,
    email: str = "",
    handed_on: date | None = None,
    note: str = "",
) -> Delivery:
    """Record how a recipient gets the document; a message goes out once the act is committed.

    Raises:
        Forbidden: the person does not issue papers of this kind here; the attempt is recorded.
        InputRefused: the channel lacks its unit, address or date, or the unit has opened the document.
    """
    document = delivery.document
    with unit_of_work():
        authorise(document, actor)
        row = _locked(delivery.pk)
        unit = unit if channel == DeliveryChannel.INBOX else row.unit
        _check_channel(row, channel, unit, email)
        _check_day(document, handed_on)
        _forget_sending(row, channel, unit, email)
        row.channel, row.unit, row.email = channel, unit, email
        row.handed_on, row.note = handed_on if channel == DeliveryChannel.PAPER else None, note
        row.recorded_at, row.recorded_by = clock.now(), actor.user
        row.save()
        deliver_document(document=document, actor=actor)
        return Delivery.objects.get(pk=row.pk)


def check_right(document: Document, actor: Actor) -> None:
    """Refuse who does not issue papers of this kind; the attempt is recorded."""
    with unit_of_work():
        authorise(document, actor)


def authorise(document: Document, actor: Actor) -> None:
    """Refuse who does not issue papers of this kind: who issues also sends out. Inside a unit of work."""
    with attempt(Verb.ISSUE, document, actor):
        admission.authorise(Verb.ISSUE, document, actor, {})


def may_deliver(document: Document, actor: Actor) -> bool:
    """Say whether the forms of delivery belong on the page."""
    try:
        admission.authorise(Verb.ISSUE, document, actor, {})
    except TransitionRefused:
        return False
    return document.is_given_out


def _locked(pk: int) -> Delivery:
    rows = Delivery.objects.filter(pk=pk)
    return (rows.select_for_update() if connection.features.has_select_for_update else rows).get()


def _check_channel(row: Delivery, channel: str, unit: OrganisationUnit | None, email: str) -> None:
    if row.opened_at is not None and (channel != row.channel or unit != row.unit):
        sentence = _("The unit has opened the document already; how it was delivered can no longer change.")
        raise InputRefused("opened", sentence, field="channel")
    if channel == DeliveryChannel.EMAIL and not email:
        raise InputRefused("no_address", _("Please enter the e-mail address."), field="email")
    if channel != DeliveryChannel.INBOX:
        return
    if unit is None:
        raise InputRefused("no_unit", _("Please choose the unit."), field="unit")
    others = Delivery.objects.filter(document=row.document, unit=unit).exclude(pk=row.pk)
    if others.filter(channel=DeliveryChannel.INBOX).exists():
        raise InputRefused("twice", _("The document goes to this unit already."), field="unit")
    if not readers(row.document.contest, {unit.pk}):
        sentence = _("Nobody reads the inbox of %(unit)s; please choose another way.")
        raise InputRefused("no_reader", sentence % {"unit": unit}, field="unit")


def _check_day(document: Document, handed_on: date | None) -> None:
    if handed_on is None:
        return
    if document.issued_on is not None and handed_on < document.issued_on:
        sentence = _("The document was issued on %(day)s; it cannot have been handed over before.")
        words = {"day": screen_date(document.issued_on, get_language() or "vi")}
        raise InputRefused("before_issue", sentence % words, field="handed_on")
    if handed_on > clock.today():
        raise InputRefused("ahead", _("The date of handing over lies in the future."), field="handed_on")


def _forget_sending(row: Delivery, channel: str, unit: OrganisationUnit | None, email: str) -> None:
    """A new recipient has received nothing yet; the same one does not receive it twice."""
    if (row.channel, row.unit, row.email) != (channel, unit, email):
        row.sent_at = row.sending_at = None
    row.failure = ""
