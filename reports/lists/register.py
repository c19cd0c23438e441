"""The register of outgoing documents: filtered, searched without accents, paged; one book for printing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from reports.documents.type_names import TYPE_NAMES
from reports.lists.paging import Cursor, Order, Page, page_of_queryset
from workflows.domain.recipients import is_archive
from workflows.models import Delivery, RegisterBook, RegisterRow
from workflows.models.delivery import DeliveryChannel
from workflows.models.grants import Grants
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import DocumentState
from workflows.vietnamese.fold import fold

ORDER = Order("pk", descending=True, kind=int)
MOST_PRINTED = 1000
"""Rows of one print; a longer register is printed in parts."""


@dataclass(frozen=True)
class RegisterFilter:
    """Which rows to show; empty fields ask for everything. ``void``: ``only`` or ``without``."""

    body: int | None = None
    kind: str = ""
    year: int | None = None
    state: str = ""
    void: str = ""
    search: str = ""

    def condition(self) -> Q:
        """Return the filter as a condition on rows; a void number has no state."""
        found = Q()
        if self.body is not None:
            found &= Q(book__body_id=self.body)
        if self.kind:
            found &= Q(document__kind=self.kind)
        if self.year is not None:
            found &= Q(book__year=self.year)
        if self.state:
            found &= Q(document__state=self.state, voided_at=None)
        if self.void:
            found &= Q(voided_at__isnull=self.void != "only")
        for word in fold(self.search).split():
            found &= Q(search_key__contains=word)
        return found


def recipient_count(document: str) -> Subquery:
    """Return the number of recipients, the archive left out, of the document under the name ``document``."""
    rows = Delivery.objects.filter(document=OuterRef(document)).exclude(channel=DeliveryChannel.ARCHIVE)
    return Subquery(rows.order_by().values("document").annotate(n=Count("pk")).values("n"))


def rows_of(grants: Grants) -> "QuerySet[RegisterRow]":
    """Return the rows that the contests of the person write in the registers."""
    rows = RegisterRow.objects.all()
    if not grants.everywhere(Role.AUDITOR):
        rows = rows.filter(document__contest_id__in=grants.contests(*RESULT_ROLES))
    return rows


def page(rows: "QuerySet[RegisterRow]", cursor: Cursor | None) -> Page:
    """Return a page of rows, newest first."""
    found = page_of_queryset(_read(rows), ORDER, cursor)
    return Page([_shown(row) for row in found.rows], found.next, found.previous)


def _read(rows: "QuerySet[RegisterRow]") -> "QuerySet[RegisterRow]":
    """Read what a row shows, of the record only recipients and signer: records can be long."""
    return (
        rows.select_related("book__body", "document__signed_by", "document__contest")
        .defer("document__record")
        .annotate(
            recipients=F("document__record__recipients"),
            signer=F("document__record__signer__full_name"),
            sent=recipient_count("document"),
        )
    )


def _shown(row: Any) -> dict[str, Any]:
    """Return a row as the register shows it: what was registered, signer, recipients, what became of it."""
    document = row.document
    lines = [str(line) for line in row.recipients or ()]
    return {
        "pk": row.pk,
        "document_id": document.pk,
        "number": row.number,
        "full_number": row.full_number,
        "taken_on": row.taken_on,
        "type": TYPE_NAMES[document.kind],
        "kind": document.get_kind_display(),
        "subject": document.subject,
        "signer": str(row.signer or document.signed_by or ""),
        "recipients": [line for line in lines if not is_archive(line)],
        "archive": [line for line in lines if is_archive(line)],
        "copies": None if row.is_void else row.sent,
        "body": row.book.body,
        "state": document.state,
        "state_label": document.get_state_display(),
        "is_void": row.is_void,
        "voided_reason": row.voided_reason,
        "contest": document.contest.title,
    }


def books(rows: "QuerySet[RegisterRow]") -> list[RegisterBook]:
    """Return the books in which the rows stand, newest year first, with their first and last number."""
    found = RegisterBook.objects.filter(pk__in=rows.values("book_id")).select_related("body")
    return list(found.order_by("-year", "body__name", "type_symbol"))


def span(rows: "QuerySet[RegisterRow]") -> Mapping[str, Any]:
    """Return how many rows there are, and the first and last number and day of them."""
    return rows.aggregate(
        n=Count("pk"), first=Min("number"), last=Max("number"), since=Min("taken_on"), until=Max("taken_on")
    )


def part_of(
    rows: "QuerySet[RegisterRow]", book: RegisterBook, first: int | None, last: int | None
) -> "QuerySet[RegisterRow]":
    """Return the rows of a book from one number to another; ``None`` is its end."""
    found = rows.filter(book=book)
    if first is not None:
        found = found.filter(number__gte=first)
    return found if last is None else found.filter(number__lte=last)


def printed(rows: "QuerySet[RegisterRow]") -> list[dict[str, Any]]:
    """Return the rows in the order of their numbers; at most :data:`MOST_PRINTED`."""
    return [_shown(row) for row in _read(rows).order_by("number")[:MOST_PRINTED]]


def choices(found: Iterable[RegisterBook]) -> dict[str, list[tuple[Any, str]]]:
    """Return what the filter offers: bodies and years."""
    all_of = list(found)
    return {
        "bodies": sorted({(book.body_id, str(book.body)) for book in all_of}, key=lambda pair: pair[1]),
        "years": [(year, str(year)) for year in sorted({book.year for book in all_of}, reverse=True)],
    }


def remark(row: Mapping[str, Any]) -> str:
    """Return the remark of the printed register: why a number is void, what became of a paper."""
    if row["is_void"]:
        return f"Hủy: {row['voided_reason']}"
    return _BECAME.get(row["state"], "")


_BECAME = {
    DocumentState.SIGNED: "Chưa phát hành",
    DocumentState.CORRECTED: "Đã được đính chính",
    DocumentState.REPLACED: "Đã được thay thế",
    DocumentState.RECALLED: "Đã được thu hồi",
}
