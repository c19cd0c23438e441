"""One background job of a decision's papers: a certificate, a letter, the print file or the ZIP."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from reports import marks
from reports.documents.record import RecordError, to_plain
from reports.pdf.errors import DocumentError
from reports.pdf.pool import shared
from reports.records import certificate, thanks_letter
from workflows import clock
from workflows.domain import output_batches, outputs
from workflows.domain.actors import Actor
from workflows.domain.issuing import IssuedFile
from workflows.domain.jobs import JobRefused
from workflows.domain.outputs import Planned
from workflows.errors import TransitionRefused
from workflows.models import Document, User
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.steps.output_bundles import make_bundle
from workflows.steps.storing import store_document

Beat = Callable[[], None]


def make_output(payload: Mapping[str, Any], heartbeat: Beat) -> dict[str, Any]:
    """Make what ``payload["what"]`` names: a kind of output, or one of ``output_batches.BUNDLES``.

    Safe to repeat at any point: a paper is opened and issued once, files are stored under their digests.

    Raises:
        JobRefused: the clerk's role has ended, the award has been taken back, or the record cannot be
            printed; the message is the sentence for the clerk.
        JobDeferred: a bundle still waits for papers.
    """
    decision_pk, what = payload["decision"], payload["what"]
    try:
        decision = outputs.decision_in_force(decision_pk)
        outputs.check_maker(decision.contest, Actor(User.objects.get(pk=payload["by"])))
        if what in OUTPUTS:
            return _make_paper(decision, payload, heartbeat)
        output_batches.wait_for_papers(payload["batch"])
        return make_bundle(decision, what, heartbeat)
    except (TransitionRefused, DocumentError, RecordError) as refusal:
        raise JobRefused(str(refusal)) from refusal


def _make_paper(decision: Document, payload: Mapping[str, Any], heartbeat: Beat) -> dict[str, Any]:
    planned = outputs.find_planned(decision, payload["what"], payload["entry"], payload["author"])
    document = outputs.open_output(decision, planned)
    if not document.is_given_out:
        document = _issued(decision, planned, document, payload["by"], heartbeat)
    return {"document": document.pk, "sha256": document.file_sha256}


def _issued(decision: Document, planned: Planned, document: Document, by: int, heartbeat: Beat) -> Document:
    day = day_of(decision, planned)
    record = record_of(decision, planned, day)
    mark = marks.mark_of(document)
    rendered = shared().render(planned.kind.value, record, mark=mark.url if mark else "")
    heartbeat()
    file = IssuedFile(
        name=store_document(document, rendered.pdf),
        sha256=rendered.sha256,
        unsigned_sha256=rendered.sha256,
        environment=shared().environment(),
    )
    heartbeat()
    # the role may have ended while the page was laid out
    actor = Actor(User.objects.get(pk=by))
    return outputs.issue_output(
        document=document, decision=decision, actor=actor, file=file, record=record, day=day
    )


def day_of(decision: Document, planned: Planned) -> date:
    """Return the date of the paper: a certificate has the decision's, a letter today's."""
    if planned.kind == DocumentKind.CERTIFICATE and decision.issued_on is not None:
        return decision.issued_on
    return clock.today()


def record_of(decision: Document, planned: Planned, day: date) -> dict[str, Any]:
    """Return, as plain data, what the paper prints."""
    if planned.award is not None:
        return _plain(certificate.build_record(decision, planned.award, planned.author))
    planned.entry.contest = decision.contest
    return _plain(dataclasses.replace(thanks_letter.build_record(planned.entry), date=day))


def _plain(record: Any) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(record)
    return plain
