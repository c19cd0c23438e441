"""The worker: fires what falls due while nobody is looking.

Each job is a function without arguments that does what is due now, may be called at any time and
again, and commits its own transactions. It is named by its path and loaded when it is called, so the
worker starts without the process engine in memory.
"""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from datetime import timedelta

from django.db import close_old_connections
from django.utils.module_loading import import_string

from workflows import clock

log = logging.getLogger(__name__)

KEPT, LEFT_OVER = timedelta(hours=1), timedelta(days=1)

JOBS: tuple[tuple[str, float], ...] = (
    ("workflows.flows.timers.fire_due", 5.0),
    ("workflows.flows.openings.open_due_lists", 30.0),
    ("workflows.flows.memberships.release_expired", 300.0),
    ("workflows.domain.checkpoints.seal_due", 60.0),
    ("workflows.domain.jobs.upkeep.keep", 5.0),
    ("workflows.domain.jobs.upkeep.tidy", 300.0),
    ("project.worker.clear_messages", 3600.0),
    ("project.worker.clear_sessions", 86_400.0),
)


def clear_sessions() -> None:
    """Delete the sessions that have expired."""
    from django.core.management import call_command

    call_command("clearsessions")


def clear_messages() -> None:
    """Delete what the database's task queue keeps of tasks: the jobs have rows of their own.

    A task whose runner was killed stays there as running for ever; after a day it is only a left-over.
    """
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.finished().filter(finished_at__lt=clock.machine_now() - KEPT).delete()
    DBTaskResult.objects.running().filter(started_at__lt=clock.machine_now() - LEFT_OVER).delete()


class Worker:
    """Calls each job of `jobs` (path, seconds between calls) until it is told to stop."""

    def __init__(self, jobs: Sequence[tuple[str, float]] = JOBS) -> None:
        self._jobs = jobs
        self._next = {path: 0.0 for path, _ in jobs}
        self._stop = threading.Event()

    def stop(self, *_: object) -> None:
        """Ask the loop to end after the job that runs now; may be used as a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Loop until `stop()`; the job under way is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self._stop.wait(1.0):
            self.tick(time.monotonic())
        _call("workflows.domain.jobs.upkeep.leave")

    def tick(self, moment: float) -> list[str]:
        """Call the jobs due at `moment` (monotonic seconds); return the paths of those that succeeded."""
        due = [(path, every) for path, every in self._jobs if self._next[path] <= moment]
        done = []
        for path, every in due:
            self._next[path] = moment + every
            if _call(path):
                done.append(path)
        return done


def _call(path: str) -> bool:
    """A job that fails is logged and tried again at its next turn: one fault must not stop the timers."""
    close_old_connections()
    try:
        import_string(path)()
    except Exception:
        log.exception("job %s failed", path)
        return False
    finally:
        close_old_connections()
    return True
