"""The work list held against viewflow's open tasks, and made anew from them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from workflows.flows import due, work_items
from workflows.flows.nodes import RoleTask
from workflows.models import WorkItem
from workflows.models.constant_sql import insert

CHUNK = 500

_OWN_TIME = ("arrived", "owned_at")
"""Columns that say when a row was written; nothing else tells it."""

_COMPARED = [
    f.attname for f in WorkItem._meta.concrete_fields if not f.primary_key and f.attname not in _OWN_TIME
]


@dataclass
class Difference:
    """A task whose row is missing (``found`` is ``None``), stray (``wanted`` is ``None``) or wrong."""

    task_id: int
    wanted: dict[str, Any] | None
    found: WorkItem | None
    columns: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if self.found is None:
            return _("Task %(task)d is open, but the work list does not have it.") % {"task": self.task_id}
        if self.wanted is None:
            return _("The work list has task %(task)d, which is not open.") % {"task": self.task_id}
        names = {"task": self.task_id, "columns": ", ".join(self.columns)}
        return _("Task %(task)d stands wrongly on the work list: %(columns)s.") % names


def count_open() -> int:
    """Return how many tasks there are to look at."""
    return _open_tasks().count()


def differences(tick: Any = lambda count: None) -> Iterator[Difference]:
    """Yield what is wrong with the work list, in order of the tasks; then the rows of no open task.

    ``tick`` is told how many tasks have been looked at.
    """
    last, dues = 0, _Dues()
    while tasks := list(_open_tasks().filter(pk__gt=last).select_related("process").order_by("pk")[:CHUNK]):
        last = tasks[-1].pk
        found = WorkItem.objects.in_bulk([task.pk for task in tasks])
        _give_subjects(tasks)
        for task in tasks:
            if isinstance(task.flow_task, RoleTask):
                yield from _compared(task, found.get(task.pk), dues)
        tick(len(tasks))
    for item in WorkItem.objects.exclude(task__in=_open_tasks().values("pk")).order_by("pk"):
        yield Difference(item.pk, None, item)


def rebuild(tick: Any = lambda count: None) -> int:
    """Mend every row that is missing, stray or wrong, in one act; returns how many."""
    with transaction.atomic():
        wrong = list(differences(tick))
        WorkItem.objects.filter(pk__in=[one.task_id for one in wrong if one.found is not None]).delete()
        for one in wrong:
            if one.wanted is not None:
                insert(WorkItem(**one.wanted))
    return len(wrong)


def _open_tasks() -> Any:
    return Task.objects.filter(flow_task_type="HUMAN", status__in=work_items.OPEN_STATUSES)


def _give_subjects(tasks: list[Task]) -> None:
    """Read the subjects of all tasks with one query per kind."""
    wanted: dict[int, set[int]] = {}
    for task in tasks:
        process = task.process
        wanted.setdefault(process.artifact_content_type_id, set()).add(process.artifact_object_id)
    read = {kind: _subjects(kind, keys) for kind, keys in wanted.items()}
    for task in tasks:
        process = task.process.coerced
        process.artifact = read[process.artifact_content_type_id][process.artifact_object_id]


def _subjects(kind: int, keys: set[int]) -> dict[int, Any]:
    model = ContentType.objects.get_for_id(kind).model_class()
    assert model is not None
    related = [name for name in ("contest", "unit") if name in {f.name for f in model._meta.concrete_fields}]
    # many subjects share a contest and a unit: these are read once, not joined to each
    return dict(model._default_manager.prefetch_related(*related).in_bulk(keys))


class _Dues:
    """Until when tasks are due; asked once per node, contest and unit."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, int, int | None], Any] = {}

    def of(self, node: RoleTask, subject: Any) -> Any:
        key = (node.due, subject.contest_id, getattr(subject, "unit_id", None))
        if key not in self._known:
            self._known[key] = node.due(subject)
        return self._known[key]


def _compared(task: Task, found: WorkItem | None, dues: _Dues) -> Iterator[Difference]:
    node, subject = task.flow_task, task.process.coerced.subject
    wanted = work_items.row_of(task, subject, due=dues.of(node, subject))
    wanted |= {"arrived": task.created, "owned_at": task.assigned if task.owner_id else None}
    if found is None:
        yield Difference(task.pk, wanted, None)
        return
    wanted |= {"arrived": found.arrived, "owned_at": found.owned_at if task.owner_id else None}
    if node.due is due.receipt:
        # counted from the moment when the task arrived
        wanted["due"] = found.due
    expected = WorkItem(**wanted)
    columns = [name for name in _COMPARED if getattr(expected, name) != getattr(found, name)]
    if columns:
        yield Difference(task.pk, wanted, found, columns)
