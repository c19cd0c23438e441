"""Documents and the register in which their numbers stand."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from workflows.models.case import Case
from workflows.models.contest import Contest
from workflows.models.gated import CaseSubject, gated
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User
from workflows.models.round import Round
from workflows.states import DocumentState as D


class DocumentKind(models.TextChoices):
    """Kinds of paper."""

    PROPOSAL = "proposal", _("Proposal to sign")
    DECISION = "decision", _("Award decision")


class RegisterBook(models.Model):
    """The outgoing register of a body for one type of document and one year."""

    body = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="register_books")
    type_symbol = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "type_symbol", "year"], name="register_book_once")
        ]

    def __str__(self) -> str:
        return f"{self.type_symbol}-{self.body} {self.year}"


class Document(CaseSubject):
    """A paper of a round. ``record`` is the data that it prints; ``file`` never changes once issued."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="document")
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="documents")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    body = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="documents")
    type_symbol = models.CharField(max_length=20)
    state = FSMField(default=D.DRAFT, choices=D.choices, protected=True)
    subject = models.CharField(max_length=500)
    record = models.JSONField(default=dict)
    record_sha256 = models.CharField(max_length=64, blank=True)
    cites = models.ManyToManyField("self", symmetrical=False, related_name="cited_by", blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    full_number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to="documents", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=D.values), name="document_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[D.SIGNED, D.ISSUED, D.PUBLISHED])
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="document_signed_has_date_and_signer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[D.ISSUED, D.PUBLISHED])
                | Q(number__isnull=False, issued_on__isnull=False, issued_at__isnull=False),
                name="document_issued_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(kind=DocumentKind.DECISION, state__in=[D.ISSUED, D.PUBLISHED])
                | Q(file_sha256__gt=""),
                name="decision_issued_has_file",
            ),
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(kind__in=["decision", "proposal"]),
                name="round_document_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_number or self.get_kind_display()} {self.subject}"

    @property
    def noun(self) -> str:  # type: ignore[override]
        """The noun of the verbs on this paper: its kind."""
        return str(self.kind)

    def missing_for(self, verb: str) -> list[str]:
        """See :mod:`workflows.models.readiness`."""
        from workflows.models.readiness import missing_for_document

        return missing_for_document(self, verb)

    @gated(field=state, source=[D.DRAFT, D.SENT_BACK], target=D.SUBMITTED_FOR_SIGNATURE)
    def submit_for_signature(self, **_kwargs: Any) -> None:
        """Initial the paper and lay it before the signatory."""

    def _lies_before_its_signer(self) -> bool:
        """A proposal is signed as drafted; a decision only once it has been submitted."""
        return self.kind == DocumentKind.PROPOSAL or self.state == D.SUBMITTED_FOR_SIGNATURE

    @gated(
        field=state,
        source=[D.DRAFT, D.SUBMITTED_FOR_SIGNATURE],
        target=D.SIGNED,
        conditions=[_lies_before_its_signer],
    )
    def sign(self, *, at: datetime, by: User, record_sha256: str) -> None:
        """Approve exactly this record."""
        self.signed_at, self.signed_by, self.record_sha256 = at, by, record_sha256

    @gated(field=state, source=D.SUBMITTED_FOR_SIGNATURE, target=D.SENT_BACK)
    def send_back(self, **_kwargs: Any) -> None:
        """Give the paper back for revision."""

    @gated(field=state, source=D.SIGNED, target=D.ISSUED)
    def issue(self, *, at: datetime, file_name: str = "", file_sha256: str = "") -> None:
        """Issue the paper under the number it has taken; number and date stand on the row."""
        self.issued_at, self.file, self.file_sha256 = at, file_name, file_sha256

    @gated(field=state, source=D.ISSUED, target=D.PUBLISHED)
    def publish_results(self, *, at: datetime) -> None:
        """Publish the paper with the results."""
        self.published_at = at


class RegisterRow(models.Model):
    """A number of a register: it belongs to its document for ever, even if that one fails."""

    book = models.ForeignKey(RegisterBook, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    full_number = models.CharField(max_length=60)
    document = models.OneToOneField(Document, models.PROTECT, related_name="register_row")
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    voided_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["book", "number"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="register_number_once")]

    def __str__(self) -> str:
        return self.full_number
