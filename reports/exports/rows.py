"""What belongs to the documents of a file, each read once in their order and laid beside them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, QuerySet

from workflows.models import CaseEvent, Delivery, Document, DocumentVersion, RegisterRow

CHUNK = 500
Place = tuple[datetime, int]
_NEVER = datetime.max.replace(tzinfo=UTC)


def _place(issued_at: datetime | None, key: int) -> Place:
    """Return where a document stands in its file; those not issued come last."""
    return (issued_at or _NEVER, key)


class Beside:
    """Rows in the order of their documents, given out document by document.

    ``rows`` have the annotations ``paper`` (key of the document) and ``paper_issued_at``. A row whose
    document has just been passed, or is not in the file, is left out.
    """

    def __init__(self, rows: "QuerySet[Any]") -> None:
        self._rows: Iterator[Any] = rows.iterator(CHUNK)
        self._next: Any = next(self._rows, None)

    def of(self, document: Document) -> Iterator[Any]:
        """Yield the rows of the document."""
        here = _place(document.issued_at, document.pk)
        while self._next is not None and self._place() < here:
            self._next = next(self._rows, None)
        while self._next is not None and self._place() == here:
            yield self._next
            self._next = next(self._rows, None)

    def _place(self) -> Place:
        return _place(self._next.paper_issued_at, self._next.paper)


def _beside(rows: "QuerySet[Any]", paper: str, *order: str) -> "QuerySet[Any]":
    """Return the rows in the order of the documents to which ``paper`` leads."""
    placed: QuerySet[Any] = rows.annotate(paper=F(paper), paper_issued_at=F(f"{paper}__issued_at"))
    return placed.order_by(F("paper_issued_at").asc(nulls_last=True), "paper", *order)


def links(documents: "QuerySet[Document]") -> "QuerySet[Any]":
    """Return which document cites which."""
    through = Document.cites.through.objects
    found = through.filter(from_document__in=documents.values("pk")).select_related("to_document")
    return _beside(found.defer("to_document__record"), "from_document", "to_document_id")


def versions(documents: "QuerySet[Document]") -> "QuerySet[Any]":
    """Return the versions of drafts, without what they say."""
    found = DocumentVersion.objects.filter(document__in=documents.values("pk")).defer("record")
    return _beside(found, "document", "number")


def deliveries(documents: "QuerySet[Document]") -> "QuerySet[Any]":
    """Return the recipients of the documents."""
    found = Delivery.objects.filter(document__in=documents.values("pk")).select_related("unit")
    return _beside(found, "document", "order", "pk")


def events_of_papers(documents: "QuerySet[Document]") -> "QuerySet[Any]":
    """Return the trail of the documents."""
    found = CaseEvent.objects.filter(case__document__in=documents.values("pk"))
    return _beside(found, "case__document", "seq")


def register_rows(documents: "QuerySet[Document]") -> Iterator[RegisterRow]:
    """Yield every number that was taken for the documents, void ones too, in the order of their taking."""
    found = RegisterRow.objects.filter(document__in=documents.values("pk")).select_related("book__body")
    return found.order_by("taken_at", "pk").iterator(CHUNK)
