"""The end of a batch."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from workflows import clock
from workflows.models import Job, JobBatch
from workflows.models.job import OPEN, JobBatchState


def close_finished(*batch_ids: int | None) -> int:
    """End the batches (all, when none is named) of which no job is open; return how many.

    Called after the job's own end was committed: of two workers that end the last two jobs at once, the
    later one sees both.
    """
    open_jobs = Job.objects.filter(batch=OuterRef("pk"), state__in=OPEN)
    found = JobBatch.objects.filter(~Exists(open_jobs)).exclude(state=JobBatchState.DONE)
    if batch_ids:
        found = found.filter(pk__in=_named(batch_ids))
    return found.update(state=JobBatchState.DONE, finished_at=clock.machine_now())


def _named(batch_ids: Iterable[int | None]) -> list[int]:
    return [pk for pk in batch_ids if pk is not None]
