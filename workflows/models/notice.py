"""Notices: what a person is told because something happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.contest import Contest
from workflows.models.document import Document
from workflows.models.entry import Entry
from workflows.models.person import User


class NoticeKind(models.TextChoices):
    """Why a person is told."""

    SUBMITTED_FOR_YOU = "submitted_on_behalf", _("An entry was submitted on your behalf")
    RETURNED = "returned", _("An entry was returned for completion")
    REMINDER = "reminder", _("A deadline is near")
    ESCALATION = "escalation", _("A unit has not forwarded its entries")
    LAPSED = "lapsed", _("An entry has lapsed: the deadline has passed")
    SCREENED_OUT = "screened_out", _("An entry did not pass pre-screening")
    DISQUALIFIED = "disqualified", _("An entry was disqualified")
    REFUSED = "refused", _("An entry was not accepted at receipt")
    REINSTATED = "reinstated", _("An entry was reinstated")
    RESULTS = "results", _("Results have been published")
    REVOKED = "revoked", _("An award was revoked")
    NAMES_TO_CHECK = "names_to_check", _("Please check how names and title are spelt")
    NAMES_CORRECTED = "names_corrected", _("The details of an entry were corrected")
    TASKS_RETURNED = "tasks_returned", _("Tasks have returned to the queue")
    ISSUED = "issued", _("A document was issued to your unit")
    TASKS_LEFT = "tasks_left", _("Somebody has left with tasks open")


class Notice(models.Model):
    """One line for one person; ``key`` keeps the same notice from being given twice."""

    user = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    contest = models.ForeignKey(Contest, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="notices")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [models.Index(fields=["user", "read_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"
