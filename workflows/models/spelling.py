"""Whether the people of an entry have confirmed how their names will be printed."""

from django.db import models
from django.db.models import Q

from workflows import clock
from workflows.models.entry import Entry
from workflows.models.person import User


class SpellingCheck(models.Model):
    """The question to an entry's representative: is everything spelt right?

    ``digest`` is of what was shown; when the entry says something else by now, an answer no longer counts.
    ``times`` counts how often it was asked: each time with a link of its own, of whose token only the digest
    is kept. ``remark`` is what the representative finds wrong; ``resolved_at`` when it was put right.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="spelling")
    digest = models.CharField(max_length=64)
    times = models.PositiveSmallIntegerField(default=1)
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.TextField(blank=True)
    remarked_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(remark="", remarked_at__isnull=True)
                | ~Q(remark="") & Q(remarked_at__isnull=False),
                name="spelling_remark_has_date",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | ~Q(remark=""),
                name="spelling_resolves_a_remark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.digest[:8]}"

    @property
    def has_open_remark(self) -> bool:
        """Say whether something was found wrong that nobody has put right yet."""
        return bool(self.remark) and self.resolved_at is None

    def is_link_open(self) -> bool:
        """Say whether the link can still be used; it runs by the machine's clock."""
        return self.confirmed_at is None and clock.machine_now() < self.expires_at
