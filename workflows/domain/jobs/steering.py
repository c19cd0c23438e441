"""What people do to jobs and batches: pause, resume, try again, cancel."""

import logging

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from workflows import clock
from workflows.domain.jobs.batches import close_finished
from workflows.domain.jobs.kinds import known
from workflows.domain.jobs.sending import send_due
from workflows.errors import TransitionRefused
from workflows.models import Job, JobBatch, User
from workflows.models.job import OPEN, JobBatchState, JobState

log = logging.getLogger(__name__)

_ATTEMPTS = 5
ENDED = (JobState.FAILED, JobState.CANCELLED)


def pause(batch: JobBatch, *, by: User) -> None:
    """Let no more job of the batch start; what runs comes to its end.

    Raises:
        TransitionRefused: the batch is not running.
    """
    _change_batch(batch, JobBatchState.RUNNING, JobBatchState.PAUSED)
    log.info("batch %s paused by %s", batch.key, by.pk)


def resume(batch: JobBatch, *, by: User) -> None:
    """Go on with a paused batch.

    Raises:
        TransitionRefused: it is not paused.
    """
    with transaction.atomic():
        _change_batch(batch, JobBatchState.PAUSED, JobBatchState.RUNNING)
        # what the queue was told before the pause came to nothing
        Job.objects.filter(batch=batch, state=JobState.QUEUED).update(sent_at=None)
        transaction.on_commit(send_due, robust=True)
    log.info("batch %s resumed by %s", batch.key, by.pk)


def cancel_batch(batch: JobBatch, *, by: User) -> int:
    """Cancel every job of the batch that has not started; return how many. What runs comes to its end.

    Raises:
        TransitionRefused: none is waiting.
    """
    moment = clock.machine_now()
    waiting = Job.objects.filter(batch=batch, state=JobState.QUEUED)
    cancelled = waiting.update(state=JobState.CANCELLED, finished_at=moment)
    if not cancelled:
        raise _too_late()
    close_finished(batch.pk)
    log.info("batch %s: %s jobs cancelled by %s", batch.key, cancelled, by.pk)
    return cancelled


def cancel_job(job: Job, *, by: User) -> None:
    """Cancel one job. When it is running, its worker learns of it at its next heartbeat.

    Raises:
        TransitionRefused: it has ended already.
    """
    still = Job.objects.filter(pk=job.pk, state__in=OPEN)
    if not still.update(state=JobState.CANCELLED, finished_at=clock.machine_now()):
        raise _too_late()
    close_finished(job.batch_id)
    log.info("job %s cancelled by %s", job.key, by.pk)


def retry_job(job: Job, *, by: User) -> None:
    """Put a job that failed or was cancelled back into the queue, with a full number of attempts.

    Raises:
        TransitionRefused: it has neither failed nor been cancelled.
    """
    kind = known().get(job.kind)
    moment = clock.machine_now()
    with transaction.atomic():
        changed = Job.objects.filter(pk=job.pk, state__in=ENDED).update(
            state=JobState.QUEUED,
            max_attempts=F("attempts") + (kind.attempts if kind else _ATTEMPTS),
            next_at=moment,
            sent_at=None,
            finished_at=None,
            error="",
        )
        if not changed:
            raise _too_late()
        if job.batch_id is not None:
            _reopen(job.batch_id)
        transaction.on_commit(send_due, robust=True)
    log.info("job %s put back by %s", job.key, by.pk)


def _reopen(batch_id: int) -> None:
    ended = JobBatch.objects.filter(pk=batch_id, state=JobBatchState.DONE)
    ended.update(state=JobBatchState.RUNNING, finished_at=None, running_since=clock.machine_now())


def _change_batch(batch: JobBatch, old: JobBatchState, new: JobBatchState) -> None:
    rows = JobBatch.objects.filter(pk=batch.pk, state=old)
    if not rows.update(state=new, running_since=clock.machine_now()):
        raise _too_late()


def _too_late() -> TransitionRefused:
    return TransitionRefused(
        "job_has_moved_on", _("This background work has moved on meanwhile; look at its present state.")
    )
