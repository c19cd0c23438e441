"""Nodes of our own: a human task of a role within a scope, and a split into one branch per item."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.nodes.handle import HandleActivation as StockHandleActivation
from viewflow.workflow.nodes.if_gate import IfActivation as StockIfActivation
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import STATUS

from workflows.flows import task_rows, work_items
from workflows.roles import CONTEST_ROLES, Role


class RoleTaskActivation(ViewActivation):
    """A human task that keeps its row of the work list in step with itself."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        """Create the task and list it."""
        task = task_rows.new(flow_task, prev_activation, token, data)
        activation = cls(task)
        if (owner := flow_task.calc_owner(activation)) is not None:
            task.owner, task.status = owner, STATUS.ASSIGNED
        task_rows.insert(task, prev_activation.task)
        work_items.add(activation)
        return activation

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.STARTED)
    def take(self, user: Any) -> None:
        """Take the task in hand, claimed before or not; ``complete`` saves it."""
        self.task.owner = user
        self.task.started = timezone.now()

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.ASSIGNED)
    def assign(self, user: Any) -> None:
        """Claim the task for ``user``."""
        self.task.assigned = timezone.now()
        self._give(user)

    @Activation.status.transition(source=STATUS.ASSIGNED, target=STATUS.NEW)
    def unassign(self) -> None:
        """Put the task back into its queue."""
        self.task.owner = None
        task_rows.save(self.task)
        work_items.put_back(self.task)

    @Activation.status.transition(source=STATUS.ASSIGNED)
    def reassign(self, user: Any = None) -> None:
        """Hand the task to ``user``."""
        self._give(user)

    def _give(self, user: Any) -> None:
        self.task.owner = user
        task_rows.save(self.task)
        work_items.give(self.task, user)

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE)
    def complete(self) -> None:
        """Finish the task and take it off the list."""
        task_rows.finish(self)
        work_items.remove(self.task)

    @Activation.status.super()
    def create_next(self) -> Iterator[Any]:
        """Go on where the node, or the task's outcome, says."""
        node = self.flow_task
        if node._condition is None:
            yield from super().create_next.original()
        else:
            following = node._then if node._condition(self) else node._otherwise
            yield following._create(self, self.task.token)

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.CANCELED)
    def cancel(self) -> None:
        """End the task undone and take it off the list."""
        super().cancel.original()
        work_items.remove(self.task)


class RoleTask(flow.View):
    """A human task for whoever holds ``role`` in the scope of the process's subject.

    Args:
        step: the class that shows the task and does it.
        role: whose task it is, or subject → whose; unit roles are scoped by the subject's unit, others by
            its contest.
        roles: all whose task it can be, where that depends on the subject.
        due: the subject → until when.
        owner: activation → the one person whose task it is, for personal tasks.
    """

    activation_class = RoleTaskActivation

    def __init__(
        self,
        step: type,
        *,
        role: Role | Callable[[Any], Role],
        roles: set[Role] | None = None,
        due: Callable[[Any], datetime],
        owner: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(view=None, **kwargs)
        self.step, self.due, self.personal = step, due, owner is not None
        self._role = role
        self.roles = frozenset(roles or ({role} if isinstance(role, Role) else ()))
        self._condition = self._then = self._otherwise = None
        if owner is not None:
            self._owner = owner

    def Choose(self, condition: Any, *, then: Any, otherwise: Any) -> "RoleTask":
        """Let the outcome of the task decide what follows: a question of its own would only repeat it."""
        self._condition, self._then, self._otherwise = condition, then, otherwise
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        for name in ("_condition", "_then", "_otherwise"):
            setattr(self, name, this.resolve(instance, getattr(self, name)))

    def _outgoing(self) -> Iterator[Edge]:
        if self._condition is None:
            yield from super()._outgoing()
        else:
            yield Edge(src=self, dst=self._then, edge_class="cond_true", label="yes")
            yield Edge(src=self, dst=self._otherwise, edge_class="cond_false", label="no")

    def queue_of(self, subject: Any) -> str:
        """Return ``role@scope`` under which the task is listed."""
        role = self.role_of(subject)
        scope = f"c{subject.contest_id}" if role in CONTEST_ROLES else f"u{subject.unit_id}"
        return f"{role.value}@{scope}"

    def role_of(self, subject: Any) -> Role:
        """Return whose task it is for this subject."""
        return self._role if isinstance(self._role, Role) else self._role(subject)

    def _get_urls(self) -> list[Any]:
        return []


class IfActivation(StockIfActivation):
    """A question that is asked and answered in one go, and written once, when it is answered.

    It needs no savepoint: an error ends the whole act.
    """

    # until it is answered its task has no key to be told apart by
    __hash__ = object.__hash__

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        """Create the task, not yet in the database."""
        activation = cls(task_rows.new(flow_task, prev_activation, token, data))
        activation.previous_task = prev_activation.task
        return activation

    @Activation.status.super()
    def activate(self) -> None:
        """Ask the question."""
        self._condition_result = self.flow_task._condition(self)

    @Activation.status.super()
    def complete(self) -> None:
        """Write the answered question."""
        self.task.finished = timezone.now()
        task_rows.insert(self.task, self.previous_task)
        task_rows.tell_finished(self)


class If(flow.If):
    """A question; stands in many ways between two human tasks, hence written with constant SQL."""

    activation_class = IfActivation


class HandleActivation(StockHandleActivation):
    """Waits for an act outside the process."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        """Create the task."""
        task = task_rows.new(flow_task, prev_activation, token, data)
        task_rows.insert(task, prev_activation.task)
        return cls(task)


class Handle(flow.Handle):
    """A place where the process waits; reached right after a human task, hence constant SQL."""

    activation_class = HandleActivation


class SplitForEachActivation(SplitActivation):
    """Opens one branch per item."""

    @Activation.status.super()
    def activate(self) -> None:
        """List the branches to open."""
        node = self.flow_task._activate_next[0][0]
        self.next_tasks = [(node, data) for data in self.flow_task._items(self)]


class SplitForEach(flow.Split):
    """A split into as many branches of one node as ``items`` says; joined by the stock Join.

    ``items`` maps the activation to a list of task data, one per branch, never empty.
    """

    activation_class = SplitForEachActivation

    def __init__(self, items: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._items = items

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self._items = this.resolve(instance, self._items)
