"""Asking for background work, inside the transaction of the act that wants it."""

from collections.abc import Iterable

from django.db import transaction

from workflows import clock
from workflows.domain.jobs.kinds import Kind, Payload, check_payload, kind_of
from workflows.domain.jobs.sending import send_due
from workflows.models import Contest, Job, JobBatch, User
from workflows.models.job import JobBatchState

LONGEST_KEY = 200
_AT_ONCE = 500


def enqueue(kind: str, payload: Payload, *, key: str, max_attempts: int | None = None) -> Job:
    """Return the job with ``key``, new or the one that was asked for before.

    It starts after the transaction has been committed; when that is rolled back there never was a job.

    Raises:
        KeyError: there is no such kind.
        ValueError: ``payload`` carries more than keys, or ``key`` is too long.
    """
    row = _new(kind_of(kind), key, payload, max_attempts)
    fields = {name: getattr(row, name) for name in _FIELDS}
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(key=key, defaults=fields)
        if is_new:
            _start_after_commit()
    return job


def start_batch(
    kind: str,
    payloads: Iterable[tuple[str, Payload]],
    *,
    key: str,
    contest: Contest | None = None,
    created_by: User | None = None,
    payload: Payload | None = None,
    max_attempts: int | None = None,
) -> JobBatch:
    """Return the batch with ``key``, new or the one that was asked for before (its jobs stay as they are).

    Args:
        kind: of every job.
        payloads: pairs (key within the batch, payload); a job's whole key is ``KEY OF THE BATCH:KEY``.
        key: what makes the batch the same when it is asked for twice.
        contest: whose staff may see the batch.
        created_by: who asked.
        payload: what the batch is about; keys of rows only.
        max_attempts: starts of each job at most, where the kind's own number does not fit.

    Raises:
        KeyError, ValueError: as ``enqueue``.
    """
    known, moment = kind_of(kind), clock.machine_now()
    fields = {
        "kind": kind,
        "contest": contest,
        "created_by": created_by,
        "payload": check_payload(payload or {}),
        "created_at": moment,
        "running_since": moment,
    }
    with transaction.atomic():
        batch, is_new = JobBatch.objects.get_or_create(key=key, defaults=fields)
        if is_new:
            _fill(batch, [_new(known, f"{key}:{k}", p, max_attempts, batch) for k, p in payloads])
    return batch


_FIELDS = ("kind", "payload", "batch", "max_attempts", "created_at", "next_at")


def _new(
    kind: Kind, key: str, payload: Payload, max_attempts: int | None, batch: JobBatch | None = None
) -> Job:
    moment = clock.machine_now()
    if len(key) > LONGEST_KEY:
        raise ValueError(f"the key of a job has at most {LONGEST_KEY} letters: {key}")
    return Job(
        key=key,
        kind=kind.name,
        payload=check_payload(payload),
        batch=batch,
        max_attempts=max_attempts or kind.attempts,
        created_at=moment,
        next_at=moment,
    )


def _fill(batch: JobBatch, jobs: list[Job]) -> None:
    Job.objects.bulk_create(jobs, batch_size=_AT_ONCE)
    if jobs:
        _start_after_commit()
    else:
        batch.state, batch.finished_at = JobBatchState.DONE, batch.created_at
        batch.save(update_fields=["state", "finished_at"])


def _start_after_commit() -> None:
    # robust: a queue that cannot be reached now is told by the upkeep later; the act has been done
    transaction.on_commit(send_due, robust=True)
