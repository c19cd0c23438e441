"""Telling the task queue which jobs may start.

A message is only a nudge: the job's row decides. Only a window of jobs is in the queue at any time, so a
batch of ten thousand neither floods it nor keeps a single job waiting behind it.
"""

import logging

from django.db import transaction
from django.db.models import Q, QuerySet

from workflows import clock
from workflows.domain.jobs.pace import span
from workflows.models import Job, JobBatch
from workflows.models.job import JobBatchState, JobState

log = logging.getLogger(__name__)

WINDOW = 20
"""Jobs that wait in the task queue at most; some more than workers can run until one comes back."""


def send_due() -> int:
    """Tell the queue of jobs that are due, single ones first, batches in fair shares; return how many.

    The mark that a message was sent and, with the database as its queue, the message itself are one
    transaction. A mark that brought nobody grows old and is set again.
    """
    if not _waiting().exists():
        return 0
    with transaction.atomic():
        chosen = _choose()
        Job.objects.filter(pk__in=chosen).update(sent_at=clock.machine_now())
        _send(chosen)
    return len(chosen)


def _send(chosen: list[int]) -> None:
    from workflows.domain.jobs.tasks import run_job

    for key in chosen:
        run_job.enqueue(key)


def _waiting() -> QuerySet[Job]:
    """Return the jobs that are due and that the queue does not know of, those of paused batches left out."""
    moment = clock.machine_now()
    unsent = Q(sent_at__isnull=True) | Q(sent_at__lt=moment - span("resend"))
    running = JobBatch.objects.filter(state=JobBatchState.RUNNING)
    mine = Q(batch__isnull=True) | Q(batch__in=running.values("pk"))
    return Job.objects.filter(unsent, mine, state=JobState.QUEUED, next_at__lte=moment)


def _choose() -> list[int]:
    """Return the keys of the jobs to send now, locked against a second sender."""
    due = _waiting().select_for_update(skip_locked=True, no_key=True).order_by("next_at", "pk")
    chosen = list(due.filter(batch__isnull=True).values_list("pk", flat=True)[:WINDOW])
    room = WINDOW - _under_way() - len(chosen)
    batches = list(JobBatch.objects.filter(state=JobBatchState.RUNNING).values_list("pk", flat=True))
    for place, batch in enumerate(batches):
        share = -(-room // (len(batches) - place))
        if share <= 0:
            break
        found = list(due.filter(batch=batch).values_list("pk", flat=True)[:share])
        chosen += found
        room -= len(found)
    return chosen


def _under_way() -> int:
    """Return how many jobs of batches wait in the queue."""
    recently = clock.machine_now() - span("resend")
    sent = Job.objects.filter(state=JobState.QUEUED, batch__isnull=False, sent_at__gte=recently)
    return sent.order_by()[:WINDOW].count()
