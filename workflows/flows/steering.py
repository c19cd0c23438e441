"""Acts outside a task: they start, end or re-open processes and keep Joins from waiting for ever."""

from typing import Any

from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from workflows.domain import forwarding
from workflows.domain.transition import lock_case
from workflows.flows import due, work_items
from workflows.flows.award_flow import AwardFlow
from workflows.flows.entry_flow import EntryFlow
from workflows.flows.forward_flow import ForwardFlow
from workflows.flows.paper_flow import PaperFlow
from workflows.flows.processes import activation_of, open_tasks, processes_of
from workflows.models import Assignment, Contest, Document, Entry, ForwardingBatch, OrganisationUnit, Round
from workflows.states import EntryState, RoundState


def start_entry_process(entry: Entry) -> None:
    """Start the entry's process where its state says; nothing for a draft or an ended entry."""
    if entry.state not in (EntryState.SUBMITTED, EntryState.RETURNED, EntryState.PRE_SCREENED):
        return
    if not processes_of(EntryFlow, [entry]).exists():
        EntryFlow.start.run(entry=entry)


def end_entry_process(entry: Entry) -> None:
    """End every running process of the entry with all its tasks."""
    for process in processes_of(EntryFlow, [entry]):
        EntryFlow.instance.cancel(process)


def ensure_list(contest: Contest, unit: OrganisationUnit) -> ForwardingBatch:
    """Return the unit's open list; opens the main one, or a supplement to a list that is closed."""
    lock_case(contest.case_id)
    batch = forwarding.open_list(contest, unit.pk)
    if batch is None:
        batch = forwarding.open_batch(contest=contest, unit=unit)
        ForwardFlow.start.run(batch=batch)
    return batch


def start_award_process(round_: Round) -> None:
    """Start the round's process, once."""
    if round_.state == RoundState.RUNNING and not processes_of(AwardFlow, [round_]).exists():
        AwardFlow.start.run(round_=round_)


def relist(entry: Entry) -> None:
    """Give a reinstated entry that no open batch takes along any more a list of its own to go with."""
    if entry.state == EntryState.PRE_SCREENED and not forwarding.is_on_its_way(entry):
        batch = forwarding.reopen_batch(entry=entry)
        if not processes_of(ForwardFlow, [batch]).exists():
            ForwardFlow.start.run(batch=batch)


def open_branch(entry: Entry, assignment: Assignment) -> None:
    """Open a scoring task for a judge who was assigned after the others."""
    for waiting in open_tasks(EntryFlow, [entry], EntryFlow.await_closing):
        _open_again(entry, waiting)
        return
    split = (
        Task.objects.filter(
            process__in=processes_of(EntryFlow, [entry]), flow_task=EntryFlow.open_sheets, status=STATUS.DONE
        )
        .select_related("process")
        .order_by("-pk")
        .first()
    )
    if split is None:
        return
    activation = activation_of(split, entry)
    branches = Task.objects.filter(previous=split).count()
    token = Token(f"{split.token}/{split.pk}_{branches + 1}")
    EntryFlow.score._create(activation, token, data={"judge": assignment.judge_id})


def _open_again(entry: Entry, waiting: Task) -> None:
    """Let an entry whose sheets were all in go back from waiting to the split."""
    with EntryFlow.lock(waiting.process_id):
        activation = activation_of(waiting, entry)
        activation.cancel()
        split = EntryFlow.open_sheets._create(activation, waiting.token)
        activation._activate_next({split})


def close_branch(entry: Entry, assignment: Assignment) -> None:
    """End the scoring task of a judge who is recused or replaced; the Join is asked again."""
    for task in open_tasks(EntryFlow, [entry], EntryFlow.score):
        if task.data.get("judge") == assignment.judge_id:
            cancel_branch(task, entry)


def cancel_branch(task: Task, entry: Entry | None = None) -> None:
    """Cancel one scoring task and let the Join see whether it was the last one."""
    with EntryFlow.lock(task.process_id):
        activation = activation_of(task, entry)
        activation.cancel()
        _reach_join(activation, task)


def _reach_join(activation: Any, task: Task) -> None:
    """Re-activate the Join, or reach it for the first time when every branch was cancelled."""
    join = Task.objects.filter(
        process_id=task.process_id, flow_task=EntryFlow.all_sheets, status__in=[STATUS.NEW, STATUS.STARTED]
    ).first()
    if join is not None:
        joined = activation_of(join)
    elif _has_open_branches(task):
        return
    else:
        joined = EntryFlow.await_closing._create(activation, task.token.get_base_split_token())
    joined.process.artifact = activation.process.artifact
    activation._activate_next({joined})


def _has_open_branches(task: Task) -> bool:
    open_branches = Task.objects.filter(
        process_id=task.process_id, flow_task=EntryFlow.score, status__in=[STATUS.NEW, STATUS.ASSIGNED]
    )
    return open_branches.exists()


def rearm_timers(contest: Contest, unit_id: int) -> None:
    """Move the unit's timers, and the days its tasks are due, to its deadline as it is now."""
    lists = ForwardingBatch.objects.filter(contest=contest, unit_id=unit_id)
    nodes = (ForwardFlow.remind_at, ForwardFlow.escalate_at, ForwardFlow.close_at)
    for task in open_tasks(ForwardFlow, lists, *nodes):
        activation = activation_of(task)
        task.scheduled = task.flow_task._delay(activation)
        task.save(update_fields=["scheduled"])
    steps = [
        node.name for flow in (EntryFlow, ForwardFlow) for node in flow.instance.nodes() if _is_units(node)
    ]
    work_items.move_due(contest, unit_id, steps)


def _is_units(node: Any) -> bool:
    return getattr(node, "due", None) is due.unit_closing


def finish_correction(entry: Entry, user: Any) -> None:
    """End the author's task to complete the entry: it has been submitted again from its own page."""
    for task in open_tasks(EntryFlow, [entry], EntryFlow.correct):
        with EntryFlow.lock(task.process_id):
            activation = activation_of(task, entry)
            activation.take(user)
            activation.complete()
            activation.activate_next()


def start_paper_process(document: Document) -> None:
    """Start the paper's process, once."""
    if not processes_of(PaperFlow, [document]).exists():
        PaperFlow.start.run(document=document)


def reconsider_ties(round_: Round) -> None:
    """End the task of a vote that no tie asks for any more; the process asks its question again."""
    for task in open_tasks(AwardFlow, [round_], AwardFlow.vote):
        if not round_.ranking.filter(rank__isnull=True).exists():
            with AwardFlow.lock(task.process_id):
                activation = activation_of(task, round_)
                activation.cancel()
                following = AwardFlow.approve_results._create(activation, task.token)
                activation._activate_next({following})
