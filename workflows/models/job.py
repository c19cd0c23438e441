"""Background work: what is to be done, how far it is, and who is alive to do it.

A job is a row of ours; the task queue (Django's Tasks interface) only carries its key to a process. What the
queue cannot do is held here: a job is enqueued once, tried again, taken back from a worker that has died.
Times are the machine's: a demonstration's clock moves no heartbeat.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.models.contest import Contest
from workflows.models.person import User


class JobState(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")


OPEN = (JobState.QUEUED, JobState.RUNNING)
"""States in which something is still to come."""


class JobBatchState(models.TextChoices):
    """How far a batch is; ``done`` when none of its jobs is open, whatever became of them."""

    RUNNING = "running", pgettext_lazy("job", "Running")
    PAUSED = "paused", pgettext_lazy("job", "Paused")
    DONE = "done", pgettext_lazy("job", "Finished")


class JobBatch(models.Model):
    """Jobs that were asked for together. ``running_since`` begins the time of its pace."""

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=50)
    contest = models.ForeignKey(Contest, models.PROTECT, null=True, blank=True, related_name="job_batches")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=JobBatchState.choices, default=JobBatchState.RUNNING)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    running_since = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("batch of background jobs")
        verbose_name_plural = _("batches of background jobs")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobBatchState.values), name="jobbatch_state_known"),
            models.CheckConstraint(
                condition=Q(state=JobBatchState.DONE, finished_at__isnull=False)
                | (~Q(state=JobBatchState.DONE) & Q(finished_at__isnull=True)),
                name="jobbatch_done_has_date",
            ),
        ]
        indexes = [models.Index(fields=["state"]), models.Index(fields=["contest", "-id"])]

    def __str__(self) -> str:
        return self.key


class Job(models.Model):
    """One piece of work; running it again must do no harm.

    ``key`` keeps the same work from being asked for twice. ``payload`` holds keys of rows, no personal data.
    ``attempts`` counts the starts and tells a worker whether the job is still its own. ``sent_at`` is
    when the task queue was last told of it.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=50)
    payload = models.JSONField(default=dict)
    batch = models.ForeignKey(JobBatch, models.PROTECT, null=True, blank=True, related_name="jobs")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=5)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(attempts__lte=F("max_attempts")), name="job_attempts_bounded"),
            models.CheckConstraint(
                condition=~Q(state=JobState.QUEUED) | Q(attempts__lt=F("max_attempts")),
                name="job_queued_may_start",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | (Q(started_at__isnull=False, heartbeat_at__isnull=False) & ~Q(worker="")),
                name="job_running_has_worker",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(finished_at__isnull=False)),
                name="job_ended_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(error=""), name="job_failed_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["heartbeat_at"], condition=Q(state="running"), name="job_beats"),
            models.Index(fields=["batch", "state", "finished_at"], name="job_of_batch"),
            models.Index(fields=["batch", "next_at", "id"], condition=Q(state="queued"), name="job_due"),
            models.Index(fields=["batch", "-id"], name="job_batch_list"),
            models.Index(fields=["state", "-id"], name="job_state_list"),
            models.Index(fields=["kind", "-id"], name="job_kind_list"),
        ]

    def __str__(self) -> str:
        return self.key


class JobWorkerRole(models.TextChoices):
    """What a process of background work does."""

    TASKS = "tasks", pgettext_lazy("job", "Runs jobs")
    TIMERS = "timers", pgettext_lazy("job", "Fires timers")


class JobWorker(models.Model):
    """A process that works in the background, and when it was last alive."""

    name = models.CharField(max_length=100, unique=True)
    role = models.CharField(max_length=10, choices=JobWorkerRole.choices)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("background worker")
        verbose_name_plural = _("background workers")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=JobWorkerRole.values), name="jobworker_role_known"),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("started_at")), name="jobworker_seen_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
