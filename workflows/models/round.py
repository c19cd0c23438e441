"""A round of a contest: what is scored together, ranked together and decided together."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django_fsm import FSMField

from workflows.models.case import Case
from workflows.models.contest import Contest
from workflows.models.gated import CaseSubject, gated
from workflows.states import RoundState


class Round(CaseSubject):
    """One round; its events stand on the contest's case."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rounds")
    order = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=150, blank=True)
    state = FSMField(default=RoundState.RUNNING, choices=RoundState.choices, protected=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_early_reason = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    noun = "round"

    class Meta:
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "order"], name="round_order_once"),
            models.CheckConstraint(
                condition=Q(state=RoundState.RUNNING, closed_at__isnull=True)
                | Q(~Q(state=RoundState.RUNNING), closed_at__isnull=False),
                name="round_scored_iff_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.PUBLISHED, published_at__isnull=False)
                | Q(~Q(state=RoundState.PUBLISHED), published_at__isnull=True),
                name="round_published_iff_published_at",
            ),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.contest} – {self.order}"

    @property
    def case(self) -> Case:  # type: ignore[override]
        """The contest's case."""
        return self.contest.case

    @property
    def case_id(self) -> int:
        """Key of the contest's case."""
        return self.contest.case_id

    @property
    def is_published(self) -> bool:
        """Say whether the results may be known outside."""
        return bool(self.state == RoundState.PUBLISHED)

    def missing_for(self, verb: str) -> list[str]:
        """See :mod:`workflows.models.readiness`."""
        from workflows.models.readiness import missing_for_round

        return missing_for_round(self, verb)

    @gated(field=state, source=RoundState.RUNNING, target=RoundState.SCORED)
    def close_scoring(self, *, at: datetime, early_reason: str = "") -> None:
        """Close scoring for all entries of the round."""
        self.closed_at = at
        self.closed_early_reason = early_reason

    @gated(field=state, source=RoundState.SCORED)
    def vote(self, **_kwargs: Any) -> None:
        """Record the vote on a tie that the stored order leaves open."""

    @gated(field=state, source=RoundState.SCORED, target=RoundState.APPROVED)
    def approve_results(self, *, at: datetime) -> None:
        """Approve ranking and prizes."""
        self.approved_at = at

    @gated(field=state, source=RoundState.APPROVED, target=RoundState.DECIDED)
    def issue(self, *, at: datetime) -> None:
        """Note that the award decision has been issued."""
        self.decided_at = at

    @gated(field=state, source=RoundState.DECIDED, target=RoundState.PUBLISHED)
    def publish_results(self, *, at: datetime) -> None:
        """Make the results public."""
        self.published_at = at

    @gated(field=state, source=[RoundState.DECIDED, RoundState.PUBLISHED])
    def hand_over(self, **_kwargs: Any) -> None:
        """Set time, place and running order of the ceremony."""
