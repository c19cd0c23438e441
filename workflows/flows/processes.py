"""Finding the processes and open tasks of a subject."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from workflows.models import CaseProcess

OPEN = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED, STATUS.SCHEDULED)


def processes_of(flow_class: Any, subjects: Iterable[Any]) -> Any:
    """Return the running processes of ``flow_class`` about ``subjects`` (all of one model)."""
    listed = list(subjects)
    if not listed:
        return CaseProcess.objects.none()
    return CaseProcess.objects.filter(
        flow_class=flow_class,
        artifact_content_type=ContentType.objects.get_for_model(type(listed[0])),
        artifact_object_id__in=[subject.pk for subject in listed],
        status=PROCESS.NEW,
    )


def open_tasks(flow_class: Any, subjects: Iterable[Any], *nodes: Any) -> list[Task]:
    """Return the open tasks of ``nodes`` in the processes about ``subjects``, in order of key."""
    tasks = Task.objects.filter(
        process__in=processes_of(flow_class, subjects), status__in=OPEN, flow_task__in=nodes
    )
    return list(tasks.select_related("process").order_by("pk"))


def activation_of(task: Task, subject: Any = None) -> Any:
    """Return the task's activation, its process knowing the fresh ``subject``."""
    activation = task.flow_task.activation_class(task)
    if subject is not None:
        activation.process.knows(subject)
    return activation
