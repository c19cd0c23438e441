"""The address at which an issued paper can be verified, and the mark that leads there."""

from django.conf import settings
from django.urls import reverse

from reports.pdf.qr import Mark, is_fit
from workflows.models import Document, Installation


def base_url() -> str:
    """Return where the public reaches this installation, without a slash at its end; empty when not known.

    A demonstration that has not been told is reached where it listens.
    """
    known: str = settings.PUBLIC_URL
    if not known and Installation.is_demo_database():
        known = settings.LOCAL_URL
    return known.rstrip("/")


def address_of(document: Document) -> str:
    """Return the absolute address of the paper's page; empty when it has none, or the base is not known."""
    base = base_url() if document.verify_code else ""
    return base + reverse("verify_document", args=[document.verify_code]) if base else ""


def mark_of(document: Document) -> Mark | None:
    """Return the mark to print on the paper; None when there is no address that a telephone could open.

    A mark of a code alone would lead nowhere: no address, no mark (``reports.W002`` says so).
    """
    address = address_of(document)
    return Mark(url=address) if is_fit(address) else None
