"""The whole file (*hồ sơ*) of a contest as XML: its documents in the order of their issue.

Names and lengths of fields follow Decree 30/2020/NĐ-CP, Annex VI; what the annex does not know stands in a
namespace of its own. Beyond what the papers themselves print no personal data goes in: the trail shows
verb, time and role, never who; reasons and texts of drafts are told by their digests.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet

from reports.documents.type_names import TYPE_NAMES
from reports.exports.metadata import DESCRIPTIONS, LANGUAGE, field
from reports.exports.rows import Beside, deliveries, events_of_papers, links, register_rows, versions
from reports.exports.xml import HEAD, closed, element, opened
from reports.lists.register import recipient_count
from workflows.domain.recipients import is_archive
from workflows.models import CaseEvent, Contest, Document

NAMESPACE = "urn:trang:contest-file:1"
CHUNK = 500


def pieces(contest: Contest, documents: "QuerySet[Document]") -> Iterator[str]:
    """Yield the file piece by piece; a constant number of queries, whatever it holds.

    Args:
        contest: with its organizer.
        documents: those of the contest that the reader may see.
    """
    yield HEAD + opened("File", **{"xmlns:t": NAMESPACE})
    yield from _about(contest, documents)
    yield opened("Documents")
    yield from _documents(contest, documents)
    yield closed("Documents") + opened("t:Register")
    yield from (_register_row(row) for row in register_rows(documents))
    yield closed("t:Register") + opened("t:Trail")
    events = CaseEvent.objects.filter(case_id=contest.case_id).order_by("seq")
    yield from (_event(event) for event in events.iterator(CHUNK))
    yield closed("t:Trail") + closed("File")


def _about(contest: Contest, documents: "QuerySet[Document]") -> Iterator[str]:
    known = documents.aggregate(n=Count("pk"), since=Min("issued_on"), until=Max("issued_on"))
    yield _file_code(contest)
    yield field("Title", contest.title)
    yield field("OrganName", contest.organizer_name)
    yield field("Language", LANGUAGE)
    yield field("StartDate", known["since"])
    yield field("EndDate", known["until"])
    yield field("TotalDoc", known["n"])


def _file_code(contest: Contest) -> str:
    parts = (
        field("OrganId", contest.organizer.code),
        field("FileCatalog", contest.year),
        field("FileNotation", contest.slug),
    )
    return f"{opened('FileCode')}{''.join(parts)}{closed('FileCode')}"


def in_order(documents: "QuerySet[Document]") -> "QuerySet[Document]":
    """Return the documents in the order of their issue; those not issued come last, as they were opened."""
    return documents.order_by(F("issued_at").asc(nulls_last=True), "pk")


def _documents(contest: Contest, documents: "QuerySet[Document]") -> Iterator[str]:
    read = (
        in_order(documents)
        .select_related("body", "signed_by", "amends")
        .defer("record", "amends__record")
        .annotate(
            recipients=F("record__recipients"),
            signer_name=F("record__signer__full_name"),
            signer_position=F("record__signer__position"),
            sent=recipient_count("pk"),
        )
    )
    beside = (
        (Beside(links(documents)), _link),
        (Beside(versions(documents)), _version),
        (Beside(deliveries(documents)), _delivery),
        (Beside(events_of_papers(documents)), _event),
    )
    code = _file_code(contest)
    for ordinal, document in enumerate(read.iterator(CHUNK), 1):
        yield opened("Document", **{"t:id": document.pk})
        yield code + "".join(_metadata(document, ordinal)) + "".join(_state(document))
        for rows, written in beside:
            yield from (written(row) for row in rows.of(document))
        yield closed("Document")


def _metadata(document: Any, ordinal: int) -> Iterator[str]:
    signed_by = document.signed_by
    yield field("DocOrdinal", ordinal)
    yield field("TypeName", TYPE_NAMES[document.kind])
    yield field("CodeNumber", document.number)
    yield field("CodeNotation", document.type_symbol)
    yield field("IssuedDate", document.issued_on)
    yield field("OrganName", document.body.name)
    yield field("Subject", document.subject)
    yield field("Language", LANGUAGE)
    yield field("PageAmount", document.pages)
    yield field("Description", DESCRIPTIONS[document.state])
    yield field("Position", document.signer_position or (signed_by.position if signed_by else ""))
    yield field("FullName", document.signer_name or (signed_by.full_name if signed_by else ""))
    for line in document.recipients or ():
        if not is_archive(str(line)):
            yield f"{opened('To')}{field('OrganName', line)}{closed('To')}"
    yield field("IssuedAmount", document.sent)


def _state(document: Document) -> Iterator[str]:
    """Yield what the annex does not know: kind, state, times, digests, what the document amends."""
    yield element("t:State", document.state, kind=document.kind, signing=document.signing_mode)
    yield element("t:Signed", document.signed_at)
    yield element("t:Issued", document.issued_at)
    yield element("t:Published", document.published_at)
    yield element("t:Record", sha256=document.record_sha256)
    yield element("t:FileDigest", sha256=document.file_sha256, unsigned=document.unsigned_sha256)
    if document.scan_sha256:
        yield element("t:ScanDigest", sha256=document.scan_sha256)
    if document.amends is not None:
        yield element("t:Amends", document.amends.full_number, id=document.amends_id)


def _link(row: Any) -> str:
    return element("t:Cites", row.to_document.full_number, id=row.to_document_id)


def _version(row: Any) -> str:
    return element("t:Version", number=row.number, at=row.made_at, sha256=row.record_sha256)


def _delivery(row: Any) -> str:
    return element(
        "t:Delivery",
        row.line,
        channel=row.channel,
        unit=row.unit.code if row.unit else None,
        sent=row.sent_at,
        handed=row.handed_on,
        opened=row.opened_at,
    )


def _event(event: CaseEvent) -> str:
    return element(
        "t:Event",
        seq=event.seq,
        verb=event.verb,
        at=event.at,
        written=event.written_at,
        role=event.role,
        from_=event.state_from,
        to=event.state_to,
        refused=event.refused,
        hash=event.hash,
    )


def _register_row(row: Any) -> str:
    return element(
        "t:Row",
        row.voided_reason,
        number=row.full_number,
        year=row.book.year,
        body=row.book.body.code,
        document=row.document_id,
        date=row.taken_on,
        taken=row.taken_at,
        void="true" if row.is_void else None,
        voided=row.voided_at,
    )


def encoded(chunks: Iterable[str]) -> Iterator[bytes]:
    """Return the pieces as bytes."""
    return (piece.encode() for piece in chunks)
