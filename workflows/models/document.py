"""Documents: what they say, where they stand, and the versions of their drafts."""

import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from workflows.models.author import EntryAuthor
from workflows.models.case import Case
from workflows.models.contest import Contest
from workflows.models.entry import Entry
from workflows.models.gated import CaseSubject, gated
from workflows.models.organisation import OrganisationUnit
from workflows.models.paper_kinds import NOUN_OF, ONCE_PER_ROUND, OUTPUTS, DocumentKind, SigningMode
from workflows.models.person import User
from workflows.models.round import Round
from workflows.states import GIVEN_OUT
from workflows.states import DocumentState as D

_BEFORE_ISSUE = [D.CHECKED, D.SUBMITTED_FOR_SIGNATURE, D.SIGNED]


def new_verify_code() -> str:
    """Return the random part of the address under which anyone can verify a document."""
    return secrets.token_urlsafe(12)


class Document(CaseSubject):
    """A paper of a contest: of a round, of a unit's list, or about one entry.

    ``record`` is the data that it prints; ``file`` (SHA-256 beside it) never changes once issued, nor does
    ``scan``, the paper as it was signed by hand. ``unsigned_sha256`` is the digest of the rendering before
    any signature, which the same record gives again in the same ``render_environment``; ``pages`` says how
    many it has. ``amends`` is the document that this one corrects, replaces or recalls. ``key`` keeps outputs
    from being made twice.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="document")
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="documents")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="documents")
    unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="unit_papers"
    )
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="documents")
    author = models.ForeignKey(EntryAuthor, models.PROTECT, null=True, blank=True, related_name="documents")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    key = models.CharField(max_length=80, null=True, blank=True, unique=True)
    body = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="documents")
    type_symbol = models.CharField(max_length=30)
    state = FSMField(default=D.DRAFT, choices=D.choices, protected=True)
    signing_mode = models.CharField(max_length=8, choices=SigningMode.choices, default=SigningMode.DIGITAL)
    subject = models.CharField(max_length=500)
    record = models.JSONField(default=dict)
    record_sha256 = models.CharField(max_length=64, blank=True)
    cites = models.ManyToManyField("self", symmetrical=False, related_name="cited_by", blank=True)
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amended_by")
    ground = models.CharField(max_length=1, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    full_number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to="documents", max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    unsigned_sha256 = models.CharField(max_length=64, blank=True)
    render_environment = models.CharField(max_length=300, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    scan = models.FileField(upload_to="documents", max_length=255, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    verify_code = models.CharField(max_length=24, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(
                fields=["contest", "signed_at"], condition=Q(state=D.SIGNED), name="document_waits_for_issue"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=D.values), name="document_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[D.SIGNED, *sorted(GIVEN_OUT)])
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="document_signed_has_date_and_signer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GIVEN_OUT))
                | Q(issued_on__isnull=False, issued_at__isnull=False)
                & (Q(number__isnull=False) | Q(kind__in=sorted(OUTPUTS))),
                name="document_issued_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GIVEN_OUT))
                | Q(kind=DocumentKind.PROPOSAL)
                | Q(file_sha256__gt=""),
                name="document_issued_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GIVEN_OUT), signing_mode=SigningMode.INK)
                | Q(kind__in=sorted(OUTPUTS))
                | Q(scan_sha256__gt=""),
                name="document_signed_by_hand_has_scan",
            ),
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(kind__in=sorted(ONCE_PER_ROUND), amends__isnull=True),
                name="round_document_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_number or self.get_kind_display()} {self.subject}"

    @property
    def noun(self) -> str:  # type: ignore[override]
        """The noun of the verbs on this paper."""
        return NOUN_OF[self.kind].value

    @property
    def is_given_out(self) -> bool:
        """Say whether the paper has been issued, whatever became of it."""
        return self.state in GIVEN_OUT

    def missing_for(self, verb: str) -> list[str]:
        """See :mod:`workflows.models.readiness`."""
        from workflows.models.readiness import missing_for_document

        return missing_for_document(self, verb)

    @gated(field=state, source=[D.DRAFT, D.SENT_BACK])
    def save_draft(self, *, record: dict[str, Any], about: str, signing_mode: str = "") -> None:
        """Keep what the paper is to say, and how it is to be signed where that is said."""
        self.record, self.subject = record, about
        self.signing_mode = signing_mode or self.signing_mode

    @gated(field=state, source=[D.DRAFT, D.SENT_BACK], target=D.CHECKED)
    def initial(self, *, at: datetime, by: User) -> None:
        """Note who has checked the content (*ký nháy*)."""
        self.checked_at, self.checked_by = at, by

    @gated(field=state, source=D.CHECKED, target=D.SUBMITTED_FOR_SIGNATURE)
    def submit_for_signature(self, **_kwargs: Any) -> None:
        """Lay the paper before its signatory."""

    def _lies_before_its_signer(self) -> bool:
        """A proposal is signed as drafted; every other paper only once it has been submitted."""
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

    @gated(field=state, source=_BEFORE_ISSUE, target=D.SENT_BACK)
    def send_back(self, **_kwargs: Any) -> None:
        """Give the paper back for revision; a signature it had is void."""
        self.signed_at = self.signed_by = None

    def _is_ready_to_go_out(self) -> bool:
        """Signed; an output needs no signature of its own, the decision's stands for it."""
        return self.state == D.SIGNED or self.kind in OUTPUTS

    @gated(field=state, source=[D.DRAFT, D.SIGNED], target=D.ISSUED, conditions=[_is_ready_to_go_out])
    def issue(self, *, at: datetime, **kept: Any) -> None:
        """Issue the paper under the number it has taken; ``kept`` are the columns of its file."""
        self.issued_at = at
        for name, value in kept.items():
            setattr(self, name, value)

    @gated(field=state, source=[D.ISSUED, D.CORRECTED], target=[D.PUBLISHED, D.CORRECTED])
    def publish_results(self, *, at: datetime) -> str:
        """Publish the paper with the results; one that was corrected before stays known as corrected."""
        self.published_at = at
        return str(D.PUBLISHED if self.state == D.ISSUED else D.CORRECTED)

    @gated(field=state, source=[D.ISSUED, D.PUBLISHED, D.CORRECTED], target=D.CORRECTED)
    def correct(self) -> None:
        """Note that a further paper corrects this one."""

    @gated(field=state, source=[D.ISSUED, D.PUBLISHED, D.CORRECTED], target=D.REPLACED)
    def replace(self) -> None:
        """Note that a further paper takes this one's place."""

    @gated(field=state, source=[D.ISSUED, D.PUBLISHED, D.CORRECTED], target=D.RECALLED)
    def recall(self) -> None:
        """Note that this paper has been recalled."""


class DocumentVersion(models.Model):
    """What a draft said when it was kept; never changed again.

    ``note`` says what was changed, and of a stand-in for the signer from when to when and why.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    record = models.JSONField()
    record_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"
