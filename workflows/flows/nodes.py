"""Nodes of our own: a human task of a role within a scope, and a split into one branch per item."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import STATUS

from workflows.flows import work_items
from workflows.roles import CONTEST_ROLES, Role


class RoleTaskActivation(ViewActivation):
    """A human task that keeps its row of the work list in step with itself."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        """Create the task and list it."""
        activation = super().create(flow_task, prev_activation, token, data=data, seed=seed)
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
        super().assign.original(user)
        work_items.give(self.task, user)

    @Activation.status.transition(source=STATUS.ASSIGNED, target=STATUS.NEW)
    def unassign(self) -> None:
        """Put the task back into its queue."""
        super().unassign.original()
        work_items.put_back(self.task)

    @Activation.status.transition(source=STATUS.ASSIGNED)
    def reassign(self, user: Any = None) -> None:
        """Hand the task to ``user``."""
        super().reassign.original(user)
        work_items.give(self.task, user)

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE)
    def complete(self) -> None:
        """Finish the task and take it off the list."""
        super().complete.original()
        work_items.remove(self.task)

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.CANCELED)
    def cancel(self) -> None:
        """End the task undone and take it off the list."""
        super().cancel.original()
        work_items.remove(self.task)


class RoleTask(flow.View):
    """A human task for whoever holds ``role`` in the scope of the process's subject.

    Args:
        step: the class that shows the task and does it.
        role: whose task it is; unit roles are scoped by the subject's unit, others by its contest.
        due: the subject → until when.
        owner: activation → the one person whose task it is, for personal tasks.
    """

    activation_class = RoleTaskActivation

    def __init__(
        self,
        step: type,
        *,
        role: Role,
        due: Callable[[Any], datetime],
        owner: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(view=None, **kwargs)
        self.step, self.role, self.due, self.personal = step, role, due, owner is not None
        if owner is not None:
            self._owner = owner

    def queue_of(self, subject: Any) -> str:
        """Return ``role@scope`` under which the task is listed."""
        if self.role in CONTEST_ROLES:
            return f"{self.role.value}@c{subject.contest_id}"
        return f"{self.role.value}@u{subject.unit_id}"

    def _get_urls(self) -> list[Any]:
        return []


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
