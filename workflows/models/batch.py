"""The unit's list and batch: confirmed by its head, forwarded, received."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from workflows.models.case import Case
from workflows.models.contest import Contest
from workflows.models.gated import CaseSubject, gated
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User
from workflows.states import BatchState


class ForwardingBatch(CaseSubject):
    """A unit's list for a contest. ``ordinal`` 1 is the main one, later ones are supplements."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="batches")
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="batches")
    ordinal = models.PositiveSmallIntegerField(default=1)
    state = FSMField(default=BatchState.COLLECTING, choices=BatchState.choices, protected=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    forwarded_at = models.DateTimeField(null=True, blank=True)
    forwarded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    noun = "batch"

    class Meta:
        verbose_name = _("unit list")
        verbose_name_plural = _("unit lists")
        constraints = [
            models.UniqueConstraint(fields=["contest", "unit", "ordinal"], name="batch_ordinal_once"),
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[BatchState.FORWARDED, BatchState.RECEIVED])
                | Q(forwarded_at__isnull=False, forwarded_by__isnull=False),
                name="batch_forwarded_has_date_and_actor",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.RECEIVED) | Q(received_at__isnull=False),
                name="batch_received_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.contest} ({self.ordinal})"

    @property
    def case(self) -> Case:  # type: ignore[override]
        """The contest's case."""
        return self.contest.case

    @property
    def case_id(self) -> int:
        """Key of the contest's case."""
        return self.contest.case_id

    def missing_for(self, verb: str) -> list[str]:
        """See :mod:`workflows.models.readiness`."""
        from workflows.models.readiness import missing_for_batch

        return missing_for_batch(self, verb)

    @gated(field=state, source=BatchState.COLLECTING, target=BatchState.CONFIRMED)
    def confirm_list(self, *, at: datetime, by: User) -> None:
        """Confirm which entries the unit sends."""
        self.confirmed_at, self.confirmed_by = at, by

    @gated(field=state, source=BatchState.CONFIRMED, target=BatchState.FORWARDED)
    def forward(self, *, at: datetime, by: User) -> None:
        """Send the batch to the organiser."""
        self.forwarded_at, self.forwarded_by = at, by

    @gated(field=state, source=BatchState.COLLECTING, target=BatchState.NONE_DECLARED)
    def declare_none(self, *, at: datetime, by: User) -> None:
        """Declare that the unit has no entries."""
        self.confirmed_at, self.confirmed_by = at, by

    @gated(field=state, source=BatchState.FORWARDED, target=BatchState.RECEIVED)
    def receive(self, *, at: datetime, by: User) -> None:
        """Receive the batch, each entry having been received or refused."""
        self.received_at, self.received_by = at, by

    @gated(
        field=state,
        source=[BatchState.COLLECTING, BatchState.CONFIRMED],
        target=BatchState.LAPSED,
    )
    def lapse(self) -> None:
        """End a list that was not forwarded in time."""
