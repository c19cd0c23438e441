"""A document by e-mail: one message per recipient, the issued file attached; a failure is kept and shown."""

import hashlib
import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from workflows import clock
from workflows.models import Delivery, Document
from workflows.models.delivery import DeliveryChannel

logger = logging.getLogger(__name__)

LONGEST_WAIT = 20
"""Seconds that a mail server may take for an answer."""
PATIENCE = timedelta(minutes=10)
"""After so long a message that is neither sent nor failed may be sent again: its sender has died."""


class FileLost(OSError):
    """The issued file is not in the store, or is not the one that was issued."""


def send(delivery_pk: int) -> bool:
    """Send the message of a delivery unless it has been sent; says whether it left now.

    Two senders at once send one message. What goes wrong stands in ``failure`` and can be tried again.
    """
    row = _claimed(delivery_pk)
    if row is None:
        return False
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _message(row).send()
    except (SMTPException, OSError) as problem:
        logger.warning("Delivery %s could not be sent: %s", row.pk, type(problem).__name__)
        _set(row, sending_at=None, failure=type(problem).__name__)
        return False
    _set(row, sending_at=None, failure="", sent_at=clock.now())
    return True


def sentence_of(row: Delivery) -> str:
    """Return why the last attempt failed, in words; empty where it did not."""
    if not row.failure:
        return ""
    if row.failure == FileLost.__name__:
        return _("The issued file is not in the store as it was issued; please ask the operator.")
    words = {"address": row.email, "error": row.failure}
    return _("The message to %(address)s could not be sent (%(error)s); it can be sent again.") % words


def _claimed(pk: int) -> Delivery | None:
    moment = clock.machine_now()
    free = Q(sending_at=None) | Q(sending_at__lt=moment - PATIENCE)
    waiting = Delivery.objects.filter(free, pk=pk, channel=DeliveryChannel.EMAIL, sent_at=None)
    if not waiting.update(sending_at=moment):
        return None
    return Delivery.objects.select_related("document__contest", "document__body").get(pk=pk)


def _set(row: Delivery, **values: object) -> None:
    Delivery.objects.filter(pk=row.pk).update(**values)


def _message(row: Delivery) -> EmailMessage:
    document = row.document
    words = {"number": document.full_number, "subject": document.subject, "body": str(document.body)}
    message = EmailMessage(
        subject=" ".join((_("Document %(number)s: %(subject)s") % words).split()),
        body=_("%(body)s sends document %(number)s, “%(subject)s”. The issued file is attached.") % words,
        to=[row.email],
        connection=get_connection(timeout=LONGEST_WAIT),
        # the same message sent again is known to be the same
        headers={"Message-ID": f"<delivery-{row.pk}.{document.file_sha256[:32]}@trang>"},
    )
    for name, content in _files(document):
        message.attach(name, content, "application/pdf")
    return message


def _files(document: Document) -> list[tuple[str, bytes]]:
    """Return the issued file, and the scan of what was signed by hand; as they were issued, or not at all."""
    name = (document.full_number or str(document.pk)).replace("/", "-")
    files = [(f"{name}.pdf", document.file, document.file_sha256)]
    if document.scan:
        files.append((f"{name} scan.pdf", document.scan, document.scan_sha256))
    return [(title, _read(file, digest)) for title, file, digest in files]


def _read(file: object, digest: str) -> bytes:
    try:
        with file.open("rb") as stream:  # type: ignore[attr-defined]
            content: bytes = stream.read()
    except (OSError, ValueError) as problem:
        raise FileLost from problem
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileLost
    return content
