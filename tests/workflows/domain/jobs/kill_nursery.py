"""Starts worker processes of the product quickly: everything is loaded once, each line read is one fork.

``tasks`` forks a task runner, ``timers`` the timers; the number of the new process is answered.
"""

import os
import random
import signal
import sys

import django

django.setup()

from project.task_runner import TaskRunner  # noqa: E402
from project.worker import Worker  # noqa: E402
from reports.pdf import engine  # noqa: E402

TIMERS = (("workflows.domain.jobs.upkeep.keep", 0.3), ("workflows.domain.jobs.upkeep.tidy", 2.0))


def live(role: str) -> None:
    """Be a worker until killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    random.seed()
    worker = TaskRunner(look_every=0.1) if role == "tasks" else Worker(TIMERS)
    worker.run()


def main() -> None:
    engine.environment()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.close(0)
            live(line.strip())
            os._exit(0)
        print(child, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
