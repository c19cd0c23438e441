"""Working on tasks: claim, release, reassign, take and complete. Every one is one act."""

from collections.abc import Mapping
from typing import Any

from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from workflows.domain import refusals
from workflows.domain.actors import Actor
from workflows.domain.transition import lock_case, record, unit_of_work
from workflows.errors import TransitionRefused
from workflows.flows.processes import activation_of
from workflows.models import WorkItem
from workflows.models.grants import grants_of
from workflows.steps.awarding import IssueStep
from workflows.steps.base import Step
from workflows.verbs import Noun, Verb
from workflows.vietnamese import dates


def items_for(user: Any) -> Any:
    """Return the open tasks that ``user`` may see: own ones, and those of the person's queues."""
    own = WorkItem.objects.filter(owner=user)
    keys = grants_of(user).queue_keys
    return own | WorkItem.objects.filter(queue__in=keys, is_personal=False) if keys else own


def step_for(task: Task, user: Any) -> Step:
    """Return the step that shows and does the task."""
    step: Step = task.flow_task.step(task.process.coerced.subject, task, user)
    return step


def claim(*, task_id: int, actor: Actor) -> None:
    """Take a task of a queue for oneself.

    Raises:
        TransitionRefused: the task is gone, or somebody else has it.
    """
    with unit_of_work():
        task = _locked(task_id)
        item = _admitted_item(task, actor)
        if task.owner_id == actor.user_id:
            return
        if task.owner_id is not None:
            raise _taken(item)
        activation_of(task).assign(actor.user)
        _record(Verb.CLAIM, item, actor)


def release(*, task_id: int, actor: Actor) -> None:
    """Put one's own claimed task back into its queue."""
    with unit_of_work():
        task = _locked(task_id)
        item = _admitted_item(task, actor)
        if task.owner_id != actor.user_id or item.is_personal:
            raise refusals.no_right(Verb.RELEASE, Noun.TASK)
        activation_of(task).unassign()
        _record(Verb.RELEASE, item, actor)


def reassign(*, task_id: int, actor: Actor, to: Any) -> None:
    """Hand a task to another holder of the same role in the same scope."""
    with unit_of_work():
        task = _locked(task_id)
        item = _admitted_item(task, actor)
        if item.is_personal or item.queue not in grants_of(to).queue_keys:
            raise refusals.no_right(Verb.REASSIGN, Noun.TASK)
        if task.owner_id not in (None, actor.user_id):
            raise _taken(item)
        activation = activation_of(task)
        if task.owner_id is None:
            activation.assign(to)
        else:
            activation.reassign(to)
        _record(Verb.REASSIGN, item, actor, to=to.pk)


def complete(
    *,
    task_id: int,
    actor: Actor,
    cleaned: Mapping[str, Any],
    expected_version: int | None = None,
) -> Any:
    """Take the task (claimed or not) and do it: one act. Returns the fresh subject.

    Raises:
        TransitionRefused: nothing has been changed and the task stays open as it was.
    """
    prepared = _prepare(task_id, actor)
    with unit_of_work():
        task = _locked(task_id)
        item = _admitted_item(task, actor)
        if task.owner_id not in (None, actor.user_id):
            raise _taken(item)
        step = step_for(task, actor.user)
        subject = step.perform({**cleaned, **prepared}, expected_version)
        if step.is_done(subject):
            _finish(task, subject, actor.user)
        return subject


def _finish(task: Task, subject: Any, user: Any) -> None:
    activation = activation_of(task, subject)
    activation.take(user)
    activation.complete()
    activation.activate_next()


def _prepare(task_id: int, actor: Actor) -> dict[str, str]:
    """Do what must happen before the transaction: number and file of a decision."""
    task = Task.objects.select_related("process").filter(pk=task_id).first()
    if task is None or task.status not in (STATUS.NEW, STATUS.ASSIGNED):
        return {}
    step = step_for(task, actor.user)
    if not isinstance(step, IssueStep):
        return {}
    _admitted_item(task, actor)
    if task.owner_id not in (None, actor.user_id):
        return {}
    return step.prepare()


def _locked(task_id: int) -> Task:
    """Return the open task with its process locked until the act ends."""
    found = Task.objects.filter(pk=task_id).values_list("process_id", "flow_task").first()
    if found is None:
        raise refusals.task_gone()
    flow_class = found[1].flow_class
    if getattr(found[1], "step", Step).locks_contest:
        _lock_contest(task_id)
    lock = flow_class.lock(found[0])
    lock.__enter__()
    try:
        task = Task.objects.select_related("process").get(pk=task_id)
    finally:
        lock.__exit__(None, None, None)
    if task.status not in (STATUS.NEW, STATUS.ASSIGNED):
        raise refusals.task_gone()
    return task


def _lock_contest(task_id: int) -> None:
    case_id = WorkItem.objects.filter(pk=task_id).values_list("contest__case_id", flat=True).first()
    if case_id is not None:
        lock_case(case_id)


def _admitted_item(task: Task, actor: Actor) -> WorkItem:
    item = WorkItem.objects.select_related("owner").filter(pk=task.pk).first()
    if item is None:
        raise refusals.task_gone()
    own = item.owner_id == actor.user_id
    listed = not item.is_personal and item.queue in actor.grants.queue_keys
    if not listed and not own:
        raise refusals.not_your_task(item.role)
    return item


def _taken(item: WorkItem) -> TransitionRefused:
    moment = dates.local(item.owned_at).strftime("%H:%M") if item.owned_at else ""
    return refusals.taken(str(item.owner), moment)


def _record(verb: Verb, item: WorkItem, actor: Actor, **data: Any) -> None:
    record(
        verb,
        Noun.TASK,
        case_id=item.case_id,
        subject_id=item.pk,
        actor=actor,
        role=item.role,
        data={"step": item.step, **data},
    )
