"""The end of a role: in the same act the person's claimed tasks return to their queue."""

from collections.abc import Iterable

from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from workflows.domain import memberships
from workflows.domain.actors import TIMER, Actor
from workflows.domain.transition import lock_case, record, unit_of_work
from workflows.flows.processes import activation_of
from workflows.models import Membership, User, WorkItem
from workflows.models.case import CaseKind
from workflows.verbs import Noun, Verb


def end_membership(*, membership: Membership, actor: Actor = TIMER) -> int:
    """End a role that somebody holds and return how many claimed tasks went back to the queue.

    They stay where another membership of the person (a stand-in) gives the same queue. Personal tasks
    have no queue: those who can see to them are told. Ended already: nothing happens.

    Raises:
        TransitionRefused: ``actor`` may not end it, or nobody would administer the installation.
    """
    with unit_of_work():
        ended = memberships.close_membership(membership=membership, actor=actor)
        if ended is None or memberships.holds(ended.user, ended.queue_key):
            return 0
        personal = WorkItem.objects.filter(owner=ended.user, queue=ended.queue_key, is_personal=True).count()
        if personal:
            memberships.tell_left_open(queue=ended.queue_key, of=ended.user, count=personal)
        return release_tasks(user=ended.user, queue=ended.queue_key, actor=actor)


def release_tasks(*, user: User, queue: str, actor: Actor) -> int:
    """Put the tasks of ``queue`` that ``user`` has claimed back, each with its event; returns how many."""
    with unit_of_work():
        claimed = WorkItem.objects.filter(owner=user, queue=queue, is_personal=False)
        for case_id in _cases_in_order(claimed.values_list("case_id", "case__kind")):
            lock_case(case_id)
        items = list(claimed.select_related("task__process").order_by("pk"))
        released = sum(_release(item, actor) for item in items)
        if released:
            memberships.tell_returned(queue=queue, without=user, count=released)
        return released


def _cases_in_order(rows: Iterable[tuple[int, str]]) -> list[int]:
    """A contest's case is locked before its entries', these by key."""
    cases = {(kind != CaseKind.CONTEST, case_id) for case_id, kind in rows}
    return [case_id for _is_entry, case_id in sorted(cases)]


def _release(item: WorkItem, actor: Actor) -> int:
    task: Task = item.task
    if task.status != STATUS.ASSIGNED:
        return 0
    with task.flow_task.flow_class.lock(task.process_id):
        activation_of(task).unassign()
    record(
        Verb.RELEASE,
        Noun.TASK,
        case_id=item.case_id,
        subject_id=item.pk,
        actor=actor,
        role="system" if actor.as_system else "administrator",
        data={"step": item.step, "from": item.owner_id},
    )
    return 1


def release_expired() -> int:
    """End every role whose last day is over; returns how many tasks went back. Safe to repeat.

    Also takes back what stayed claimed by somebody who may not do it any more: an account that was
    deactivated, a task claimed in the very moment in which the role ended.
    """
    released = sum(end_membership(membership=row) for row in memberships.expired())
    for user, queue in _strays():
        released += release_tasks(user=user, queue=queue, actor=TIMER)
    return released


def _strays() -> list[tuple[User, str]]:
    claimed = WorkItem.objects.filter(owner__isnull=False, is_personal=False)
    pairs = set(claimed.order_by().values_list("owner_id", "queue").distinct())
    owners = User.objects.in_bulk({owner_id for owner_id, _queue in pairs})
    held = {
        (row.user_id, row.queue_key)
        for row in Membership.objects.current().filter(user__in=owners, user__is_active=True)
    }
    return [(owners[owner_id], queue) for owner_id, queue in sorted(pairs - held)]
