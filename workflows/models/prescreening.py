"""The officer's proposal: checklist answers and a verdict for the head to confirm."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.entry import Entry
from workflows.models.person import User


class Verdict(models.TextChoices):
    """What the officer proposes."""

    PASS = "pass", _("Propose to pass")
    FAIL = "fail", _("Propose not to pass")
    RETURN = "return", _("Return for completion")


class Prescreening(models.Model):
    """One check of an entry against the contest's checklist.

    ``answers`` maps the code of each checklist item to true or false. The newest row counts.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="prescreenings")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason_code = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    decided_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(is_current=True), name="prescreening_one_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.verdict}"
