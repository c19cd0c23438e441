"""Viewflow's task rows, written with constant SQL where every human task passes.

What is written is what viewflow writes; only how is ours: its own way builds each statement anew, and
links tasks through a manager that asks the database first.
"""

from typing import Any

from django.db import connection
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.signals import task_finished

from workflows.models import constant_sql

_LINK = "INSERT INTO viewflow_task_previous (from_task_id, to_task_id) VALUES (%s, %s)"


def new(node: Any, previous: Any, token: Any, data: Any = None) -> Task:
    """Return a task of ``node`` that follows the activation ``previous``, not yet in the database."""
    return Task(
        process=previous.process,
        flow_task=node,
        flow_task_type=node.task_type,
        token=token,
        data=data if data is not None else {},
    )


def insert(task: Task, previous: Task) -> None:
    """Write a new task and its link to the one before."""
    constant_sql.insert(task)
    with connection.cursor() as cursor:
        cursor.execute(_LINK, [task.pk, previous.pk])


def save(task: Task) -> None:
    """Write what claiming, taking and finishing change."""
    constant_sql.update(task, "status", "owner", "assigned", "started", "finished")


def finish(activation: Any) -> None:
    """Do what viewflow's ``Activation.complete`` does."""
    assert connection.in_atomic_block
    activation.task.finished = timezone.now()
    save(activation.task)
    tell_finished(activation)


def tell_finished(activation: Any) -> None:
    """Send viewflow's signal."""
    task_finished.send(sender=activation.flow_class, process=activation.process, task=activation.task)
