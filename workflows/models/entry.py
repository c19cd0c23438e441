"""An entry: the case that moves from draft to award."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from workflows.models.batch import ForwardingBatch
from workflows.models.case import Case
from workflows.models.contest import Contest, Theme
from workflows.models.gated import CaseSubject, gated
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User
from workflows.models.round import Round
from workflows.models.visibility import EntryQuerySet
from workflows.states import EntryState as S


class AuthorKind(models.TextChoices):
    """Who hands the entry in."""

    INDIVIDUAL = "individual", _("Individual")
    GROUP = "group", _("Group of authors")
    COLLECTIVE = "collective", _("Collective")


class Entry(CaseSubject):
    """An idea handed in by an author through a unit.

    ``code`` is given at the first submission, ``judging_code`` (random) at receipt. Names, posts
    and unit are a snapshot taken at submission. ``left_from`` keeps the state from which the entry
    left the way, so that it can be reinstated to it.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="entry")
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries")
    round = models.ForeignKey(Round, models.PROTECT, related_name="entries")
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="entries")
    unit_name = models.CharField(max_length=200, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="entries")
    state = FSMField(default=S.DRAFT, choices=S.choices, protected=True)
    # NULL, not "": a code is unique in its contest, and drafts have none
    code = models.CharField(_("entry code"), max_length=30, null=True, blank=True)  # noqa: DJ001
    judging_code = models.CharField(_("judging code"), max_length=30, null=True, blank=True)  # noqa: DJ001
    title = models.CharField(_("title"), max_length=300)
    abstract = models.TextField(_("abstract"), blank=True)
    format = models.CharField(_("format"), max_length=40, blank=True)
    author_kind = models.CharField(
        _("who enters"), max_length=12, choices=AuthorKind.choices, default=AuthorKind.INDIVIDUAL
    )
    collective_name = models.CharField(_("name of the collective"), max_length=300, blank=True)
    language = models.CharField(max_length=8, default="vi")
    commitment = models.BooleanField(_("commitment given"), default=False)
    search_key = models.TextField(blank=True, editable=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="entries")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="entered_entries")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey(ForwardingBatch, models.PROTECT, null=True, blank=True, related_name="entries")
    forwarded_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_from = models.CharField(max_length=20, blank=True)
    reason_code = models.CharField(max_length=60, blank=True)

    noun = "entry"
    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            models.Index(fields=["contest", "state", "id"]),
            models.Index(fields=["unit", "contest", "state", "id"]),
            models.Index(fields=["round", "state", "id"]),
            models.Index(fields=["owner", "id"]),
            models.Index(fields=["created_at", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["contest", "code"], name="entry_code_once"),
            models.UniqueConstraint(fields=["contest", "judging_code"], name="judging_code_once"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="entry_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[S.DRAFT, S.LAPSED, S.WITHDRAWN])
                | Q(submitted_at__isnull=False, code__isnull=False),
                name="entry_submitted_has_date_and_code",
            ),
            models.CheckConstraint(
                condition=Q(forwarded_at__isnull=True) | Q(batch__isnull=False),
                name="entry_forwarded_in_a_batch",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True)
                | Q(forwarded_at__isnull=False, judging_code__isnull=False),
                name="entry_received_after_forwarding",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.SCORED, S.AWARDED, S.NOT_AWARDED, S.REVOKED])
                | Q(received_at__isnull=False, scored_at__isnull=False),
                name="entry_scored_was_received",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.AWARDED, S.NOT_AWARDED, S.REVOKED]) | Q(decided_at__isnull=False),
                name="entry_decided_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.WITHDRAWN, S.DISQUALIFIED, S.LAPSED, S.SCREENED_OUT])
                | (Q(left_at__isnull=False) & ~Q(left_from="")),
                name="entry_that_left_knows_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code or _('draft')} {self.title}"

    def missing_for(self, verb: str) -> list[str]:
        """See :mod:`workflows.models.readiness`."""
        from workflows.models.readiness import missing_for_entry

        return missing_for_entry(self, verb)

    def _leave(self, at: datetime, reason_code: str) -> None:
        self.left_at, self.left_from, self.reason_code = at, str(self.state), reason_code

    def _is_not_forwarded(self) -> bool:
        return self.forwarded_at is None

    def _is_not_received(self) -> bool:
        return self.received_at is None

    def _waits_for_receipt(self) -> bool:
        return self.forwarded_at is not None and self.received_at is None

    def _is_received(self) -> bool:
        return self.received_at is not None

    @gated(field=state, source=[S.DRAFT, S.RETURNED])
    def save_draft(self, **fields: Any) -> None:
        """Keep what the author has typed so far."""
        for name, value in fields.items():
            setattr(self, name, value)

    @gated(field=state, source=[S.DRAFT, S.RETURNED], target=S.SUBMITTED)
    def submit(self, *, at: datetime, code: str, unit_name: str) -> None:
        """Hand the entry in to the unit, under the name that it has now."""
        self.submitted_at, self.code, self.reason_code, self.unit_name = at, code, "", unit_name

    @gated(field=state, source=S.DRAFT, target=S.SUBMITTED)
    def submit_on_behalf(self, *, at: datetime, code: str, unit_name: str) -> None:
        """Hand the entry in for its author, to the unit under the name that it has now."""
        self.submitted_at, self.code, self.unit_name = at, code, unit_name

    @gated(field=state, source=S.SUBMITTED)
    def prescreen(self, **_kwargs: Any) -> None:
        """Record the officer's proposal; the head decides."""

    @gated(field=state, source=S.SUBMITTED, target=S.RETURNED)
    def return_(self, *, reason_code: str = "") -> None:
        """Give the entry back for completion."""
        self.reason_code = reason_code

    @gated(field=state, source=S.SUBMITTED, target=[S.PRE_SCREENED, S.SCREENED_OUT])
    def confirm_list(
        self, *, at: datetime, chosen: bool, batch: ForwardingBatch, reason_code: str = ""
    ) -> str:
        """Put the entry on the unit's list, or screen it out."""
        if not chosen:
            self._leave(at, reason_code)
        self.batch = batch if chosen else None
        return S.PRE_SCREENED if chosen else S.SCREENED_OUT

    @gated(field=state, source=S.PRE_SCREENED, conditions=[_is_not_forwarded])
    def forward(self, *, at: datetime) -> None:
        """Send the entry to the organiser with its batch."""
        self.forwarded_at = at

    @gated(field=state, source=S.PRE_SCREENED, conditions=[_is_not_received])
    def receive(self, *, at: datetime, judging_code: str, round: Round) -> None:
        """Take the entry in and give it the code under which it is judged."""
        self.received_at, self.judging_code, self.round = at, judging_code, round

    @gated(field=state, source=S.PRE_SCREENED, target=[S.LAPSED, S.RETURNED], conditions=[_waits_for_receipt])
    def refuse_receipt(self, *, at: datetime, final: bool, reason_code: str) -> str:
        """Turn the entry down at receipt, for good or for completion."""
        if final:
            self._leave(at, reason_code)
        self.reason_code, self.forwarded_at, self.batch = reason_code, None, None
        return S.LAPSED if final else S.RETURNED

    @gated(field=state, source=S.PRE_SCREENED)
    def assign(self, **_kwargs: Any) -> None:
        """Give the entry to a judge."""

    @gated(field=state, source=S.PRE_SCREENED, conditions=[_is_received])
    def recuse(self, **_kwargs: Any) -> None:
        """Take a judge off the entry because of a conflict of interest."""

    @gated(field=state, source=S.PRE_SCREENED, conditions=[_is_received])
    def replace_judge(self, **_kwargs: Any) -> None:
        """Give a judge's entry to another."""

    @gated(field=state, source=S.PRE_SCREENED)
    def save_sheet(self, **_kwargs: Any) -> None:
        """Keep a judge's points so far."""

    @gated(field=state, source=S.PRE_SCREENED)
    def submit_sheet(self, **_kwargs: Any) -> None:
        """Take a judge's score sheet."""

    @gated(field=state, source=S.PRE_SCREENED, target=S.SCORED, conditions=[_is_received])
    def close_scoring(self, *, at: datetime) -> None:
        """Close scoring; done for all entries of the round or for none."""
        self.scored_at = at

    @gated(field=state, source=[S.SUBMITTED, S.PRE_SCREENED, S.SCORED, S.AWARDED])
    def correct_entry(self, **fields: Any) -> None:
        """Mend the spelling of what papers will print, before they are issued."""
        for name, value in fields.items():
            setattr(self, name, value)

    @gated(field=state, source=S.SCORED, target=S.AWARDED)
    def award(self, *, at: datetime) -> None:
        """Give the entry its prize."""
        self.decided_at = at

    @gated(field=state, source=S.SCORED, target=S.NOT_AWARDED)
    def pass_over(self, *, at: datetime) -> None:
        """End the entry without a prize."""
        self.decided_at = at

    @gated(field=state, source=[S.AWARDED, S.NOT_AWARDED])
    def publish_results(self, *, at: datetime) -> None:
        """Let the author and the public know."""
        self.published_at = at

    @gated(
        field=state,
        source=[S.DRAFT, S.SUBMITTED, S.RETURNED, S.PRE_SCREENED],
        target=S.WITHDRAWN,
    )
    def withdraw(self, *, at: datetime) -> None:
        """Take the entry back."""
        self._leave(at, "")

    @gated(
        field=state,
        source=[S.SUBMITTED, S.RETURNED, S.PRE_SCREENED, S.SCORED],
        target=S.DISQUALIFIED,
    )
    def disqualify(self, *, at: datetime, reason_code: str = "") -> None:
        """Exclude the entry from the contest."""
        self._leave(at, reason_code)

    @gated(
        field=state,
        source=[S.DRAFT, S.SUBMITTED, S.RETURNED, S.PRE_SCREENED],
        target=S.LAPSED,
        conditions=[_is_not_forwarded],
    )
    def lapse(self, *, at: datetime, reason_code: str) -> None:
        """End the entry because the unit's deadline has passed."""
        self._leave(at, reason_code)

    @gated(
        field=state,
        source=[S.SCREENED_OUT, S.WITHDRAWN, S.DISQUALIFIED, S.LAPSED],
        target=[S.DRAFT, S.SUBMITTED, S.RETURNED, S.PRE_SCREENED],
    )
    def reinstate(self) -> str:
        """Put the entry back to the state before."""
        state, self.left_from, self.left_at, self.reason_code = self.left_from, "", None, ""
        return state

    @gated(field=state, source=S.AWARDED, target=S.REVOKED)
    def revoke(self, *, reason_code: str) -> None:
        """Take the award back on one of the four legal grounds."""
        self.reason_code = reason_code

    @gated(field=state, source=S.AWARDED)
    def pay(self, **_kwargs: Any) -> None:
        """Record what has been paid of the prize money, or undo it."""

    @gated(field=state, source=S.AWARDED)
    def hand_over(self, **_kwargs: Any) -> None:
        """Record what the winner has received at the ceremony, or undo it."""
