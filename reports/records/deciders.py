"""Who takes a decision on a contest's paper: the head of the organizer, the body, or the committee."""

from dataclasses import dataclass

from reports.documents.parts import Signer
from reports.documents.recognition_wording import CERTIFICATE
from reports.documents.wording import (
    Issuer,
    Reference,
    body_issuer,
    committee_issuer,
    head_of_body,
    initials,
    words_of,
)
from reports.records import parts
from workflows.models import Contest, Document

# Abbreviations of the names of types (Decree 30/2020, Annex III); a letter has none.
TYPES = {
    "QĐ": "Quyết định",
    "TTr": "Tờ trình",
    "TB": "Thông báo",
    "BB": "Biên bản",
    "BC": "Báo cáo",
}


@dataclass(frozen=True, kw_only=True)
class Decider:
    """Issuer and signer of a decision; ``name`` in running text, ``award`` the paper that winners get."""

    issuer: Issuer
    name: str
    signer: Signer
    award: str
    drafter: str


def head(contest: Contest, kind: str = "QĐ") -> Decider:
    """Return the head of the organizer."""
    organizer = parts.organizer_of(contest, kind)
    return Decider(
        issuer=body_issuer(organizer),
        name=head_of_body(organizer),
        signer=parts.signer_of(contest),
        award=words_of(organizer).award,
        drafter=parts.abbreviation_of(parts.standing_unit(contest)),
    )


def body(contest: Contest, kind: str = "QĐ") -> Decider:
    """Return the organizer as a body."""
    organizer = parts.organizer_of(contest, kind)
    return Decider(
        issuer=body_issuer(organizer),
        name=organizer.name,
        signer=parts.body_signer(contest),
        award=CERTIFICATE,
        drafter=parts.abbreviation_of(parts.standing_unit(contest)),
    )


def committee(contest: Contest, kind: str = "QĐ", *, in_own_right: bool = True) -> Decider:
    """Return the organising committee."""
    short, organizer = initials(contest.committee_name), parts.organizer_of(contest)
    name = parts.committee_of(contest)
    return Decider(
        issuer=committee_issuer(name, organizer, symbol=f"{kind}-{short}", in_own_right=in_own_right),
        name=name,
        signer=parts.committee_signer(contest, parts.holders(contest)),
        award=CERTIFICATE,
        drafter=short,
    )


def decider_of(document: Document) -> Decider:
    """Return who took a decision, by the authority line that its record prints; by default the head."""
    contest, line = document.contest, document.record.get("authority", "")
    if line == contest.organizer_name.upper():
        return body(contest)
    if line == parts.committee_of(contest).upper():
        return committee(contest)
    return head(contest)


def type_of(document: Document) -> str:
    """Return the name of the paper's type: ``Quyết định``."""
    return TYPES.get(document.type_symbol.partition("-")[0], "Công văn")


def cited_as(document: Document) -> Reference:
    """Return the paper as another cites it."""
    return parts.paper_of(document, type_of(document))


def about(document: Document) -> str:
    """Return what the paper is about, as it follows its name: ``về việc …``."""
    subject = str(document.record.get("subject") or document.subject)
    return f"về{subject[2:]}" if subject.startswith("Về ") else f"về {subject}"
