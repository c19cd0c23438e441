"""What anybody may read about an issued paper: whether it is genuine, and whether it still stands.

Whoever holds a paper reads number, date and standing. What the paper says, and the digests by which a guess
at its content could be tried, are told only of what has been published.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from reports.lists.standing import CHANGED_BY, STANDING_OF, TYPES, WORDS, Standing
from workflows.models import Award, Document, Entry
from workflows.models.entry import AuthorKind
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.states import GIVEN_OUT, IN_FORCE, DocumentState, EntryState


class Change(NamedTuple):
    """A further paper: what it does in words, its type, number and date, and whether it stands itself."""

    does: Any
    type: Any
    number: str
    day: date | None
    stands: bool


@dataclass(frozen=True)
class Facts:
    """What the page of one paper shows.

    ``subject``, digests and ``page`` (the key of the paper's own page) are empty unless it is public,
    ``recipient`` unless the award is published and stands. ``under`` is the decision of a certificate.
    """

    issuer: str
    type: Any
    number: str
    day: date | None
    standing: Standing
    changes: tuple[Change, ...]
    under: "Facts | None" = None
    subject: str = ""
    recipient: str = ""
    file_sha256: str = ""
    scan_sha256: str = ""
    page: int | None = None

    @property
    def words(self) -> Any:
        """Return the standing as one sentence."""
        return WORDS[self.standing]

    @property
    def holds(self) -> bool:
        """Say whether the paper may be relied on."""
        return self.standing in (Standing.VALID, Standing.CORRECTED)


def _given_out() -> "QuerySet[Document]":
    related = ("body", "contest", "entry__round", "author")
    return Document.objects.filter(state__in=GIVEN_OUT).select_related(*related)


def by_code(code: str) -> Document | None:
    """Return the issued paper whose mark leads to ``code``; a draft is answered like an unknown code."""
    return _given_out().filter(verify_code=code).first()


def by_digest(sha256: str) -> Document | None:
    """Return the paper that was issued as exactly this file, or whose scan it is."""
    same = _given_out().filter(Q(file_sha256=sha256) | Q(scan_sha256=sha256))
    return same.order_by("-issued_at", "-pk").first()


def facts_of(document: Document) -> Facts:
    """Return what may be told about an issued paper."""
    return _output(document) if document.kind in OUTPUTS else _paper(document)


def _paper(document: Document) -> Facts:
    common = _common(document)
    standing = STANDING_OF.get(DocumentState(document.state), Standing.VALID)
    changes = _changes(document.amended_by.all())
    if not _is_public(document):
        return Facts(**common, number=document.full_number, standing=standing, changes=changes)
    revocations = document.cited_by.filter(kind=DocumentKind.REVOCATION)
    return Facts(
        **common,
        number=document.full_number,
        standing=standing,
        changes=(*changes, *_changes(revocations)),
        subject=document.subject,
        file_sha256=document.file_sha256,
        scan_sha256=document.scan_sha256,
        page=document.pk,
    )


def _common(document: Document) -> dict[str, Any]:
    return {"issuer": _issuer(document), "type": TYPES[document.kind], "day": document.issued_on}


def _issuer(document: Document) -> str:
    contest = document.contest
    if document.kind == DocumentKind.MINUTES:
        return str(contest.jury_name)
    is_organizer = document.body_id == contest.organizer_id
    return str(contest.organizer_name if is_organizer else document.body.name)


def _is_public(document: Document) -> bool:
    return document.state == DocumentState.PUBLISHED or document.published_at is not None


def _changes(papers: "QuerySet[Document]") -> tuple[Change, ...]:
    issued = papers.filter(state__in=GIVEN_OUT).order_by("issued_at", "pk")
    return tuple(
        Change(
            CHANGED_BY[paper.kind],
            TYPES[paper.kind],
            paper.full_number,
            paper.issued_on,
            paper.state in IN_FORCE,
        )
        for paper in issued
    )


def _output(document: Document) -> Facts:
    """A certificate goes with its award: it falls with it, and with the decision itself."""
    award = Award.objects.filter(entry=document.entry_id).select_related("decision").first()
    decision = _given_out().filter(pk=award.decision_id).first() if award else None
    under = _paper(decision) if decision else None
    revoking = Document.objects.filter(entry=document.entry_id, kind=DocumentKind.REVOCATION)
    facts = Facts(
        **_common(document),
        number="",
        standing=_standing_of_output(document, under),
        changes=(*_changes(document.amended_by.all()), *_changes(revoking)),
        under=under,
    )
    return _with_winner(facts, document) if facts.holds else facts


def _standing_of_output(document: Document, under: Facts | None) -> Standing:
    if document.entry is not None and document.entry.state == EntryState.REVOKED:
        return Standing.REVOKED
    if under is not None and under.standing is Standing.RECALLED:
        return Standing.RECALLED
    return STANDING_OF.get(DocumentState(document.state), Standing.VALID)


def _with_winner(facts: Facts, document: Document) -> Facts:
    """Add what the published result says as well: who won. Who only took part is named nowhere."""
    entry = document.entry
    if entry is None or entry.round is None or not entry.round.is_published:
        return facts
    if entry.state != EntryState.AWARDED or document.kind != DocumentKind.CERTIFICATE:
        return facts
    return replace(facts, recipient=_recipient(document, entry), file_sha256=document.file_sha256)


def _recipient(document: Document, entry: Entry) -> str:
    """Return the name as it stands in the case now: one that was erased there is not kept alive here."""
    if document.author is not None:
        return document.author.full_name
    if entry.author_kind == AuthorKind.COLLECTIVE:
        return str(entry.collective_name or entry.unit_name)
    return ", ".join(author.full_name for author in entry.authors.all())
