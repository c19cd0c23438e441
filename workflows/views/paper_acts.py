"""Opening papers from a page: of a contest, about an issued paper, to take an award back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.lists import papers as lists
from workflows.domain import document_life, further_papers
from workflows.errors import InputRefused
from workflows.flows import papers
from workflows.models import Document
from workflows.models.grants import grants_of
from workflows.models.paper_kinds import DocumentKind
from workflows.views.access import actor
from workflows.views.case_page import visible_entry
from workflows.views.contests import contest_of
from workflows.views.openable import units_of


def _kind(request: HttpRequest, allowed: tuple[DocumentKind, ...]) -> DocumentKind:
    chosen = request.POST.get("kind", "")
    if chosen not in set(map(str, allowed)):
        raise InputRefused("no_kind", _("Please choose which paper to draft."), field="kind")
    return DocumentKind(chosen)


def _opened(request: HttpRequest, document: Document) -> HttpResponse:
    words = {"paper": document.get_kind_display()}
    messages.success(request, _("The draft of “%(paper)s” is open; it waits among the tasks.") % words)
    return redirect("document", document.pk)


@login_required
@require_POST
def open_paper(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Open a paper of the contest or of the person's unit."""
    contest = contest_of(request, slug)
    kind = _kind(request, further_papers.OF_CONTEST + further_papers.OF_UNIT)
    unit = None
    if kind in further_papers.OF_UNIT:
        chosen = request.POST.get("unit", "")
        units = {str(unit.pk): unit for unit in units_of(request, contest)}
        unit = units.get(chosen)
        if unit is None:
            raise InputRefused("no_unit", _("Please choose one of your units."), field="unit")
    return _opened(request, papers.open_paper(contest=contest, kind=kind, actor=actor(request), unit=unit))


@login_required
@require_POST
def open_further(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open a paper that corrects, recalls or replaces an issued one."""
    visible = lists.visible(grants_of(request.user)).select_related("contest", "round", "entry")
    about = get_object_or_404(visible, pk=pk)
    kind = _kind(request, further_papers.ABOUT)
    return _opened(request, papers.open_further(about=about, kind=kind, actor=actor(request)))


@login_required
@require_POST
def choose_signing_mode(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say for one draft whether it is signed digitally or by hand."""
    visible = lists.visible(grants_of(request.user)).select_related("contest")
    document = get_object_or_404(visible, pk=pk)
    mode = request.POST.get("signing_mode", "")
    document_life.choose_signing_mode(document=document, actor=actor(request), mode=mode)
    messages.success(request, _("The way of signing has been kept."))
    return redirect("document", document.pk)


@login_required
@require_POST
def open_revocation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open the decision that takes an entry's award back."""
    entry = visible_entry(request, pk)
    ground = request.POST.get("ground", "")
    return _opened(request, papers.open_revocation(entry=entry, ground=ground, actor=actor(request)))
