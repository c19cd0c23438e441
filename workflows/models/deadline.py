"""Deadlines as rows: date and rule, extensions of single units, a unit's own earlier date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.contest import Contest
from workflows.models.organisation import OrganisationUnit


class DeadlineRule(models.TextChoices):
    """How a date is meant: *before* it, *on or before* it, or *on* it (an opening)."""

    BEFORE = "before", _("before")
    ON_OR_BEFORE = "on_or_before", _("on or before")
    ON = "on", _("on")


class DeadlineCode(models.TextChoices):
    """What the dates of a contest are for."""

    OPEN = "open", _("Opening")
    SUBMISSION = "submission_deadline", _("Submission by authors")
    UNIT = "unit_deadline", _("Forwarding by units")
    SCORING = "scoring_done", _("End of scoring")
    AWARD = "award_done", _("Announcement and awarding")


class DatedRule(models.Model):
    """A date with its rule."""

    date = models.DateField()
    rule = models.CharField(max_length=15, choices=DeadlineRule.choices)

    class Meta:
        abstract = True


class Deadline(DatedRule):
    """A date of the contest's timetable."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="deadlines")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "code"], name="deadline_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.rule} {self.date}"


class DeadlineExtension(DatedRule):
    """A later date for one unit, with the reason."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="+")
    reason = models.TextField()
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["deadline", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit}: {self.rule} {self.date}"


class UnitAuthorDeadline(DatedRule):
    """An earlier date that a unit sets for its own authors."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="author_deadlines")
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "unit"], name="author_deadline_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.rule} {self.date}"


class Holiday(models.Model):
    """A day on which offices are closed, as one contest counts: no contest moves another's deadlines."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=150)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["contest", "date"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
