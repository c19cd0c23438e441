"""A paper on its way to the signatory: kept as draft, initialled, submitted, signed, sent back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import award_facts, numbering, refusals
from workflows.domain.actors import Actor
from workflows.domain.documents import record_digest
from workflows.domain.entries import require_reason
from workflows.domain.transition import perform, unit_of_work
from workflows.errors import InputRefused
from workflows.models import Document, DocumentVersion
from workflows.models.paper_kinds import SigningMode
from workflows.states import DocumentState
from workflows.verbs import Verb

LONGEST_SUBJECT = 500


def save_draft_document(
    *,
    document: Document,
    actor: Actor,
    record: Mapping[str, Any],
    note: str = "",
    expected_version: int | None = None,
) -> Document:
    """Keep ``record`` as what the paper is to say; a version of its own when it says something new.

    ``note`` stands with the version and on the trail: what was changed, who stands in for the signer.
    """
    digest = record_digest(record)
    with unit_of_work():
        saved = perform(
            Verb.SAVE_DRAFT,
            document,
            actor=actor,
            expected_version=expected_version,
            note=note,
            data={"record_sha256": digest},
            record=dict(record),
            about=str(record.get("subject") or document.subject)[:LONGEST_SUBJECT],
        )
        _keep_version(saved, digest, actor, note)
        return saved


def _keep_version(document: Document, digest: str, actor: Actor, note: str) -> None:
    last = document.versions.order_by("-number").first()
    if last is not None and last.record_sha256 == digest and not note:
        return
    DocumentVersion.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        record=document.record,
        record_sha256=digest,
        made_at=clock.now(),
        made_by=actor.user,
        note=note,
    )


def choose_signing_mode(*, document: Document, actor: Actor, mode: str) -> Document:
    """Say for this one paper, still a draft, whether it is signed digitally or by hand.

    Raises:
        InputRefused: there is no such way of signing.
    """
    if mode not in SigningMode.values:
        raise InputRefused("no_mode", _("Please choose how the paper is signed."), field="signing_mode")
    return perform(
        Verb.SAVE_DRAFT,
        document,
        actor=actor,
        data={"signing_mode": mode},
        record=document.record,
        about=document.subject,
        signing_mode=mode,
    )


def initial_document(*, document: Document, actor: Actor, expected_version: int | None = None) -> Document:
    """Check the content and initial the paper (*ký nháy*)."""
    return perform(
        Verb.INITIAL,
        document,
        actor=actor,
        expected_version=expected_version,
        at=clock.now(),
        by=actor.user,
    )


def submit_for_signature_document(
    *,
    document: Document,
    actor: Actor,
    record: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> Document:
    """Initial the paper and lay exactly this record (None: the one that was kept) before the signatory.

    Raises:
        Incomplete: a cited paper is not issued, or names, counts or money differ from the approved result.
    """
    with unit_of_work():
        if record is not None and document.state != DocumentState.CHECKED:
            document = save_draft_document(
                document=document, actor=actor, record=record, expected_version=expected_version
            )
            expected_version = None
        if missing := award_facts.differences(document):
            raise refusals.incomplete(Verb.SUBMIT_FOR_SIGNATURE, missing)
        if document.state != DocumentState.CHECKED:
            document = initial_document(document=document, actor=actor, expected_version=expected_version)
            expected_version = None
        return perform(
            Verb.SUBMIT_FOR_SIGNATURE,
            document,
            actor=actor,
            expected_version=expected_version,
            data={"record_sha256": record_digest(document.record)},
        )


def sign_document(*, document: Document, actor: Actor, expected_version: int | None = None) -> Document:
    """Approve the record as it stands: this releases the signature, and from now on it cannot change.

    Raises:
        Incomplete: the paper no longer says what the approved result says.
    """
    with unit_of_work():
        if missing := award_facts.differences(document):
            raise refusals.incomplete(Verb.SIGN, missing)
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


def send_back_document(
    *, document: Document, actor: Actor, reason: str, expected_version: int | None = None
) -> Document:
    """Give the paper back for revision with a reason; a number that it has taken becomes a row *hủy*."""
    require_reason(reason, for_author=False)
    with unit_of_work():
        data = {"voided": document.full_number} if document.full_number else {}
        back = perform(
            Verb.SEND_BACK, document, actor=actor, expected_version=expected_version, note=reason, data=data
        )
        numbering.void_number(document=back, actor=actor, reason=reason)
        return Document.read(back.pk)
