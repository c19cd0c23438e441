"""The result: ranking rows, votes on ties, and awards."""

from django.db import models
from django.db.models import Q

from workflows.models.contest import Prize
from workflows.models.document import Document
from workflows.models.entry import Entry
from workflows.models.person import User
from workflows.models.round import Round
from workflows.states import EntryState


class RankingRow(models.Model):
    """An entry's place in its round. ``rank`` is empty while a tie is open.

    ``mean`` is the mean over valid sheets, rounded half up to two decimals.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="ranking")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="ranking")
    mean = models.DecimalField(max_digits=7, decimal_places=2)
    valid_sheets = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    rank = models.PositiveIntegerField(null=True, blank=True)
    tie_group = models.PositiveIntegerField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    prize = models.ForeignKey(Prize, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "rank"], name="rank_once_per_round"),
            models.CheckConstraint(
                condition=Q(prize__isnull=True) | Q(passed=True, rank__isnull=False),
                name="prize_only_for_ranked_and_passed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.entry_id}"


class TieVote(models.Model):
    """The recorded vote on a tie: the entries' keys in the order that was voted."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="votes")
    order = models.JSONField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.order}"


class Award(models.Model):
    """The fact that an entry has won a prize, by which decision."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="award_fact")
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="awards")
    rank = models.PositiveIntegerField()
    money_vnd = models.PositiveBigIntegerField()
    decision = models.ForeignKey(Document, models.PROTECT, related_name="awards")

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.prize}"

    @property
    def is_revoked(self) -> bool:
        """Say whether the award has been taken back; its money is then not due."""
        return bool(self.entry.state == EntryState.REVOKED)
