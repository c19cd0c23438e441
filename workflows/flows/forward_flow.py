"""A unit's process in a contest: the list, the batch, the receipt; and its deadline by the clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows.domain import deadline_acts
from workflows.domain.actors import TIMER
from workflows.flows import due, moves
from workflows.flows.locks import process_lock
from workflows.flows.nodes import If, RoleTask
from workflows.models import CaseProcess
from workflows.roles import Role
from workflows.states import BatchState
from workflows.steps.forwarding import ConfirmListStep, ForwardStep, ReceiveStep


def _at(moment: Any) -> Any:
    return lambda activation: moment(activation.process.subject)


def _is(*states: BatchState) -> Any:
    return lambda activation: activation.process.subject.state in states


class ForwardFlow(flow.Flow):
    """One unit's list for a contest. One list at a time carries the timers of the unit's deadline."""

    process_class = CaseProcess
    process_title = _("Unit list")
    lock_impl = process_lock

    start = flow.StartHandle(this.begin).Next(this.open_branches)
    open_branches = flow.Split().Next(this.is_confirmed).Next(this.remind_at, case=this.needs_timers)
    is_confirmed = If(_is(BatchState.CONFIRMED)).Then(this.forward).Else(this.confirm_list)
    confirm_list = (
        RoleTask(ConfirmListStep, role=Role.UNIT_HEAD, due=due.unit_closing)
        .Annotation(title=_("Confirm the unit's list"))
        .Next(this.move_listed)
    )
    move_listed = flow.Function(this.move_listed_entries).Next(this.has_chosen)
    has_chosen = If(_is(BatchState.CONFIRMED)).Then(this.forward).Else(this.join)
    forward = (
        RoleTask(ForwardStep, role=Role.UNIT_HEAD, due=due.unit_closing)
        .Annotation(title=_("Forward the batch"))
        .Next(this.receive)
    )
    receive = (
        RoleTask(ReceiveStep, role=Role.SECRETARY, due=due.receipt)
        .Annotation(title=_("Receive the batch"))
        .Next(this.move_received)
    )
    move_received = flow.Function(this.move_received_entries).Next(this.join)
    remind_at = (
        flow.Timer(_at(due.reminder)).Annotation(title=_("Three days before the deadline")).Next(this.remind)
    )
    remind = flow.Function(this.remind_unit).Next(this.escalate_at)
    escalate_at = (
        flow.Timer(_at(due.escalation)).Annotation(title=_("One day before the deadline")).Next(this.escalate)
    )
    escalate = flow.Function(this.escalate_unit).Next(this.close_at)
    close_at = flow.Timer(_at(due.unit_closing)).Annotation(title=_("The deadline")).Next(this.lapse)
    lapse = flow.Function(this.lapse_unit).Next(this.join)
    join = flow.Join().Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, batch: Any) -> Any:
        """Attach the list to its process."""
        activation.process.artifact = batch
        return activation.process

    def needs_timers(self, activation: Any) -> bool:
        """Say whether no other list of the unit carries the timers of its deadline already."""
        return not moves.has_timers(activation.process.subject)

    def move_listed_entries(self, activation: Any) -> None:
        """Let the entries that the head decided on go on."""
        moves.after_list(activation.process.subject)

    def move_received_entries(self, activation: Any) -> None:
        """Let the received and refused entries go on, and see that the round has a process."""
        moves.after_receipt(activation.process.subject)

    def remind_unit(self, activation: Any) -> None:
        """Remind the unit of its deadline."""
        deadline_acts.remind_unit(batch=activation.process.subject, actor=TIMER)

    def escalate_unit(self, activation: Any) -> None:
        """Tell the secretary that the unit is late."""
        deadline_acts.escalate_unit(batch=activation.process.subject, actor=TIMER)

    def lapse_unit(self, activation: Any) -> None:
        """End what the unit has not forwarded, and the tasks that wait for it."""
        moves.lapse_unit(activation.process.subject, activation.process)
