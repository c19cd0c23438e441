"""Which papers a person may open: of a contest, about an issued paper, to take an award back."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from workflows.domain import further_papers
from workflows.models import Contest, Document, Entry, ForwardingBatch, OrganisationUnit
from workflows.models.grants import grants_of
from workflows.models.paper_kinds import DocumentKind
from workflows.roles import Role
from workflows.states import EntryState
from workflows.views.access import actor

GROUNDS = [
    ("a", gettext_lazy("a) Merits were stated fraudulently")),
    ("b", gettext_lazy("b) False information or forged papers")),
    ("c", gettext_lazy("c) Assessed or decided against the rules")),
    ("d", gettext_lazy("d) A competent body found a breach that takes the merit away")),
]
"""The legal grounds for taking an award back (Law 06/2022/QH15, art. 93)."""

_WORDS = {
    DocumentKind.CORRECTION: gettext_lazy("Correct by a letter (an error of form)"),
    DocumentKind.RECALL: gettext_lazy("Recall by a decision"),
    DocumentKind.DECISION: gettext_lazy("Replace by a new decision (an error of content)"),
}


def further_papers_of(request: HttpRequest, document: Document) -> list[tuple[str, Any]]:
    """Return which papers about this one the person may open, with their words."""
    kinds = further_papers.kinds_about(document)
    may = [k for k in kinds if further_papers.may_draft(document.contest, k, actor(request))]
    return [(kind.value, _WORDS[kind]) for kind in may]


def openable(request: HttpRequest, contest: Contest) -> list[dict[str, Any]]:
    """Return which papers of the contest and of the person's units may be opened: kind, label, unit."""
    who = actor(request)
    found: list[dict[str, Any]] = [
        {"kind": kind.value, "label": kind.label, "unit": None}
        for kind in further_papers.OF_CONTEST
        if further_papers.may_draft(contest, kind, who)
    ]
    for unit in units_of(request, contest):
        found += [{"kind": k.value, "label": k.label, "unit": unit} for k in further_papers.OF_UNIT]
    return found


def receipts(request: HttpRequest, contest: Contest) -> list[ForwardingBatch]:
    """Return the lists of the person's units that the organiser has received."""
    mine = grants_of(request.user).units(Role.UNIT_OFFICER, Role.UNIT_HEAD)
    found = contest.batches.filter(unit_id__in=mine, received_at__isnull=False)
    return list(found.select_related("unit").order_by("received_at"))


def units_of(request: HttpRequest, contest: Contest) -> list[OrganisationUnit]:
    """Return the units that take part and whose papers the person drafts."""
    mine = grants_of(request.user).units(Role.UNIT_OFFICER)
    return list(OrganisationUnit.objects.filter(pk__in=mine, participations__contest=contest))


def may_revoke(request: HttpRequest, entry: Entry) -> bool:
    """Say whether the person may open the decision that takes this entry's award back."""
    return entry.state == EntryState.AWARDED and further_papers.may_draft(
        entry.contest, DocumentKind.REVOCATION, actor(request)
    )
