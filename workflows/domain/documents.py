"""The papers of a contest: opening them, and what they rest on."""

import hashlib
from collections.abc import Mapping
from typing import Any

from workflows.domain.cases import open_case
from workflows.domain.trail import canonical
from workflows.models import Contest, Document, Entry, OrganisationUnit, Round
from workflows.models.case import CaseKind
from workflows.models.document import new_verify_code
from workflows.models.paper_kinds import NOUN_OF, DocumentKind, type_symbol
from workflows.verbs import Noun

CITES = {
    DocumentKind.PROPOSAL: (DocumentKind.MINUTES,),
    DocumentKind.DECISION: (DocumentKind.MINUTES, DocumentKind.PROPOSAL),
    DocumentKind.NOTICE: (DocumentKind.DECISION,),
}
"""What a paper of a round cites of the same round: it must be issued before."""


def record_digest(record: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of a record's canonical JSON: what the signatory approves."""
    return hashlib.sha256(canonical(dict(record)).encode()).hexdigest()


def of_round(round_: Round, kind: DocumentKind) -> Document:
    """Return the round's paper of this kind, drafting it, and citing what it rests on, when there is none."""
    found = round_.documents.filter(kind=kind, amends=None).first()
    if found is not None:
        return found
    document = open_document(contest=round_.contest, kind=kind, round_=round_)
    document.cites.set([of_round(round_, cited) for cited in CITES.get(kind, ())])
    return document


def proposal_of(round_: Round) -> Document:
    """Return the round's proposal."""
    return of_round(round_, DocumentKind.PROPOSAL)


def decision_of(round_: Round) -> Document:
    """Return the round's award decision."""
    return of_round(round_, DocumentKind.DECISION)


def minutes_of(round_: Round) -> Document:
    """Return the minutes of the jury's meeting."""
    return of_round(round_, DocumentKind.MINUTES)


def open_document(
    *,
    contest: Contest,
    kind: DocumentKind,
    round_: Round | None = None,
    unit: OrganisationUnit | None = None,
    entry: Entry | None = None,
    amends: Document | None = None,
    ground: str = "",
    **fields: Any,
) -> Document:
    """Return a new draft with its case and the address at which it will be verified.

    ``fields`` are further columns: an output has a ``key``, the ``author`` who receives it, its ``subject``.
    """
    body = _body(contest, kind, unit)
    return Document.objects.create(
        case=open_case(CaseKind.DOCUMENT),
        contest=contest,
        round=round_,
        unit=unit,
        entry=entry,
        kind=kind,
        body=body,
        type_symbol=type_symbol(kind, _symbol(contest, kind, body), _drafter(contest, unit)),
        signing_mode=contest.signing_mode,
        amends=amends,
        ground=ground,
        verify_code=new_verify_code(),
        **{"subject": contest.title, **fields},
    )


def _body(contest: Contest, kind: DocumentKind, unit: OrganisationUnit | None) -> OrganisationUnit:
    """Return who issues: the standing unit its proposal and report, a unit its own, else the organiser."""
    if NOUN_OF[kind] in (Noun.PROPOSAL, Noun.REPORT):
        return contest.standing_unit or contest.organizer
    if NOUN_OF[kind] is Noun.UNIT_PAPER and unit is not None:
        return unit
    return contest.organizer


def _symbol(contest: Contest, kind: DocumentKind, body: OrganisationUnit) -> str:
    """Return the body's symbol; the jury's minutes have the initials of the jury."""
    if kind is DocumentKind.MINUTES:
        return "".join(word[0] for word in contest.jury_name.split()).upper()
    return body.symbol or body.abbreviation or body.code


def _drafter(contest: Contest, unit: OrganisationUnit | None) -> str:
    standing = unit or contest.standing_unit
    return "" if standing is None else standing.abbreviation or standing.code
