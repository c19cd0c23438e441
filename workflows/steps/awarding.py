"""The decision: proposed by the standing unit, signed, issued with its number, published."""

from collections.abc import Mapping
from typing import Any

from forms.awarding import IssueForm, PublishForm, SignForm, SubmitForSignatureForm
from reports import papers
from reports.pdf import engine
from workflows.domain import document_life, documents, issuing, proposals, publishing, spelling
from workflows.domain.asking import may
from workflows.domain.transition import unit_of_work
from workflows.models import Document
from workflows.models.paper_kinds import DocumentKind
from workflows.states import DocumentState
from workflows.steps import paper_file
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
        unconfirmed = spelling.unconfirmed(self.subject)
        return {
            "document": decision,
            "missing": decision.missing_for(self.verb),
            "unconfirmed": unconfirmed,
        }


class SubmitForSignatureStep(DecisionStep):
    """The head of the standing unit signs and issues the proposal, initials the decision and submits it."""

    verb = Verb.SUBMIT_FOR_SIGNATURE
    makes_file = True
    form_class = SubmitForSignatureForm
    template_name = "workflows/steps/submit_for_signature.html"

    @property
    def proposal(self) -> Document:
        """The round's proposal."""
        return documents.proposal_of(self.subject)

    def form_kwargs(self) -> dict[str, Any]:
        """The proposal, unless it is out already, needs what the register and the way of signing want."""
        return {} if self.proposal.is_given_out else paper_file.asked_for(self.proposal)

    def context(self) -> dict[str, Any]:
        """Show the proposal and the draft; that the proposal is unsigned is what this act mends."""
        decision, proposal = self.decision, self.proposal
        return {
            "document": decision,
            "proposal": proposal,
            "may_draft": may(Verb.SAVE_DRAFT, decision, self.actor),
            "may_draft_proposal": may(Verb.SAVE_DRAFT, proposal, self.actor),
            "unconfirmed": spelling.unconfirmed(self.subject),
        }

    def prepare(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Sign the proposal and make its file; what could not be printed is said before."""
        proposal = self.proposal
        engine.admit(*papers.printable(self.decision))
        if proposal.is_given_out:
            return {}
        signed = proposals.sign_proposal(
            document=proposal, actor=self.actor, record=papers.renewed_record(proposal)
        )
        return {"file": paper_file.make_file(signed, self.actor, cleaned)}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Issue the proposal, then lay the decision that cites it before the signatory."""
        with unit_of_work():
            proposal = self.proposal
            if not proposal.is_given_out:
                issuing.issue_document(document=proposal, actor=self.actor, file=cleaned["file"])
            decision = self.decision
            record = papers.renewed_record(decision)
            document_life.submit_for_signature_document(document=decision, actor=self.actor, record=record)
            engine.admit(*papers.printable(self.decision))
            return self.subject


class SignStep(DecisionStep):
    """The signatory approves exactly this record, or sends it back."""

    verb = Verb.SIGN
    form_class = SignForm
    template_name = "workflows/steps/sign.html"

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Sign, or send back with a reason."""
        if cleaned.get("send_back"):
            document_life.send_back_document(
                document=self.decision, actor=self.actor, reason=cleaned.get("reason", "")
            )
        else:
            document_life.sign_document(document=self.decision, actor=self.actor)
        return self.subject


class IssueStep(DecisionStep):
    """The clerk issues: number, date, file, register; all entries are decided with it.

    The number is taken first, in a transaction of its own, and the file is made outside any transaction; a
    repetition after a failure finds the number and the same bytes again. Or the clerk sends the decision
    back; a number it has taken then becomes a row *hủy*.
    """

    verb = Verb.ISSUE
    makes_file = True
    form_class = IssueForm
    template_name = "workflows/steps/issue.html"

    def context(self) -> dict[str, Any]:
        """A missing number is what this act mends."""
        return {"document": self.decision}

    def form_kwargs(self) -> dict[str, Any]:
        """The form asks for what the register and the way of signing want."""
        return paper_file.asked_for(self.decision)

    def prepare(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Take the number and make the file."""
        if cleaned.get("send_back"):
            return {}
        return {"file": paper_file.make_file(self.decision, self.actor, cleaned)}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Issue the prepared file, or send back with a reason."""
        decision = self.decision
        if cleaned.get("send_back"):
            document_life.send_back_document(
                document=decision, actor=self.actor, reason=cleaned.get("reason", "")
            )
            return self.subject
        issued = issuing.issue_document(document=decision, actor=self.actor, file=cleaned["file"])
        return issuing.round_of(issued)


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
