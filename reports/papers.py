"""Which record a document prints, and how it is read from the models: one row per kind."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reports.documents.correction_wording import Change
from reports.documents.kinds import KINDS
from reports.documents.labels import describe_field
from reports.documents.record import from_plain, to_plain
from reports.documents.replacement_wording import replacing
from reports.records import (
    award_decision,
    correction,
    deciders,
    forwarding_letter,
    jury_minutes,
    participation_report,
    proposal,
    recall,
    recognition,
    results_notice,
    revocation,
    screening_minutes,
)
from workflows.models import Award, Document, ForwardingBatch, Round
from workflows.models.contest import DecisionForm
from workflows.models.paper_kinds import DocumentKind

_NUMBER_OR_DATE = re.compile(r" số | ngày ")
_BLANK = re.compile(r"(?:^|[\s“(])…(?=$|[\s”),;.])")
BLANK = "…"


class Printed(NamedTuple):
    """Kind of page (a key of ``reports.documents.kinds.KINDS``) and what reads its record from the models."""

    kind: Callable[[Document], str]
    build: Callable[[Document], Any]


def _round(document: Document) -> Round:
    assert document.round is not None  # a paper of a round
    return document.round


def _of_round(document: Document, kind: DocumentKind) -> Document:
    return _round(document).documents.get(kind=kind, amends=None)


def _about(document: Document) -> Document:
    assert document.amends is not None  # a further paper is always about one
    return document.amends


def _decision_kind(document: Document) -> str:
    is_commendation = document.contest.decision_form == DecisionForm.COMMENDATION
    return "award_decision" if is_commendation else "recognition"


def _decision(document: Document) -> Any:
    """Return the decision; one that takes another's place says so in its last article."""
    round_, proposed = _round(document), _of_round(document, DocumentKind.PROPOSAL)
    form = document.contest.decision_form
    record: Any
    if form == DecisionForm.COMMENDATION:
        record = award_decision.build_record(round_, proposed)
    else:
        by_committee = form == DecisionForm.RECOGNITION_COMMITTEE
        record = recognition.build_record(round_, proposed, by_committee=by_committee)
    return replacing(record, deciders.cited_as(document.amends)) if document.amends else record


def _correction(document: Document) -> Any:
    blank = Change(where=BLANK, printed=BLANK, correct=BLANK)
    return correction.build_record(_about(document), [blank])


def _revocation(document: Document) -> Any:
    awards = list(Award.objects.filter(entry=document.entry))
    return revocation.build_record(awards[0].decision, awards, ground=document.ground, finding=BLANK)


def _notice(document: Document) -> Any:
    return results_notice.build_record(_round(document), _of_round(document, DocumentKind.DECISION))


def _list_of(document: Document) -> ForwardingBatch:
    """Return the unit's newest list: what its own papers are about."""
    lists = document.contest.batches.filter(unit=document.unit, confirmed_at__isnull=False).select_related(
        "contest__standing_unit", "unit__parent", "confirmed_by", "forwarded_by"
    )
    return lists.order_by("-pk")[0]


PRINTED_AS: Mapping[str, Printed] = {
    DocumentKind.PROPOSAL: Printed(lambda _d: "proposal", lambda d: proposal.build_record(_round(d))),
    DocumentKind.DECISION: Printed(_decision_kind, _decision),
    DocumentKind.MINUTES: Printed(lambda _d: "jury_minutes", lambda d: jury_minutes.build_record(_round(d))),
    DocumentKind.NOTICE: Printed(lambda _d: "results_notice", _notice),
    DocumentKind.REPORT: Printed(
        lambda _d: "participation_report", lambda d: participation_report.build_record(d.contest)
    ),
    DocumentKind.CORRECTION: Printed(lambda _d: "correction", _correction),
    DocumentKind.RECALL: Printed(lambda _d: "recall", lambda d: recall.build_record(_about(d), reason=BLANK)),
    DocumentKind.REVOCATION: Printed(lambda _d: "revocation", _revocation),
    DocumentKind.SCREENING_MINUTES: Printed(
        lambda _d: "screening_minutes", lambda d: screening_minutes.build_record(_list_of(d))
    ),
    DocumentKind.FORWARDING_LETTER: Printed(
        lambda _d: "forwarding_letter", lambda d: forwarding_letter.build_record(_list_of(d))
    ),
}


def is_printed(document: Document) -> bool:
    """Say whether there is a page for this kind of document."""
    return document.kind in PRINTED_AS


def printed_as(document: Document) -> str:
    """Return the kind of page on which the document is printed."""
    return PRINTED_AS[document.kind].kind(document)


def editable_of(document: Document) -> tuple[str, ...]:
    """Name the fields of the record that a clerk may edit."""
    return KINDS[printed_as(document)].editable


def fresh_record(document: Document) -> dict[str, Any]:
    """Return, as plain data, what the document would say by the models as they stand now."""
    record = PRINTED_AS[document.kind].build(document)
    # what follows the number is the document's own, however the wording would name it
    plain: dict[str, Any] = to_plain(dataclasses.replace(record, symbol=document.type_symbol))
    return plain


def record_of(document: Document) -> dict[str, Any]:
    """Return what the document says: its kept record, before the first one a fresh one."""
    return dict(document.record) if document.record else fresh_record(document)


def renewed_record(document: Document, fresh: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the fresh record with what a clerk has edited of the kept one kept; ``fresh`` spares a reading.

    Names, titles, prizes, money and the numbers of the papers cited follow the case; what may be edited
    stays as it was written.
    """
    fresh = fresh_record(document) if fresh is None else dict(fresh)
    kept = {name: document.record[name] for name in editable_of(document) if name in document.record}
    if "bases" in kept:
        kept["bases"] = _cited_anew(kept["bases"], fresh["bases"], document)
    return fresh | kept


def _cited_anew(kept: Sequence[str], fresh: Sequence[str], document: Document) -> list[str]:
    """Return the kept bases with those that cite papers of this contest as they are numbered now."""
    numbers = [cited.full_number for cited in document.cites.all() if cited.full_number]
    renewed = {_stem(line): line for line in fresh if any(number in line for number in numbers)}
    return [renewed.get(_stem(line), line) for line in kept]


def _stem(line: str) -> str:
    """Return a citation without its number and date."""
    return _NUMBER_OR_DATE.split(line, maxsplit=1)[0].rstrip(".;")


def blanks(document: Document, record: Mapping[str, Any]) -> list[str]:
    """Name in words the editable fields in which the standard wording has left a blank (``…``)."""
    names = editable_of(document)
    return [describe_field(name) for name in names if any(map(_BLANK.search, _texts(record.get(name))))]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in _texts(item))


def printable(document: Document) -> tuple[str, Any]:
    """Return kind of page and record with the number and date that the document has taken, if it has."""
    kind = printed_as(document)
    record = from_plain(KINDS[kind].record, record_of(document))
    if document.number is None or document.issued_on is None:
        return kind, record
    return kind, record.numbered(document.number, document.issued_on)
