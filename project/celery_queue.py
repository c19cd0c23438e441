"""Django's Tasks interface over Celery: a backend that sends, and the one Celery task that runs.

Loaded only where TRANG_TASKS names Celery (requirements-celery.txt). Only the message goes over Celery;
retries, results and heartbeats are those of our own jobs.
"""

from typing import Any

from celery import Celery  # type: ignore[import-not-found,unused-ignore]
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.module_loading import import_string
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id

from workflows import clock
from workflows.domain.jobs import presence
from workflows.models.job import JobWorkerRole

app = Celery("trang", broker=settings.CELERY_BROKER)
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    # a runner takes one message at a time: what it is killed with is one job
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    timezone="UTC",
)


class CeleryBackend(BaseTaskBackend):
    """Sends a task's path and arguments."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> "TaskResult[Any]":
        """Send the task; raises what Celery raises when its broker cannot be reached."""
        self.validate_task(task)
        result = _result(task, get_random_id(), TaskResultStatus.READY, list(args), dict(kwargs), [])
        run_task.apply_async((task.module_path, result.args, result.kwargs), task_id=result.id)
        task_enqueued.send(type(self), task_result=result)
        return result


@app.task(name="trang.run_task", bind=True)  # type: ignore[untyped-decorator,unused-ignore]
def run_task(self: Any, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the task at ``path``; anything else that a message may name is refused."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise SuspiciousOperation(f"{path} is no task")
    worker = presence.own_name(JobWorkerRole.TASKS)
    result = _result(task, self.request.id, TaskResultStatus.RUNNING, args, kwargs, [worker])
    context = (TaskContext(task_result=result),) if task.takes_context else ()
    task.call(*context, *args, **kwargs)


def _result(
    task: Any, key: str, status: TaskResultStatus, args: list[Any], kwargs: dict[str, Any], workers: list[str]
) -> "TaskResult[Any]":
    return TaskResult(
        task=task,
        id=key,
        status=status,
        enqueued_at=clock.machine_now(),
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=args,
        kwargs=kwargs,
        backend=task.backend,
        errors=[],
        worker_ids=workers,
    )


def work() -> None:
    """Run Celery's worker in this process until SIGTERM; no fork, so the render process stays warm."""
    name = presence.own_name(JobWorkerRole.TASKS)
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    app.worker_main(["--quiet", "worker", "--pool", "solo", "--hostname", f"{name}@%h", *quiet])
