"""Documents: who sees which paper, and how it is called."""

from typing import Any

from django.db.models import Q, QuerySet

from workflows.domain.recipients import UNIT_READERS
from workflows.models import Delivery, Document, EntryAuthor
from workflows.models.delivery import DeliveryChannel
from workflows.models.grants import Grants
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import GIVEN_OUT, DocumentState, RoundState

_LONGEST_NAME = 100


def visible(grants: Grants) -> "QuerySet[Document]":
    """Return the papers that the person may see.

    Inside, all of the contest; in the unit, its own papers and what lies in its inbox; the accountant, what
    has been issued; the author, certificate or letter once the results are published; and everybody what has
    been published, whatever became of it afterwards.
    """
    if grants.everywhere(Role.AUDITOR):
        return Document.objects.all()
    inside = Q(contest_id__in=grants.contests(*RESULT_ROLES))
    published = Q(state=DocumentState.PUBLISHED) | Q(published_at__isnull=False)
    paid = Q(contest_id__in=grants.contests(Role.ACCOUNTANT), kind=DocumentKind.DECISION)
    issued = paid & Q(state__in=GIVEN_OUT)
    units = Q(unit_id__in=grants.units(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AUDITOR))
    seen = inside | published | issued | units | _received(grants) | _own(grants)
    return Document.objects.filter(seen)


def _own(grants: Grants) -> Q:
    """Return the condition for what an author receives; before the results are out it would tell them."""
    if not grants.user_id:
        return Q(pk__in=())
    written = EntryAuthor.objects.filter(user_id=grants.user_id).values("entry_id")
    mine = Q(entry__owner_id=grants.user_id) | Q(entry__in=written)
    out = Q(kind__in=sorted(OUTPUTS), state__in=sorted(GIVEN_OUT), round__state=RoundState.PUBLISHED)
    return mine & out


def listed(grants: Grants) -> "QuerySet[Document]":
    """Return the list of documents: inside, certificates and letters stand with their decision instead."""
    seen = visible(grants)
    if grants.everywhere(Role.AUDITOR):
        return seen.exclude(kind__in=sorted(OUTPUTS))
    return seen.exclude(kind__in=sorted(OUTPUTS), contest_id__in=grants.contests(*RESULT_ROLES))


def _received(grants: Grants) -> Q:
    """Return what lies in the inbox of a unit of the person's."""
    reads = grants.units(*UNIT_READERS)
    if not reads:
        return Q(pk__in=())
    lying = Delivery.objects.filter(channel=DeliveryChannel.INBOX, sent_at__isnull=False, unit_id__in=reads)
    return Q(pk__in=lying.values("document_id"))


def title_of(document: Document) -> str:
    """Return how a paper is called: its kind with the number, or the recipient, that it has."""
    if document.kind in OUTPUTS:
        return f"{document.get_kind_display()}: {document.subject}"
    kind = str(document.get_kind_display())
    return f"{kind} {document.full_number}" if document.full_number else kind


def filename_of(document: Document) -> str:
    """Return the name under which the issued file is taken away."""
    if document.kind in OUTPUTS:
        return f"{document.get_kind_display()} {document.subject[:_LONGEST_NAME]}.pdf"
    number: Any = document.full_number or document.pk
    return f"{number}".replace("/", "-") + ".pdf"
