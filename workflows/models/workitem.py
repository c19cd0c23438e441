"""Open human tasks, one row each, shaped for the inbox and the queue."""

from django.db import models
from django.db.models import Q
from viewflow.workflow.models import Task

from workflows.models.case import Case
from workflows.models.contest import Contest
from workflows.models.entry import Entry
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User


class WorkItem(models.Model):
    """An open human task as lists show it; derived from viewflow's task and deleted with its end.

    ``queue`` is ``role@scope``; ``code`` is what the role may know the case by (a judge: the
    judging code). ``manage.py work_items`` checks the table and rebuilds it.
    """

    task = models.OneToOneField(Task, models.CASCADE, primary_key=True, related_name="work_item")
    case = models.ForeignKey(Case, models.PROTECT, related_name="work_items")
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="work_items")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="work_items")
    unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="work_items"
    )
    queue = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    flow = models.CharField(max_length=20)
    step = models.CharField(max_length=30)
    code = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=320)
    search_key = models.TextField(blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=30)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="work_items")
    owned_at = models.DateTimeField(null=True, blank=True)
    is_personal = models.BooleanField(default=False)
    due = models.DateTimeField()
    arrived = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "due", "task"], condition=Q(owner__isnull=True), name="wi_queue_due"
            ),
            models.Index(
                fields=["queue", "step", "due", "task"],
                condition=Q(owner__isnull=True),
                name="wi_queue_step_due",
            ),
            # the other sorts of the queue
            models.Index(fields=["queue", "task"], condition=Q(owner__isnull=True), name="wi_queue_task"),
            models.Index(
                fields=["queue", "code", "task"], condition=Q(owner__isnull=True), name="wi_queue_code"
            ),
            models.Index(fields=["unit", "due", "task"], condition=Q(owner__isnull=True), name="wi_unit_due"),
            models.Index(
                fields=["owner", "due", "task"], condition=Q(owner__isnull=False), name="wi_owner_due"
            ),
            models.Index(fields=["entry"], name="wi_entry"),
            models.Index(fields=["contest", "step"], name="wi_contest_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.code}"
