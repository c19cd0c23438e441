"""Which record a document prints, and how it is read from the models: one row per kind."""

from collections.abc import Callable, Mapping
from typing import Any

from reports import award_record
from reports.documents.kinds import KINDS
from reports.documents.record import from_plain, to_plain
from workflows.models import Document
from workflows.models.paper_kinds import DocumentKind

Builder = Callable[[Document], Any]

PRINTED_AS: Mapping[str, tuple[str, Builder]] = {
    DocumentKind.DECISION: ("award_decision", award_record.record_for),
}
"""Kind of document → kind of page (a key of ``reports.documents.kinds.KINDS``) and its builder."""


def is_printed(document: Document) -> bool:
    """Say whether there is a page for this kind of document."""
    return document.kind in PRINTED_AS


def printed_as(document: Document) -> str:
    """Return the kind of page on which the document is printed."""
    return PRINTED_AS[document.kind][0]


def fresh_record(document: Document) -> dict[str, Any]:
    """Return, as plain data, what the document would say by the models as they stand now."""
    plain: dict[str, Any] = to_plain(PRINTED_AS[document.kind][1](document))
    return plain


def record_of(document: Document) -> dict[str, Any]:
    """Return what the document says: its kept record, before the first one a fresh one."""
    return dict(document.record) if document.record else fresh_record(document)


def printable(document: Document) -> tuple[str, Any]:
    """Return kind of page and record with the number and date that the document has taken, if it has."""
    kind = printed_as(document)
    record = from_plain(KINDS[kind].record, record_of(document))
    if document.number is None or document.issued_on is None:
        return kind, record
    return kind, record.numbered(document.number, document.issued_on)
