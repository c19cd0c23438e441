"""A round's process: close scoring, settle ties, approve, minutes, propose, sign, issue, publish."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows.domain import documents
from workflows.flows import due, moves
from workflows.flows.locks import process_lock
from workflows.flows.nodes import Handle, If, RoleTask
from workflows.models import CaseProcess
from workflows.roles import Role
from workflows.states import DocumentState
from workflows.steps.awarding import IssueStep, PublishStep, SignStep, SubmitForSignatureStep
from workflows.steps.scoring import ApproveStep, CloseScoringStep, VoteStep


class AwardFlow(flow.Flow):
    """One round, from the first received batch to the published results."""

    process_class = CaseProcess
    process_title = _("Award")
    lock_impl = process_lock

    start = flow.StartHandle(this.begin).Next(this.close_scoring)
    close_scoring = (
        RoleTask(CloseScoringStep, role=Role.CHAIR, due=due.scoring_end)
        .Annotation(title=_("Close scoring"))
        .Next(this.move_scored)
    )
    move_scored = flow.Function(this.move_scored_entries).Next(this.has_ties)
    has_ties = If(this.has_open_ties).Then(this.vote).Else(this.approve_results)
    vote = (
        RoleTask(VoteStep, role=Role.CHAIR, due=due.award_end)
        .Annotation(title=_("Record the vote on a tie"))
        .Next(this.has_ties)
    )
    approve_results = (
        RoleTask(ApproveStep, role=Role.CHAIR, due=due.award_end)
        .Annotation(title=_("Approve the result"))
        .Next(this.open_minutes)
    )
    open_minutes = flow.Function(this.open_minutes_of_the_round).Next(this.await_minutes)
    await_minutes = Handle().Annotation(title=_("Waiting for the minutes")).Next(this.submit_for_signature)
    submit_for_signature = (
        RoleTask(SubmitForSignatureStep, role=Role.STANDING_HEAD, due=due.award_end)
        .Annotation(title=_("Sign the proposal and submit the decision"))
        .Next(this.sign)
    )
    sign = (
        RoleTask(SignStep, role=Role.SIGNATORY, due=due.award_end)
        .Annotation(title=_("Sign the decision"))
        .Next(this.is_signed)
    )
    is_signed = If(this.decision_is_signed).Then(this.issue).Else(this.submit_for_signature)
    issue = (
        RoleTask(IssueStep, role=Role.CLERK, due=due.award_end)
        .Annotation(title=_("Number and issue the decision"))
        .Next(this.is_issued)
    )
    is_issued = If(this.decision_is_issued).Then(this.move_decided).Else(this.submit_for_signature)
    move_decided = flow.Function(this.move_decided_entries).Next(this.publish_results)
    publish_results = (
        RoleTask(PublishStep, role=Role.SECRETARY, due=due.award_end)
        .Annotation(title=_("Publish the results"))
        .Next(this.end)
    )
    end = flow.End()

    def begin(self, activation: Any, round_: Any) -> Any:
        """Attach the round to its process."""
        activation.process.artifact = round_
        return activation.process

    def has_open_ties(self, activation: Any) -> bool:
        """Say whether the stored order leaves a tie open."""
        return bool(activation.process.subject.ranking.filter(rank__isnull=True).exists())

    def decision_is_signed(self, activation: Any) -> bool:
        """Say whether the signatory has signed, or sent the decision back."""
        decision = documents.decision_of(activation.process.subject)
        return bool(decision.state == DocumentState.SIGNED)

    def decision_is_issued(self, activation: Any) -> bool:
        """Say whether the clerk has issued the decision, or sent it back."""
        return documents.decision_of(activation.process.subject).is_given_out

    def open_minutes_of_the_round(self, activation: Any) -> None:
        """Let the secretary draw up the minutes of the meeting that has approved the result."""
        moves.open_minutes(activation.process.subject)

    def move_scored_entries(self, activation: Any) -> None:
        """Let all entries of the round go on from scoring."""
        moves.after_closing(activation.process.subject)

    def move_decided_entries(self, activation: Any) -> None:
        """End the processes of all decided entries."""
        moves.after_decision(activation.process.subject)
