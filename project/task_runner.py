"""The task runner: takes jobs from the task queue and runs them, one at a time.

With the database as the queue it looks every two seconds whether there is anything: one indexed reading.
What waits is then run by django-tasks-db's own worker until nothing waits any more.
"""

import contextlib
import logging
import signal
import threading
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

from workflows.domain.jobs import presence
from workflows.models.job import JobWorkerRole

log = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds


class TaskRunner:
    """Runs what the database's queue holds until it is told to stop; the job under way is finished first."""

    def __init__(self, name: str = "", look_every: float = LOOK_EVERY) -> None:
        self.name = name or presence.own_name(JobWorkerRole.TASKS)
        self._look_every = look_every
        self._stop = threading.Event()
        self._worker: Any = None

    def stop(self, *_: object) -> None:
        """Ask the runner to end after the job that runs now; may be used as a signal handler."""
        self._stop.set()
        if self._worker is not None:
            self._worker.running = False

    def run(self) -> None:
        """Loop until `stop()`."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self._stop.is_set():
            self.turn()
            self._stop.wait(self._look_every)
        with contextlib.suppress(DatabaseError):
            presence.gone(self.name)

    def turn(self) -> None:
        """Look once; a database that is away for a moment must not end the whole service."""
        try:
            self.look()
        except Exception:
            log.exception("the task queue could not be worked on; trying again")

    def look(self) -> None:
        """Run what waits now."""
        close_old_connections()
        presence.present(self.name, JobWorkerRole.TASKS)
        if self._has_work():
            self._work()
        close_old_connections()

    def _has_work(self) -> bool:
        """The library's own look takes SQLite's write lock each time; this one only reads."""
        from django_tasks_db.models import DBTaskResult

        return DBTaskResult.objects.ready().filter(backend_name="default").exists()

    def _work(self) -> None:
        from django_tasks_db.management.commands.db_worker import Worker

        self._worker = Worker(
            queue_names=["default"],
            excluded_queue_names=[],
            backend_name="default",
            worker_id=self.name,
            interval=0,
            batch=True,
            startup_delay=False,
            max_tasks=None,
        )
        if not self._stop.is_set():
            self._worker.run()
        self._worker = None


def run_over_redis() -> None:
    """Run RQ's worker in this process until SIGTERM; no fork, so the render process stays warm."""
    call_command(
        "rqworker",
        "default",
        name=presence.own_name(JobWorkerRole.TASKS),
        worker_class="rq.SimpleWorker",
        job_class="django_tasks_rq.Job",
        serializer="rq.serializers.JSONSerializer",
        verbosity=0,
    )


def run_over_celery() -> None:
    """Run Celery's worker in this process until SIGTERM."""
    from project import celery_queue

    celery_queue.work()
