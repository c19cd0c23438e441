"""Delivering an issued document: a row for each line under *Nơi nhận*, inboxes of units, e-mail, paper.

Decree 30/2020/NĐ-CP, art. 17 and 18: a document is registered, sent out and its sending followed up.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import delivery_mail, notices
from workflows.domain.actors import Actor
from workflows.domain.recipients import Directory, is_archive, read_by, readers
from workflows.domain.transition import unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Delivery, Document, Round
from workflows.models.delivery import DeliveryChannel
from workflows.models.notice import NoticeKind
from workflows.states import GIVEN_OUT, RoundState

LONGEST_LINE = 2000


def deliver_document(*, document: Document, actor: Actor) -> None:
    """Open a row for every recipient of an issued document and hand it to the units named; safe to repeat.

    What would make a result known to units before it is published waits for the publication
    (:func:`is_held_back`); repeat the call then. Messages go out once the act is committed.

    Raises:
        TransitionRefused: the document has not been issued.
    """
    if document.state not in GIVEN_OUT:
        sentence = _("Only an issued document can be delivered; this one has not been issued.")
        raise TransitionRefused("not_issued", sentence)
    if not document.record.get("recipients"):
        return
    with unit_of_work():
        if not document.deliveries.exists():
            Delivery.objects.bulk_create(list(_rows(document, actor)), ignore_conflicts=True)
        _hand_to_inboxes(document)
        for row in document.deliveries.filter(channel=DeliveryChannel.EMAIL, sent_at=None, failure=""):
            _send_after_commit(row)


def deliver_after_publication(*, round_: Round, actor: Actor) -> None:
    """Hand out what was held back until the results of the round were published."""
    waiting = Delivery.objects.filter(channel=DeliveryChannel.INBOX, sent_at=None).values("document_id")
    of_round = Document.objects.filter(pk__in=waiting, state__in=GIVEN_OUT, contest=round_.contest_id)
    for document in of_round.select_related("contest", "round", "entry__round").order_by("pk"):
        deliver_document(document=document, actor=actor)


def is_held_back(document: Document) -> bool:
    """Say whether units may not have the document yet: the results that it may tell are not published."""
    entry = document.entry
    round_ = document.round or (entry.round if entry is not None else None)
    return round_ is not None and round_.state != RoundState.PUBLISHED


def _rows(document: Document, actor: Actor) -> Iterator[Delivery]:
    """Yield a row per line; for a line that names several units one for each."""
    directory = Directory(document.contest)
    people = readers(document.contest, {pk for *_line, pk in _named(document, directory) if pk is not None})
    for order, line, unit_id in _named(document, directory):
        yield Delivery(
            document=document,
            line=line[:LONGEST_LINE],
            order=order,
            channel=_channel(line, unit_id, people),
            unit_id=unit_id,
            recorded_at=clock.now(),
            recorded_by=actor.user,
        )


def _named(document: Document, directory: Directory) -> Iterator[tuple[int, str, int | None]]:
    """Yield order, line and unit; no unit for whom the directory does not know."""
    above = [str(name) for name in document.record.get("addressees") or ()]
    for order, line in enumerate(map(str, document.record.get("recipients") or ()), 1):
        found = directory.addressees(line, above)
        yield from ((order, line, key) for key in found.units if not is_archive(line))
        if found.has_others or is_archive(line):
            yield order, line, None


def _channel(line: str, unit_id: int | None, people: dict[int, Any]) -> DeliveryChannel:
    """Return how the recipient gets it: an inbox that nobody reads is none."""
    if is_archive(line):
        return DeliveryChannel.ARCHIVE
    return DeliveryChannel.INBOX if people.get(unit_id or 0) else DeliveryChannel.PAPER


def _hand_to_inboxes(document: Document) -> None:
    """Tell the readers of every inbox that waits."""
    waiting = document.deliveries.filter(channel=DeliveryChannel.INBOX, sent_at=None)
    units = set(waiting.values_list("unit_id", flat=True))
    if not units or is_held_back(document):
        return
    people = readers(document.contest, units)
    notices.tell(
        [person for those in people.values() for person in those],
        NoticeKind.ISSUED,
        key=f"{NoticeKind.ISSUED.value}:{document.pk}",
        contest=document.contest,
        document=document,
        text=document.subject,
    )
    waiting.update(sent_at=clock.now())


def _send_after_commit(row: Delivery) -> None:
    """Send the message once the act under way is committed."""
    transaction.on_commit(partial(delivery_mail.send, row.pk), robust=True)


def note_opening(*, document: Document, actor: Actor) -> None:
    """Note who of a unit was the first to open what lies in its inbox; nothing for everybody else."""
    units = read_by(actor.grants, document.contest)
    if not units:
        return
    unread = document.deliveries.filter(
        channel=DeliveryChannel.INBOX, unit_id__in=units, sent_at__isnull=False, opened_at=None
    )
    if unread.exists():
        unread.update(opened_at=clock.now(), opened_by=actor.user)
