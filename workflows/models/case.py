"""The case and its audit trail: events in a hash chain, heads sealed into checkpoints."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows import clock
from workflows.verbs import Noun


class CaseKind(models.TextChoices):
    """What kind of thing a case is about."""

    ENTRY = "entry", _("Entry")
    CONTEST = "contest", _("Contest")
    DOCUMENT = "document", _("Document")


class Case(models.Model):
    """One thing with a trail. ``head_seq`` and ``head_hash`` repeat its last event for speed.

    The row is also the lock of the case: whoever changes the case locks it first.
    """

    kind = models.CharField(max_length=10, choices=CaseKind.choices)
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CaseEvent(models.Model):
    """What happened: written by the gate in the act's own transaction, never changed again.

    ``hash`` is the SHA-256 of the canonical JSON of every other column but the key, the hash of
    the case's previous event included. ``at`` is the clock of the case, ``written_at`` the
    machine's. ``data`` is canonical JSON text and holds no personal data in clear: words that a
    person wrote stand in :class:`EventNote`, their salted digest here.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=30)
    noun = models.CharField(max_length=10, choices=Noun.choices)
    subject_id = models.PositiveBigIntegerField()
    state_from = models.CharField(max_length=30, blank=True)
    state_to = models.CharField(max_length=30, blank=True)
    refused = models.CharField(max_length=40, blank=True)
    actor = models.ForeignKey(
        "workflows.User", models.PROTECT, null=True, blank=True, related_name="case_events"
    )
    role = models.CharField(max_length=20, blank=True)
    scope = models.CharField(max_length=20, blank=True)
    on_behalf_of = models.ForeignKey(
        "workflows.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    data = models.TextField(default="{}")
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("case event")
        verbose_name_plural = _("case events")
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once_per_case")]
        indexes = [models.Index(fields=["at"]), models.Index(fields=["actor", "at"])]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.verb}"


class EventNote(models.Model):
    """Words that belong to an event and may have to be erased: a reason, an explanation."""

    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="note")
    text = models.TextField()
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("event note")
        verbose_name_plural = _("event notes")

    def __str__(self) -> str:
        return self.text


class Checkpoint(models.Model):
    """A signed seal over the heads of all cases at one moment.

    ``payload`` is canonical JSON text: number, time, the previous checkpoint's hash, counts, and
    ``[case, seq, hash]`` of every head that has moved since the mark of the seal before.
    """

    number = models.PositiveIntegerField(unique=True)
    payload = models.TextField()
    hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=64)
    signature = models.CharField(max_length=200)
    written_at = models.DateTimeField(default=clock.machine_now)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self) -> str:
        return f"{self.number}"
