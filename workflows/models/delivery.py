"""To whom an issued document goes, how, and who has opened it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.document import Document
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User


class DeliveryChannel(models.TextChoices):
    """How a recipient gets the document."""

    INBOX = "inbox", _("Inbox of a unit")
    EMAIL = "email", _("E-mail")
    PAPER = "paper", _("On paper")
    ARCHIVE = "archive", _("Archive copy")


class Delivery(models.Model):
    """One recipient of an issued document; a line that names several units has a row for each of them.

    ``line`` and ``order`` are what is printed under *Nơi nhận*. ``sent_at`` is when the document reached the
    unit's inbox or left by e-mail, ``handed_on`` the date of a paper's handing over. ``sending_at`` claims a
    message while it is being sent, ``failure`` says why the last attempt failed. ``recorded_by`` is who
    last changed the row.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    line = models.CharField(max_length=2000)
    order = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=DeliveryChannel.choices)
    unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    email = models.EmailField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sending_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    handed_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["document", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "order"], condition=Q(unit__isnull=True), name="delivery_line_once"
            ),
            models.UniqueConstraint(fields=["document", "order", "unit"], name="delivery_unit_once_per_line"),
            models.CheckConstraint(
                condition=Q(channel__in=DeliveryChannel.values), name="delivery_channel_known"
            ),
            models.CheckConstraint(
                condition=~Q(channel=DeliveryChannel.INBOX) | Q(unit__isnull=False),
                name="delivery_to_an_inbox_has_unit",
            ),
            models.CheckConstraint(
                condition=~Q(channel=DeliveryChannel.EMAIL) | Q(email__gt=""),
                name="delivery_by_email_has_address",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="delivery_opened_has_date_and_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "document"],
                condition=Q(channel=DeliveryChannel.INBOX, sent_at__isnull=False),
                name="delivery_in_inbox",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.order} {self.line}"
