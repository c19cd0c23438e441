"""Issuing a paper: everything that follows from it happens with it or not at all."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from workflows import clock
from workflows.domain import delivery, dues, entries, refusals, sealing
from workflows.domain.actors import Actor
from workflows.domain.documents import record_digest
from workflows.domain.transition import perform, unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Award, Document, Round
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.states import IN_FORCE, DocumentState, EntryState
from workflows.verbs import Verb


class IssuedFile(NamedTuple):
    """The finished file of a paper: its name in the storage and what is frozen about it.

    ``sha256`` is the digest of the file with its signatures, ``unsigned_sha256`` that of the rendering;
    ``scan`` and its digest belong to a paper signed by hand; ``pages`` counts those of the rendering.
    """

    name: str
    sha256: str
    unsigned_sha256: str = ""
    environment: str = ""
    scan: str = ""
    scan_sha256: str = ""
    pages: int | None = None

    def columns(self) -> dict[str, Any]:
        """Return the document's columns."""
        return {
            "file": self.name,
            "file_sha256": self.sha256,
            "unsigned_sha256": self.unsigned_sha256,
            "render_environment": self.environment,
            "scan": self.scan,
            "scan_sha256": self.scan_sha256,
            "pages": self.pages,
        }


def check_signed(document: Document) -> None:
    """Refuse to number or render a paper that is not signed, or whose record has changed since."""
    if document.state != DocumentState.SIGNED:
        raise refusals.wrong_state(Verb.ISSUE, document)
    # the number is not there yet: what is asked is what signing asks, the cited papers
    if missing := document.missing_for(Verb.SIGN):
        raise refusals.incomplete(Verb.ISSUE, missing)
    if record_digest(document.record) != document.record_sha256:
        raise TransitionRefused("record_changed", refusals.wrong_state(Verb.ISSUE, document).sentence)


def issue_document(
    *, document: Document, actor: Actor, file: IssuedFile, expected_version: int | None = None
) -> Document:
    """Issue the numbered and rendered paper with all that it brings about; the trail is sealed.

    An award decision awards or passes over every scored entry; a further paper corrects, replaces, recalls
    or revokes what it is about.
    """
    with unit_of_work():
        moment = clock.now()
        data = {"number": document.full_number, "file_sha256": file.sha256}
        if file.scan_sha256:
            data["scan_sha256"] = file.scan_sha256
        issued = perform(
            Verb.ISSUE,
            document,
            actor=actor,
            expected_version=expected_version,
            data=data,
            at=moment,
            **file.columns(),
        )
        _follow(issued, actor)
        if issued.kind not in OUTPUTS:
            delivery.deliver_document(document=issued, actor=actor)
            sealing.seal_after_commit("issue")
        return issued


def _follow(issued: Document, actor: Actor) -> None:
    system = actor.for_consequence()
    if issued.kind == DocumentKind.DECISION and issued.amends is None:
        _decide(issued, actor)
    elif issued.kind == DocumentKind.DECISION:
        # the awards stay those of the first decision: the trail says by which they were given
        replace_document(document=_amended(issued), actor=system, by=issued)
    elif issued.kind == DocumentKind.CORRECTION:
        correct_document(document=_amended(issued), actor=system, by=issued)
    elif issued.kind == DocumentKind.RECALL:
        recall_document(document=_amended(issued), actor=system, by=issued)
    elif issued.kind == DocumentKind.REVOCATION:
        _revoke(issued, system)


def _amended(issued: Document) -> Document:
    assert issued.amends is not None  # a further paper is always about one
    return issued.amends


def correct_document(*, document: Document, actor: Actor, by: Document) -> Document:
    """Note on ``document`` that ``by`` corrects it."""
    return perform(Verb.CORRECT, document, actor=actor, data={"by": by.pk})


def replace_document(*, document: Document, actor: Actor, by: Document) -> Document:
    """Note on ``document`` that ``by`` takes its place."""
    return perform(Verb.REPLACE, document, actor=actor, data={"by": by.pk})


def recall_document(*, document: Document, actor: Actor, by: Document) -> Document:
    """Note on ``document`` that ``by`` recalls it."""
    return perform(Verb.RECALL, document, actor=actor, data={"by": by.pk})


def _revoke(paper: Document, actor: Actor) -> None:
    """Take the award back; certificates for it are recalled with it."""
    assert paper.entry is not None  # a revocation is always about one entry
    entries.revoke_entry(entry=paper.entry, actor=actor, ground=paper.ground, decision=paper)
    for output in Document.objects.filter(entry=paper.entry, kind__in=OUTPUTS, state__in=IN_FORCE):
        recall_document(document=output, actor=actor, by=paper)


def _decide(decision: Document, actor: Actor) -> None:
    """Award or pass over every scored entry of the round: all or none."""
    round_ = decision.round
    assert round_ is not None  # a decision is always of a round
    moment = clock.now()
    perform(Verb.ISSUE, round_, actor=actor, data={"decision": decision.pk}, at=moment)
    rows = {row.entry_id: row for row in round_.ranking.select_related("prize")}
    for entry in round_.entries.filter(state=EntryState.SCORED).order_by("case_id"):
        row, system = rows[entry.pk], actor.for_consequence()
        if row.prize is None or row.rank is None:
            perform(Verb.PASS_OVER, entry, actor=system, data={"decision": decision.pk}, at=moment)
        else:
            _award(decision, entry, row, system)


def _award(decision: Document, entry: Any, row: Any, actor: Actor) -> None:
    facts: Mapping[str, Any] = {"decision": decision.pk, "prize": row.prize.code, "rank": row.rank}
    perform(Verb.AWARD, entry, actor=actor, data=facts, at=clock.now())
    award = Award.objects.create(
        entry=entry, prize=row.prize, rank=row.rank, money_vnd=row.prize.money_vnd, decision=decision
    )
    dues.open_due(award)


def round_of(document: Document) -> Round:
    """Return the round of the decision as it stands now."""
    assert document.round_id is not None
    return Round.read(document.round_id)
