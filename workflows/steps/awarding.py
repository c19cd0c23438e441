"""The decision: proposed by the standing unit, signed, issued with its number, published."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from forms.awarding import IssueForm, PublishForm, SignForm, SubmitForSignatureForm
from reports.award_record import build_record, record_of
from reports.pdf import engine
from workflows.domain import documents, numbering, publishing
from workflows.domain.transition import unit_of_work
from workflows.models import Document
from workflows.models.document import DocumentKind
from workflows.states import DocumentState
from workflows.steps.base import Step
from workflows.verbs import Verb


class DecisionStep(Step):
    """A step on the round's award decision."""

    @property
    def decision(self) -> Document:
        """The round's award decision."""
        return documents.decision_of(self.subject)

    def context(self) -> dict[str, Any]:
        """Show the decision and what is missing."""
        decision = self.decision
        return {"document": decision, "missing": decision.missing_for(self.verb)}


class SubmitForSignatureStep(DecisionStep):
    """The head of the standing unit signs the proposal and initials the decision."""

    verb = Verb.SUBMIT_FOR_SIGNATURE
    form_class = SubmitForSignatureForm
    template_name = "workflows/steps/submit_for_signature.html"

    def context(self) -> dict[str, Any]:
        """Show the proposal and the draft; that the proposal is unsigned is what this act mends."""
        return {"document": self.decision, "proposal": documents.proposal_of(self.subject)}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Sign and number the proposal, then lay the decision before the signatory."""
        with unit_of_work():
            proposal = documents.sign_proposal(document=documents.proposal_of(self.subject), actor=self.actor)
            record = build_record(self.subject, proposal)
            documents.submit_for_signature_decision(document=self.decision, actor=self.actor, record=record)
            engine.admit("award_decision", record_of(documents.decision_of(self.subject)))
            return self.subject


class SignStep(DecisionStep):
    """The signatory approves exactly this record, or sends it back."""

    verb = Verb.SIGN
    form_class = SignForm
    template_name = "workflows/steps/sign.html"

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Sign, or send back with a reason."""
        if cleaned.get("send_back"):
            documents.send_back_decision(
                document=self.decision, actor=self.actor, reason=cleaned.get("reason", "")
            )
        else:
            documents.sign_decision(document=self.decision, actor=self.actor)
        return self.subject


class IssueStep(DecisionStep):
    """The clerk issues: number, date, file, register; all entries are decided with it.

    The number is taken first, in a transaction of its own, and the file is rendered outside any
    transaction; a repetition after a failure finds the number and the same bytes again.
    """

    verb = Verb.ISSUE
    form_class = IssueForm
    template_name = "workflows/steps/issue.html"

    def context(self) -> dict[str, Any]:
        """A missing number is what this act mends."""
        return {"document": self.decision}

    def prepare(self) -> dict[str, str]:
        """Take the number and render the file; return its name and digest."""
        decision = self.decision
        documents.check_signed(decision, self.actor)
        # whatever cannot be printed is said before a number is taken for it
        engine.admit("award_decision", record_of(decision))
        numbering.take_number(document=decision, actor=self.actor)
        numbered = Document.objects.get(pk=decision.pk)
        rendered = engine.render("award_decision", record_of(numbered))
        name = f"documents/{numbered.contest.slug}/{rendered.sha256}.pdf"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(rendered.pdf))
        return {"file_name": name, "file_sha256": rendered.sha256}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Issue the prepared file."""
        _document, round_ = documents.issue_decision(
            document=self.decision,
            actor=self.actor,
            file_name=cleaned["file_name"],
            file_sha256=cleaned["file_sha256"],
        )
        return round_


class PublishStep(Step):
    """The secretary publishes the results."""

    verb = Verb.PUBLISH_RESULTS
    form_class = PublishForm
    template_name = "workflows/steps/publish_results.html"

    def context(self) -> dict[str, Any]:
        """Show what will become public."""
        rows = self.subject.ranking.filter(prize__isnull=False).select_related("entry", "prize")
        decision = self.subject.documents.filter(
            kind=DocumentKind.DECISION, state=DocumentState.ISSUED
        ).first()
        return {"winners": list(rows.order_by("rank")), "document": decision}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Publish."""
        return publishing.publish_results_round(
            round_=self.subject, actor=self.actor, expected_version=expected_version
        )
