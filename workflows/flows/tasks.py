"""Working on tasks: claim, release, reassign, take and complete. Every one is one act."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from workflows.domain import refusals
from workflows.domain.actors import Actor, Admission
from workflows.domain.transition import lock_case, record, unit_of_work, vouch
from workflows.errors import TransitionRefused
from workflows.flows import moves
from workflows.flows.processes import activation_of
from workflows.models import WorkItem
from workflows.models.constant_sql import fetch
from workflows.models.grants import grants_of
from workflows.steps.base import Step
from workflows.verbs import Noun, Verb
from workflows.vietnamese import dates

_SUBJECT = ("entry",)
"""What is read along with a task where its step will be asked."""


def items_for(user: Any) -> Any:
    """Return the open tasks that ``user`` may see: own ones, and those of the person's queues."""
    own = WorkItem.objects.filter(owner=user)
    keys = grants_of(user).queue_keys
    return own | WorkItem.objects.filter(queue__in=keys, is_personal=False) if keys else own


def item_for(user: Any, task_id: int) -> WorkItem | None:
    """Return the open task among :func:`items_for` with its task and process; ``None`` for no such."""
    try:
        item = _read(task_id, *_SUBJECT)
    except TransitionRefused:
        return None
    return item if _is_for(item, user) else None


def _is_for(item: WorkItem, user: Any) -> bool:
    listed = not item.is_personal and item.queue in grants_of(user).queue_keys
    return listed or item.owner_id == user.pk


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
        item = _locked(task_id, actor)
        task = item.task
        if task.owner_id == actor.user_id:
            return
        if task.owner_id is not None:
            raise _taken(item)
        activation_of(task).assign(actor.user)
        _record(Verb.CLAIM, item, actor)


def release(*, task_id: int, actor: Actor) -> None:
    """Put one's own claimed task back into its queue."""
    with unit_of_work():
        item = _locked(task_id, actor)
        task = item.task
        if task.owner_id != actor.user_id or item.is_personal:
            raise refusals.no_right(Verb.RELEASE, Noun.TASK)
        activation_of(task).unassign()
        _record(Verb.RELEASE, item, actor)


def reassign(*, task_id: int, actor: Actor, to: Any) -> None:
    """Hand a task to another holder of the same role in the same scope."""
    with unit_of_work():
        item = _locked(task_id, actor)
        task = item.task
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
    try:
        return _complete(task_id, actor, cleaned, expected_version)
    except _Unprepared as wish:
        prepared = wish.step.prepare(cleaned)
    return _complete(task_id, actor, {**cleaned, **prepared}, expected_version, prepared=True)


class _Unprepared(Exception):
    """Nothing has been done: the step wants its paper made first, outside the transaction."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step


def _complete(
    task_id: int,
    actor: Actor,
    cleaned: Mapping[str, Any],
    expected_version: int | None,
    *,
    prepared: bool = False,
) -> Any:
    with unit_of_work():
        item = _locked(task_id, actor, *_SUBJECT)
        task = item.task
        if task.owner_id not in (None, actor.user_id):
            raise _taken(item)
        step = step_for(task, actor.user)
        if step.makes_file and not prepared:
            raise _Unprepared(step)
        vouch(step.subject)
        subject = step.perform(cleaned, expected_version)
        if step.is_done(subject):
            _finish(task, subject, actor.user)
        else:
            # the one task that may stay open: some entries of the list are decided, others still checked
            moves.after_list(subject)
        return subject


def _finish(task: Task, subject: Any, user: Any) -> None:
    activation = activation_of(task, subject)
    activation.take(user)
    activation.complete()
    activation.activate_next()


def _locked(task_id: int, actor: Actor, *related: str) -> WorkItem:
    """Return the open task's row (see :func:`_read`), its case locked until the act ends.

    On SQLite the transaction of the act is the lock, and the first reading is already inside it.

    Raises:
        TransitionRefused: the task is no longer open, or is not for ``actor``.
    """
    item = _read(task_id, *related)
    if connection.features.has_select_for_update:
        if item.task.flow_task.step.locks_contest:
            lock_case(item.contest.case_id)
        lock_case(item.case_id)
        item = _read(task_id, *related)
    if item.task.status not in (STATUS.NEW, STATUS.ASSIGNED):
        raise refusals.task_gone()
    if not _is_for(item, actor.user):
        raise refusals.not_your_task(item.role)
    return item


def _read(task_id: int, *related: str) -> WorkItem:
    """Return an open task's row with task, process and ``related``; an entry is the process's subject."""
    try:
        item = fetch(WorkItem, task_id, "task__process", *related)
    except WorkItem.DoesNotExist:
        raise refusals.task_gone()
    if related and item.entry is not None:
        activation_of(item.task, item.entry)
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
        admitted=_admission(item, actor),
        data={"step": item.step, **data},
    )


def _admission(item: WorkItem, actor: Actor) -> Admission | None:
    """The grant under which the person reaches the queue; the owner of a personal task needs none."""
    grants = (grant for grant in actor.grants.items if grant.queue_key == item.queue)
    grant = next(grants, None)
    return Admission(grant) if grant else None
