"""An entry's process: from submission to its received and scored sheets, waiting for the contest."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows.flows import due, moves
from workflows.flows.locks import process_lock
from workflows.flows.nodes import Handle, If, RoleTask, SplitForEach
from workflows.models import Assignment, CaseProcess, Judge
from workflows.roles import Role
from workflows.states import EntryState
from workflows.steps.prescreening import CorrectStep, PrescreenStep
from workflows.steps.scoring import ScoreStep


def _is(*states: EntryState) -> Any:
    return lambda activation: activation.process.subject.state in states


def _judge_of(activation: Any) -> Any:
    return Judge.objects.select_related("user").get(pk=activation.task.data["judge"]).user


class EntryFlow(flow.Flow):
    """One entry. Started at submission, and again where an entry comes back after it had left."""

    process_class = CaseProcess
    process_title = _("Entry")
    lock_impl = process_lock

    start = flow.StartHandle(this.begin).Next(this.is_returned)
    is_returned = If(_is(EntryState.RETURNED)).Then(this.correct).Else(this.is_pre_screened)
    is_pre_screened = If(_is(EntryState.PRE_SCREENED)).Then(this.is_received).Else(this.is_proposed)
    is_proposed = If(this.has_proposal).Then(this.await_list).Else(this.prescreen)
    prescreen = (
        RoleTask(PrescreenStep, role=Role.UNIT_OFFICER, due=due.unit_closing)
        .Annotation(title=_("Pre-screen the entry"))
        .Choose(_is(EntryState.RETURNED), then=this.correct, otherwise=this.await_list)
    )
    correct = (
        RoleTask(CorrectStep, role=Role.AUTHOR, due=due.unit_closing, owner=lambda a: a.process.subject.owner)
        .Annotation(title=_("Complete the entry"))
        .Next(this.list_again)
    )
    list_again = flow.Function(this.see_that_a_list_is_open).Next(this.prescreen)
    await_list = Handle().Annotation(title=_("Waiting for the head of the unit")).Next(this.is_listed)
    is_listed = If(_is(EntryState.PRE_SCREENED)).Then(this.await_receipt).Else(this.end)
    await_receipt = Handle().Annotation(title=_("Waiting for receipt")).Next(this.is_received)
    is_received = If(this.has_judges).Then(this.open_sheets).Else(this.is_sent_back)
    is_sent_back = If(_is(EntryState.RETURNED)).Then(this.correct).Else(this.is_waiting)
    is_waiting = If(this.waits_for_receipt).Then(this.await_receipt).Else(this.is_over)
    is_over = If(_is(EntryState.PRE_SCREENED)).Then(this.await_closing).Else(this.end)
    open_sheets = SplitForEach(this.open_assignments).Next(this.score)
    score = (
        RoleTask(ScoreStep, role=Role.JUDGE, due=due.scoring_end, owner=_judge_of)
        .Annotation(title=_("Score the entry"))
        .Next(this.all_sheets)
    )
    all_sheets = flow.Join().Next(this.await_closing)
    await_closing = Handle().Annotation(title=_("Waiting for scoring to be closed")).Next(this.await_decision)
    await_decision = Handle().Annotation(title=_("Waiting for the decision")).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, entry: Any) -> Any:
        """Attach the entry to its process."""
        activation.process.artifact = entry
        return activation.process

    def has_proposal(self, activation: Any) -> bool:
        """Say whether the officer's proposal of before the entry left still stands: then the head decides."""
        return bool(activation.process.subject.prescreenings.filter(is_current=True).exists())

    def see_that_a_list_is_open(self, activation: Any) -> None:
        """A completed entry may come after the unit's list was confirmed: then there is a supplement."""
        moves.ensure_list(activation.process.subject)

    def open_assignments(self, activation: Any) -> list[dict[str, int]]:
        """List the judges whose sheets are to come."""
        rows = Assignment.objects.filter(
            entry=activation.process.subject, recused_at=None, sheet__submitted_at=None
        )
        return [{"judge": judge_id} for judge_id in rows.values_list("judge_id", flat=True)]

    def has_judges(self, activation: Any) -> bool:
        """Say whether the entry has been received and sheets are to come."""
        received = activation.process.subject.received_at is not None
        return received and bool(self.open_assignments(activation))

    def waits_for_receipt(self, activation: Any) -> bool:
        """Say whether the entry is on a list and not received yet."""
        entry = activation.process.subject
        return bool(entry.state == EntryState.PRE_SCREENED and entry.received_at is None)
