"""The heartbeat of a running job."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import QuerySet

from workflows import clock
from workflows.domain.jobs import pace
from workflows.domain.jobs.kinds import Kind
from workflows.domain.jobs.presence import present
from workflows.models import Job
from workflows.models.job import JobState, JobWorkerRole

log = logging.getLogger(__name__)


class JobLost(Exception):
    """The job is no longer this worker's: cancelled, or given to another after a silence."""


def own(job: Job) -> "QuerySet[Job]":
    """Return the job's row for as long as this attempt is the one that runs; empty afterwards."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


@contextmanager
def beating(job: Job, kind: Kind) -> "Iterator[Beat]":
    """Vouch for the job while the body runs."""
    beat = Beat(job, kind)
    beat.start()
    try:
        yield beat
    finally:
        beat.end()


class Beat:
    """Says from a thread of its own that the job is alive, for as long as its function shows progress.

    A process that is killed stops at once; a function that hangs stops being vouched for after its kind's
    ``quiet`` seconds.
    """

    def __init__(self, job: Job, kind: Kind) -> None:
        self._job, self._quiet = job, kind.quiet
        self._moved = time.monotonic()
        self._lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._loop, name=f"beat of job {job.pk}", daemon=True)

    def start(self) -> None:
        """Begin; the row has just been written."""
        self._thread.start()

    def end(self) -> None:
        """Stop, and wait until no more is written."""
        self._over.set()
        self._thread.join()

    def progress(self) -> None:
        """Tell that the function goes on; what it is given as ``heartbeat``. Costs no query.

        Raises:
            JobLost: the job is no longer this worker's; what it was about to do must not be done.
        """
        if self._lost:
            raise JobLost
        self._moved = time.monotonic()

    def _loop(self) -> None:
        while not self._over.wait(pace.seconds("beat")):
            try:
                self._beat()
            except Exception:
                log.exception("the heartbeat of job %s could not be written", self._job.key)
            finally:
                connection.close()

    def _beat(self) -> None:
        if time.monotonic() - self._moved > self._quiet:
            return
        self._lost = not own(self._job).update(heartbeat_at=clock.machine_now())
        present(self._job.worker, JobWorkerRole.TASKS)
