"""A contest's act moves every entry that waits for it: what one process does to the others.

The flows' modules are imported inside: they name these functions in their nodes.
"""

from typing import Any

from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from workflows.domain import documents, forwarding
from workflows.domain.actors import TIMER
from workflows.flows.processes import activation_of, open_tasks
from workflows.models import Document, Entry, ForwardingBatch, Round
from workflows.models.paper_kinds import DocumentKind
from workflows.states import BatchState, EntryState


def wake(task: Task, subject: Any) -> None:
    """Let a waiting process go on with the fresh ``subject``."""
    node = task.flow_task
    with node.flow_class.lock(task.process_id):
        activation = activation_of(task, subject)
        activation.run(None)
        activation.execute()


def _wake_all(entries: list[Entry], node: Any) -> None:
    by_key = {entry.pk: entry for entry in entries}
    for task in open_tasks(node.flow_class, entries, node):
        wake(task, by_key[task.process.artifact_object_id])


def _of_unit(batch: ForwardingBatch) -> Any:
    return Entry.objects.filter(contest_id=batch.contest_id, unit_id=batch.unit_id).order_by("case_id")


def ensure_list(entry: Entry) -> None:
    """See that the unit of the entry has an open list."""
    from workflows.flows import steering

    steering.ensure_list(entry.contest, entry.unit)


def after_list(batch: ForwardingBatch) -> None:
    """Move the entries on which the head has decided; what is still being checked gets a supplement."""
    from workflows.flows import steering
    from workflows.flows.entry_flow import EntryFlow

    decided = _of_unit(batch).filter(state__in=[EntryState.PRE_SCREENED, EntryState.SCREENED_OUT])
    _wake_all(list(decided), EntryFlow.await_list)
    if _of_unit(batch).filter(state=EntryState.SUBMITTED).exists():
        steering.ensure_list(batch.contest, batch.unit)


def after_receipt(batch: ForwardingBatch) -> None:
    """Move the received and the refused entries; the round's own process starts with the first."""
    from workflows.flows.entry_flow import EntryFlow
    from workflows.flows.steering import end_entry_process, start_award_process

    settled = list(_of_unit(batch).exclude(state=EntryState.PRE_SCREENED, received_at=None))
    _wake_all(
        [e for e in settled if e.state in (EntryState.PRE_SCREENED, EntryState.RETURNED)],
        EntryFlow.await_receipt,
    )
    for entry in settled:
        if entry.state == EntryState.LAPSED:
            end_entry_process(entry)
    for round_ in Round.objects.filter(entries__batch=batch, entries__received_at__isnull=False).distinct():
        start_award_process(round_)


def lapse_unit(batch: ForwardingBatch, process: Any) -> None:
    """Let the unit's late entries lapse, and end their processes and the unit's list tasks."""
    from workflows.flows.forward_flow import ForwardFlow
    from workflows.flows.steering import end_entry_process

    lapsed = forwarding.lapse_unit(contest=batch.contest, unit_id=batch.unit_id, actor=TIMER)
    for entry in lapsed:
        end_entry_process(entry)
    late = ForwardingBatch.objects.filter(
        contest_id=batch.contest_id, unit_id=batch.unit_id, state=BatchState.LAPSED
    )
    for task in open_tasks(ForwardFlow, late, ForwardFlow.confirm_list, ForwardFlow.forward):
        activation_of(task).cancel()
        if task.process_id != process.pk:
            _end_without_tasks(task.process)


def _end_without_tasks(process: Any) -> None:
    if (
        not Task.objects.filter(process=process, finished__isnull=True)
        .exclude(status__in=[STATUS.DONE, STATUS.CANCELED])
        .exists()
    ):
        process.flow_class.instance.cancel(process.coerced)


def has_timers(batch: ForwardingBatch) -> bool:
    """Say whether a list of the unit carries the timers of its deadline."""
    from workflows.flows.forward_flow import ForwardFlow

    lists = ForwardingBatch.objects.filter(contest_id=batch.contest_id, unit_id=batch.unit_id)
    timers = (ForwardFlow.remind_at, ForwardFlow.escalate_at, ForwardFlow.close_at)
    return bool(open_tasks(ForwardFlow, lists, *timers))


def after_closing(round_: Round) -> None:
    """Move all scored entries: those that wait, and those whose last sheets will not come."""
    from workflows.flows.entry_flow import EntryFlow
    from workflows.flows.steering import cancel_branch

    scored = list(round_.entries.filter(state=EntryState.SCORED).order_by("case_id"))
    for task in open_tasks(EntryFlow, scored, EntryFlow.score):
        cancel_branch(task)
    _wake_all(scored, EntryFlow.await_closing)


def open_minutes(round_: Round) -> None:
    """Start the process of the minutes of the round's meeting."""
    from workflows.flows.steering import start_paper_process

    start_paper_process(documents.minutes_of(round_))


def after_paper(document: Document) -> None:
    """Let the round go on that waited for its minutes."""
    from workflows.flows.award_flow import AwardFlow

    if document.kind == DocumentKind.MINUTES and document.round is not None:
        for task in open_tasks(AwardFlow, [document.round], AwardFlow.await_minutes):
            wake(task, document.round)


def after_decision(round_: Round) -> None:
    """End the processes of all decided entries."""
    from workflows.flows.entry_flow import EntryFlow

    decided = round_.entries.filter(state__in=[EntryState.AWARDED, EntryState.NOT_AWARDED])
    _wake_all(list(decided.order_by("case_id")), EntryFlow.await_decision)
