"""Background work: every job, every batch, the processes; pause, resume, try again, cancel.

The list is the administrator's. The page of one batch is also open to the secretary and the clerk of its
contest, who ask for batches.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from forms.operations import JobFilterForm
from reports.lists import background
from reports.lists.paging import read_cursor
from workflows.domain import jobs
from workflows.models import Job, JobBatch, User
from workflows.models.grants import grants_of
from workflows.models.job import JobBatchState, JobState
from workflows.roles import Role
from workflows.views.access import for_roles, person
from workflows.views.paged import page_url

OF_THE_CONTEST = (Role.SECRETARY, Role.CLERK)


def may_see_batch(user: User, batch: JobBatch) -> bool:
    """Say whether ``user`` may see and steer the batch: administrator, secretary or clerk of its contest."""
    held = grants_of(user)
    return held.everywhere(Role.ADMINISTRATOR) or batch.contest_id in held.contests(*OF_THE_CONTEST)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """Show the jobs, newest first, how many there are of each state, and who is alive to do them."""
    form = JobFilterForm(request.GET, states=JobState.choices, kinds=background.kind_choices())
    found = Job.objects.select_related("batch")
    page = background.jobs_page(found, form.chosen(), read_cursor(request.GET))
    workers = background.workers()
    context = {
        "tab": "jobs",
        "form": form,
        "counts": background.counts(),
        "workers": workers,
        "somebody_works": background.somebody_works(workers),
        **_paged(request, page),
    }
    return render(request, "workflows/operations/jobs.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """Show the batches, newest first."""
    page = background.batches_page(read_cursor(request.GET))
    context = {"tab": "batches", **_paged(request, page)}
    return render(request, "workflows/operations/batches.html", context)


@login_required
@require_safe
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far one batch is, and its jobs."""
    batch = _batch(request, pk)
    form = JobFilterForm(request.GET, states=JobState.choices)
    page = background.jobs_page(Job.objects.filter(batch=batch), form.chosen(), read_cursor(request.GET))
    progress = jobs.progress_of(batch)
    context = {
        "batch": batch,
        "kind": background.kind_label(batch.kind),
        "progress": progress,
        "left": background.in_words(progress.left),
        "is_moving": batch.state == JobBatchState.RUNNING or progress.running > 0,
        "administers": grants_of(person(request)).everywhere(Role.ADMINISTRATOR),
        "form": form,
        **_paged(request, page),
    }
    return render(request, "workflows/operations/batch.html", context)


def _paged(request: HttpRequest, page: Any) -> dict[str, Any]:
    return {
        "rows": page.rows,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
    }


def _batch(request: HttpRequest, pk: int) -> JobBatch:
    """Return the batch, which the person may see; else 404."""
    batch = get_object_or_404(JobBatch.objects.select_related("contest", "created_by"), pk=pk)
    if not may_see_batch(person(request), batch):
        raise Http404
    return batch


Act = tuple[Callable[..., object], Any]
BATCH_ACTS: dict[str, Act] = {
    "pause": (jobs.pause, gettext_lazy("The batch is paused; what is running comes to its end.")),
    "resume": (jobs.resume, gettext_lazy("The batch goes on.")),
    "cancel": (jobs.cancel_batch, gettext_lazy("What was waiting in the batch has been cancelled.")),
}
JOB_ACTS: dict[str, Act] = {
    "retry": (jobs.retry_job, gettext_lazy("The job will be run again.")),
    "cancel": (jobs.cancel_job, gettext_lazy("The job has been cancelled.")),
}


@login_required
@require_POST
def act_on_batch(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Pause, resume or cancel a batch."""
    batch = _batch(request, pk)
    _perform(request, BATCH_ACTS, act, batch)
    return redirect("job_batch", pk=batch.pk)


@login_required
@require_POST
def act_on_job(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Run one job again, or cancel it; then back to its batch, or to the list."""
    job = get_object_or_404(Job.objects.select_related("batch"), pk=pk)
    if not _may_steer(person(request), job):
        raise Http404
    _perform(request, JOB_ACTS, act, job)
    return redirect("job_batch", pk=job.batch_id) if job.batch_id else redirect("operations")


def _may_steer(user: User, job: Job) -> bool:
    if job.batch is not None:
        return may_see_batch(user, job.batch)
    return grants_of(user).everywhere(Role.ADMINISTRATOR)


def _perform(request: HttpRequest, acts: dict[str, Act], name: str, subject: Job | JobBatch) -> None:
    if name not in acts:
        raise Http404
    perform, sentence = acts[name]
    perform(subject, by=person(request))
    messages.success(request, str(sentence))
