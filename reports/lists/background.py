"""Lists of background work: jobs, batches, the processes that do it; a constant number of queries each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.lists.paging import Cursor, Order, Page, capped_count, page_of_queryset
from workflows.domain.jobs import presence
from workflows.domain.jobs.kinds import known
from workflows.domain.jobs.progress import Progress, progress_of_many
from workflows.models import Job, JobBatch, JobWorker
from workflows.models.job import OPEN, JobState, JobWorkerRole

MOST_WORKERS = 50
NEWEST = Order("pk", descending=True, kind=int)


@dataclass(frozen=True)
class JobRow:
    """A job and what its line needs: the words for its kind, what may be done."""

    job: Job
    kind: Any
    may_retry: bool
    may_cancel: bool


@dataclass(frozen=True)
class WorkerRow:
    """A process; ``alive`` when it was heard of lately."""

    worker: JobWorker
    alive: bool


@dataclass(frozen=True)
class BatchRow:
    """A batch, the words for its kind, and how far it is."""

    batch: JobBatch
    kind: Any
    progress: Progress


def kind_label(name: str) -> Any:
    """Return what a kind is called; its name where this version does not know it."""
    kind = known().get(name)
    return kind.label if kind else name


def kind_choices() -> list[tuple[str, Any]]:
    """Return every kind for a choice."""
    return [(kind.name, kind.label) for kind in known().values()]


def jobs_page(jobs: "QuerySet[Job]", chosen: Mapping[str, Any], cursor: Cursor | None) -> Page:
    """Return one page of ``jobs``, the newest first; ``chosen`` may hold a state and a kind."""
    wanted = {name: chosen[name] for name in ("state", "kind") if chosen.get(name)}
    page = page_of_queryset(jobs.filter(**wanted), NEWEST, cursor)
    return Page(rows=[_job_row(job) for job in page.rows], next=page.next, previous=page.previous)


def _job_row(job: Job) -> JobRow:
    return JobRow(
        job=job,
        kind=kind_label(job.kind),
        may_retry=job.state in (JobState.FAILED, JobState.CANCELLED),
        may_cancel=job.state in OPEN,
    )


def counts() -> list[tuple[Any, int]]:
    """Return how many jobs are in each state, counted to the cap: label, count."""
    return [(state.label, capped_count(Job.objects.filter(state=state))) for state in JobState]


def workers() -> list[WorkerRow]:
    """Return the processes that were heard of in the last day, the newest first."""
    rows = JobWorker.objects.order_by("-seen_at", "-pk")[:MOST_WORKERS]
    return [WorkerRow(worker, presence.is_alive(worker)) for worker in rows]


def somebody_works(rows: Iterable[WorkerRow]) -> bool:
    """Say whether a process that runs jobs is alive."""
    return any(row.alive and row.worker.role == JobWorkerRole.TASKS for row in rows)


def batches_page(cursor: Cursor | None) -> Page:
    """Return one page of batches, the newest first, with their counts."""
    page = page_of_queryset(JobBatch.objects.select_related("contest", "created_by"), NEWEST, cursor)
    progress = progress_of_many(page.rows)
    rows = [BatchRow(batch, kind_label(batch.kind), progress[batch.pk]) for batch in page.rows]
    return Page(rows=rows, next=page.next, previous=page.previous)


def in_words(left: timedelta | None) -> str:
    """Return a time as somebody says it: about so many minutes or hours; nothing for ``None``."""
    if left is None:
        return ""
    minutes = round(left.total_seconds() / 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 120:
        return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}
