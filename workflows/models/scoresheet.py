"""The jury, who scores what, and the score sheets."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.contest import Contest, Criterion
from workflows.models.entry import Entry
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User


class Judge(models.Model):
    """A member of a contest's jury."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="judges")
    user = models.ForeignKey(User, models.PROTECT, related_name="judgeships")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=250, blank=True)
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "code"], name="judge_code_once"),
            models.UniqueConstraint(fields=["contest", "user"], name="judge_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.user}"


class Assignment(models.Model):
    """That a judge scores an entry, until recused or replaced."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(Judge, models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField()
    recused_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["judge__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "judge"], name="assignment_once"),
        ]
        indexes = [models.Index(fields=["judge", "recused_at"])]

    def __str__(self) -> str:
        return f"{self.judge_id} → {self.entry_id}"


class Scoresheet(models.Model):
    """A judge's points for an entry; valid once submitted, while the judge is not recused."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="sheet")
    submitted_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    rules_version = models.PositiveSmallIntegerField(default=1)
    total = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(total__isnull=False),
                name="sheet_submitted_has_total",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.total}"


class Score(models.Model):
    """The points of one criterion on one sheet."""

    sheet = models.ForeignKey(Scoresheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="score_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
