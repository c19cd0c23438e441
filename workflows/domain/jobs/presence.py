"""Which processes are alive: each writes its row now and then."""

import os
import socket
import time
from datetime import timedelta

from django.db.models import Q

from workflows import clock
from workflows.domain.jobs import pace
from workflows.models import JobWorker
from workflows.models.job import JobWorkerRole

_FORGET = timedelta(days=1)
_written: dict[str, float] = {}
"""Monotonic time of the last writing, by name: most calls cost nothing."""


def own_name(role: JobWorkerRole) -> str:
    """Return the name of this process: what it does, the machine, the process number."""
    return f"{role.value}-{socket.gethostname()[:60]}-{os.getpid()}"


def present(name: str, role: JobWorkerRole) -> None:
    """Say that the process called ``name`` is alive; written at most once a beat."""
    moment = time.monotonic()
    if moment - _written.get(name, float("-inf")) < pace.seconds("beat"):
        return
    now = clock.machine_now()
    JobWorker.objects.update_or_create(
        name=name,
        defaults={"seen_at": now, "role": role},
        create_defaults={"seen_at": now, "role": role, "started_at": now},
    )
    _written[name] = moment


def gone(name: str) -> None:
    """Say that the process ends as it should."""
    _written.pop(name, None)
    JobWorker.objects.filter(name=name).delete()


def forget_dead() -> None:
    """Drop the rows of processes that nobody has heard of for a day."""
    JobWorker.objects.filter(Q(seen_at__lt=clock.machine_now() - _FORGET)).delete()


def is_alive(worker: JobWorker) -> bool:
    """Say whether the process was heard of lately."""
    return worker.seen_at >= clock.machine_now() - pace.span("stale")
