"""The papers of a round: proposal and award decision, from draft to issue."""

import hashlib
from collections.abc import Mapping
from typing import Any

from workflows import clock
from workflows.domain import numbering, refusals, sealing
from workflows.domain.actors import Actor
from workflows.domain.cases import open_case
from workflows.domain.entries import require_reason
from workflows.domain.trail import canonical
from workflows.domain.transition import perform, unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Award, Document, Round
from workflows.models.case import CaseKind
from workflows.models.document import DocumentKind
from workflows.states import DocumentState, EntryState
from workflows.verbs import Verb


def record_digest(record: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of a record's canonical JSON: what the signatory approves."""
    return hashlib.sha256(canonical(dict(record)).encode()).hexdigest()


def proposal_of(round_: Round) -> Document:
    """Return the round's proposal, drafting it when there is none."""
    contest = round_.contest
    body = contest.standing_unit or contest.organizer
    symbol = body.symbol or body.abbreviation or body.code
    return _document(round_, DocumentKind.PROPOSAL, body, f"TTr-{symbol}")


def decision_of(round_: Round) -> Document:
    """Return the round's award decision, drafting it when there is none; it cites the proposal."""
    body = round_.contest.organizer
    decision = _document(round_, DocumentKind.DECISION, body, f"QĐ-{body.symbol or body.code}")
    decision.cites.add(proposal_of(round_))
    return decision


def _document(round_: Round, kind: DocumentKind, body: Any, type_symbol: str) -> Document:
    found = round_.documents.filter(kind=kind).first()
    if found is not None:
        return found
    return Document.objects.create(
        case=open_case(CaseKind.DOCUMENT),
        contest=round_.contest,
        round=round_,
        kind=kind,
        body=body,
        type_symbol=type_symbol,
        subject=round_.contest.title,
    )


def sign_proposal(*, document: Document, actor: Actor) -> Document:
    """Sign the proposal, number it in the standing unit's register and issue it: one act."""
    if document.state in (DocumentState.ISSUED, DocumentState.PUBLISHED):
        return document
    with unit_of_work():
        digest = record_digest(document.record)
        signed = perform(
            Verb.SIGN,
            document,
            actor=actor,
            data={"record_sha256": digest},
            at=clock.now(),
            by=actor.user,
            record_sha256=digest,
        )
        row = numbering.take_number(document=signed, actor=actor)
        return perform(Verb.ISSUE, signed, actor=actor, data={"number": row.full_number}, at=clock.now())


def submit_for_signature_decision(
    *,
    document: Document,
    actor: Actor,
    record: Mapping[str, Any],
    expected_version: int | None = None,
) -> Document:
    """Initial the decision and lay exactly this record before the signatory."""
    with unit_of_work():
        submitted = perform(
            Verb.SUBMIT_FOR_SIGNATURE,
            document,
            actor=actor,
            expected_version=expected_version,
            data={"record_sha256": record_digest(record)},
        )
        submitted.record = dict(record)
        submitted.subject = record.get("subject") or submitted.subject
        submitted.save(update_fields=["record", "subject"])
        return submitted


def sign_decision(*, document: Document, actor: Actor, expected_version: int | None = None) -> Document:
    """Approve the record as it stands; from now on it cannot change."""
    digest = record_digest(document.record)
    return perform(
        Verb.SIGN,
        document,
        actor=actor,
        expected_version=expected_version,
        data={"record_sha256": digest},
        at=clock.now(),
        by=actor.user,
        record_sha256=digest,
    )


def send_back_decision(
    *, document: Document, actor: Actor, reason: str, expected_version: int | None = None
) -> Document:
    """Give the decision back to the standing unit with a reason."""
    require_reason(reason, for_author=False)
    return perform(Verb.SEND_BACK, document, actor=actor, expected_version=expected_version, note=reason)


def check_signed(document: Document, actor: Actor) -> None:
    """Refuse to number or render a decision that is not signed, or whose record has changed since."""
    if document.state != DocumentState.SIGNED:
        raise refusals.wrong_state(Verb.ISSUE, document)
    # the number is not there yet: what is asked is what signing asks, the cited papers
    if missing := document.missing_for(Verb.SIGN):
        raise refusals.incomplete(Verb.ISSUE, missing)
    if record_digest(document.record) != document.record_sha256:
        raise TransitionRefused("record_changed", refusals.wrong_state(Verb.ISSUE, document).sentence)


def issue_decision(
    *,
    document: Document,
    actor: Actor,
    file_name: str,
    file_sha256: str,
    expected_version: int | None = None,
) -> tuple[Document, Round]:
    """Issue the numbered and rendered decision; every scored entry is awarded or passed over with it.

    All of it happens together or not at all, and the trail is sealed.
    """
    with unit_of_work():
        moment = clock.now()
        issued = perform(
            Verb.ISSUE,
            document,
            actor=actor,
            expected_version=expected_version,
            data={"number": document.full_number, "file_sha256": file_sha256},
            at=moment,
            file_name=file_name,
            file_sha256=file_sha256,
        )
        assert issued.round is not None  # a decision is always of a round
        decided = perform(Verb.ISSUE, issued.round, actor=actor, data={"decision": issued.pk}, at=moment)
        _decide_entries(decided, issued, actor.for_consequence())
        sealing.seal_after_commit("issue")
        return issued, decided


def _decide_entries(round_: Round, decision: Document, actor: Actor) -> None:
    moment = clock.now()
    rows = {row.entry_id: row for row in round_.ranking.select_related("prize")}
    for entry in round_.entries.filter(state=EntryState.SCORED).order_by("case_id"):
        row = rows[entry.pk]
        if row.prize is None or row.rank is None:
            perform(Verb.PASS_OVER, entry, actor=actor, data={"decision": decision.pk}, at=moment)
            continue
        perform(
            Verb.AWARD,
            entry,
            actor=actor,
            data={"decision": decision.pk, "prize": row.prize.code, "rank": row.rank},
            at=moment,
        )
        Award.objects.create(
            entry=entry,
            prize=row.prize,
            rank=row.rank,
            money_vnd=row.prize.money_vnd,
            decision=decision,
        )
