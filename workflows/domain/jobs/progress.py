"""How far a batch is, and how long it will take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from workflows import clock
from workflows.models import Job, JobBatch
from workflows.models.job import JobBatchState, JobState

PACE_OVER = timedelta(minutes=10)
"""The pace is measured over this much at most: what happened an hour ago says little about now."""
ENOUGH = 3
"""Jobs that must have ended before a time is told."""


@dataclass(frozen=True)
class Progress:
    """Counts of jobs by state; ``left`` is the time until the end at the measured pace, ``None`` unknown."""

    queued: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0
    left: timedelta | None = None

    @property
    def total(self) -> int:
        """Return how many jobs there are."""
        return self.queued + self.running + self.ended

    @property
    def ended(self) -> int:
        """Return how many jobs will not move any more."""
        return self.done + self.failed + self.cancelled


def progress_of(batch: JobBatch) -> Progress:
    """Return how far ``batch`` is; two queries."""
    counts = progress_of_many([batch])[batch.pk]
    return replace(counts, left=_left(batch, counts.queued + counts.running))


def progress_of_many(batches: Iterable[JobBatch]) -> dict[int, Progress]:
    """Return the counts of each batch by its key; one query, no times."""
    found: dict[int, dict[str, Any]] = {batch.pk: {} for batch in batches}
    rows = (
        Job.objects.filter(batch__in=found).order_by().values_list("batch", "state").annotate(n=Count("pk"))
    )
    for batch_id, state, count in rows:
        found[batch_id][state] = count
    return {pk: Progress(**counts) for pk, counts in found.items()}


def _left(batch: JobBatch, waiting: int) -> timedelta | None:
    if batch.state != JobBatchState.RUNNING or not waiting:
        return None
    now = clock.machine_now()
    since = max(batch.running_since, now - PACE_OVER)
    ended = Job.objects.filter(
        batch=batch, state__in=(JobState.DONE, JobState.FAILED), finished_at__gte=since
    )
    return time_left(waiting, ended.count(), since, now)


def time_left(waiting: int, ended: int, since: datetime, now: datetime) -> timedelta | None:
    """Return how long ``waiting`` jobs take when ``ended`` ones took the time from ``since`` to ``now``."""
    if ended < ENOUGH:
        return None
    return (now - since) / ended * waiting
