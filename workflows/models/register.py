"""The outgoing registers: in which book which number belongs to which document."""

from django.db import models
from django.db.models import Q

from workflows.models.document import Document
from workflows.models.organisation import OrganisationUnit
from workflows.models.paper_kinds import RegisterMode
from workflows.models.person import User


class RegisterBook(models.Model):
    """The outgoing register of a body for one type of document and one year.

    In a book of our own every number has a row; in one that follows the agency's register gaps are normal
    and ``last_number`` is only the highest seen.
    """

    body = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="register_books")
    type_symbol = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=RegisterMode.choices, default=RegisterMode.OWN)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "type_symbol", "year"], name="register_book_once")
        ]

    def __str__(self) -> str:
        return f"{self.type_symbol}-{self.body} {self.year}"


class RegisterRow(models.Model):
    """A number of a register: it belongs to its document for ever.

    ``voided_reason`` says why the number came to nothing (*hủy*); the document may then take another.
    ``taken_on`` is the date of the document, ``taken_at`` when the number was taken. ``search_key`` is
    number, subject and recipients as they stood then, folded (see :mod:`workflows.vietnamese.fold`).
    """

    book = models.ForeignKey(RegisterBook, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    full_number = models.CharField(max_length=60)
    document = models.ForeignKey(Document, models.PROTECT, related_name="register_rows")
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    search_key = models.TextField(default="", editable=False)
    voided_reason = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="register_number_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(voided_at__isnull=True),
                name="register_row_once",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, voided_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
                name="register_row_void_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def is_void(self) -> bool:
        """Say whether the number came to nothing."""
        return self.voided_at is not None
