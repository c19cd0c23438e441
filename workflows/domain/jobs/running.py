"""Running one job: claimed by one worker, alive as long as its process is, its end written once."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain.jobs import pace
from workflows.domain.jobs.batches import close_finished
from workflows.domain.jobs.beat import JobLost, beating, own
from workflows.domain.jobs.kinds import JobDeferred, JobRefused, known
from workflows.domain.jobs.presence import present
from workflows.models import Job, JobBatch
from workflows.models.job import JobBatchState, JobState, JobWorkerRole

log = logging.getLogger(__name__)


def run(job_id: int, *, worker: str) -> bool:
    """Run the job if it may start now; say whether it was run here.

    Whatever the function does, the row says what became of it; nothing is raised but what keeps the
    database from being written.
    """
    present(worker, JobWorkerRole.TASKS)
    job = claim(job_id, worker=worker)
    if job is None:
        return False
    try:
        _keep(job, _result(job))
    except JobLost:
        log.warning("job %s was taken from %s", job.key, worker)
    close_finished(job.batch_id)
    return True


def claim(job_id: int, *, worker: str) -> Job | None:
    """Return the job, now running on ``worker``; ``None`` when it may not start (any more, or not yet).

    One conditional UPDATE: of two workers the second finds the state changed, on SQLite because writers take
    turns, on PostgreSQL because the row's own condition is asked again after the wait for its lock.
    """
    moment = clock.machine_now()
    running = JobBatch.objects.filter(state=JobBatchState.RUNNING).values("pk")
    claimed = Job.objects.filter(
        Q(batch__isnull=True) | Q(batch__in=running), pk=job_id, state=JobState.QUEUED, next_at__lte=moment
    ).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        worker=worker,
        started_at=moment,
        heartbeat_at=moment,
        error="",
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _result(job: Job) -> dict[str, Any]:
    """Run the function of the job's kind and return the fields that say what came of it."""
    kind = known().get(job.kind)
    if kind is None:
        return _failed(_("This version of the program does not know the kind “%s”.") % job.kind)
    try:
        with beating(job, kind) as beat:
            return _done(kind.function()(job.payload, beat.progress))
    except JobLost:
        raise
    except JobRefused as refusal:
        return _failed(str(refusal) or type(refusal).__name__)
    except JobDeferred as waits:
        return _later(str(waits))
    except Exception as error:
        log.exception("job %s failed in attempt %s", job.key, job.attempts)
        return _again(job, error)


def _done(result: Mapping[str, Any]) -> dict[str, Any]:
    kept = json.loads(json.dumps(dict(result)))  # what cannot be kept is found before the row is written
    return {"state": JobState.DONE, "finished_at": clock.machine_now(), "result": kept, "error": ""}


def _failed(sentence: str) -> dict[str, Any]:
    return {"state": JobState.FAILED, "finished_at": clock.machine_now(), "error": sentence}


def _later(sentence: str) -> dict[str, Any]:
    """The number of starts tells workers apart and only grows: one more is allowed in its place."""
    next_at = clock.machine_now() + pace.backoff(1)
    more = F("max_attempts") + 1
    return {
        "state": JobState.QUEUED,
        "next_at": next_at,
        "sent_at": None,
        "error": sentence,
        "max_attempts": more,
    }


def _again(job: Job, error: Exception) -> dict[str, Any]:
    """The reader of the list is no programmer: the sentence names the fault, the log has the rest."""
    sentence = _("An unexpected fault occurred (%s); the log has the details.") % type(error).__name__
    if job.attempts >= job.max_attempts:
        return _failed(sentence)
    next_at = clock.machine_now() + pace.backoff(job.attempts)
    return {"state": JobState.QUEUED, "next_at": next_at, "sent_at": None, "error": sentence}


def _keep(job: Job, fields: dict[str, Any]) -> None:
    """Write the end of this attempt, unless the job has been taken away meanwhile."""
    if not own(job).update(**fields):
        raise JobLost
