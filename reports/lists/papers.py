"""Documents and register: who sees which paper, and the rows of the books."""

from typing import Any

from django.db.models import Q, QuerySet

from workflows.models import Document, RegisterRow
from workflows.models.grants import Grants
from workflows.models.paper_kinds import DocumentKind
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import GIVEN_OUT, DocumentState


def visible(grants: Grants) -> "QuerySet[Document]":
    """Return the papers that the person may see.

    Inside, all of the contest; the unit's own papers in the unit; the accountant, what has been issued; and
    everybody what has been published, whatever became of it afterwards.
    """
    if grants.everywhere(Role.AUDITOR):
        return Document.objects.all()
    inside = Q(contest_id__in=grants.contests(*RESULT_ROLES))
    published = Q(state=DocumentState.PUBLISHED) | Q(published_at__isnull=False)
    paid = Q(contest_id__in=grants.contests(Role.ACCOUNTANT), kind=DocumentKind.DECISION)
    issued = paid & Q(state__in=GIVEN_OUT)
    units = Q(unit_id__in=grants.units(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AUDITOR))
    return Document.objects.filter(inside | published | issued | units)


def register(grants: Grants) -> "QuerySet[RegisterRow]":
    """Return the rows of the registers that the person's contests write in, newest first."""
    rows = RegisterRow.objects.select_related("book__body", "document__contest", "taken_by")
    if not grants.everywhere(Role.AUDITOR):
        rows = rows.filter(document__contest_id__in=grants.contests(*RESULT_ROLES))
    return rows


def title_of(document: Document) -> str:
    """Return how a paper is called: its kind with the number that it has."""
    kind = str(document.get_kind_display())
    return f"{kind} {document.full_number}" if document.full_number else kind


def filename_of(document: Document) -> str:
    """Return the name under which the issued file is taken away."""
    number: Any = document.full_number or document.pk
    return f"{number}".replace("/", "-") + ".pdf"
