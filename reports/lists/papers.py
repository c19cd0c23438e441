"""Documents: who sees which paper, and how it is called."""

from typing import Any

from django.db.models import Q, QuerySet

from workflows.domain.recipients import UNIT_READERS
from workflows.models import Delivery, Document
from workflows.models.delivery import DeliveryChannel
from workflows.models.grants import Grants
from workflows.models.paper_kinds import DocumentKind
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import GIVEN_OUT, DocumentState


def visible(grants: Grants) -> "QuerySet[Document]":
    """Return the papers that the person may see.

    Inside, all of the contest; in the unit, its own papers and what lies in its inbox; the accountant, what
    has been issued; and everybody what has been published, whatever became of it afterwards.
    """
    if grants.everywhere(Role.AUDITOR):
        return Document.objects.all()
    inside = Q(contest_id__in=grants.contests(*RESULT_ROLES))
    published = Q(state=DocumentState.PUBLISHED) | Q(published_at__isnull=False)
    paid = Q(contest_id__in=grants.contests(Role.ACCOUNTANT), kind=DocumentKind.DECISION)
    issued = paid & Q(state__in=GIVEN_OUT)
    units = Q(unit_id__in=grants.units(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AUDITOR))
    return Document.objects.filter(inside | published | issued | units | _received(grants))


def _received(grants: Grants) -> Q:
    """Return what lies in the inbox of a unit of the person's."""
    reads = grants.units(*UNIT_READERS)
    if not reads:
        return Q(pk__in=())
    lying = Delivery.objects.filter(channel=DeliveryChannel.INBOX, sent_at__isnull=False, unit_id__in=reads)
    return Q(pk__in=lying.values("document_id"))


def title_of(document: Document) -> str:
    """Return how a paper is called: its kind with the number that it has."""
    kind = str(document.get_kind_display())
    return f"{kind} {document.full_number}" if document.full_number else kind


def filename_of(document: Document) -> str:
    """Return the name under which the issued file is taken away."""
    number: Any = document.full_number or document.pk
    return f"{number}".replace("/", "-") + ".pdf"
