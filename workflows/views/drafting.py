"""Editing a paper before it is submitted: the form, its live preview, and what its buttons do."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from forms import paper_draft
from forms.paper_draft import PaperDraftForm
from reports import papers
from reports.lists import papers as lists
from reports.pdf import engine, pictures
from reports.pdf.errors import DocumentError
from workflows.domain import document_life, refusals
from workflows.domain.asking import may
from workflows.errors import TransitionRefused
from workflows.models import Document
from workflows.models.grants import grants_of
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import DocumentState, RoundState
from workflows.verbs import Noun, Verb
from workflows.views.access import actor
from workflows.views.draft_desk import Desk
from workflows.views.tasks import posted_version

FIRST_PAGES = 2
"""Pages that the preview shows unless all are asked for."""
COLOURED = "certificate"
"""The only layout with colours."""


def visible_paper(request: HttpRequest, pk: int) -> Document:
    """Return a paper that the person may see and that has a page of its own; 404 for every other."""
    related = ("contest__organizer", "contest__standing_unit", "round", "body", "amends", "unit", "entry")
    document = get_object_or_404(lists.visible(grants_of(request.user)).select_related(*related), pk=pk)
    if not papers.is_printed(document) or not papers.editable_of(document):
        raise Http404
    return document


def is_due(document: Document) -> bool:
    """Say whether the case already has what the paper tells: a round's result must have been approved."""
    round_ = document.round
    return round_ is None or round_.state not in (RoundState.RUNNING, RoundState.SCORED)


def may_draft(request: HttpRequest, document: Document) -> bool:
    """Say whether the person may edit the paper now."""
    printed = papers.is_printed(document) and bool(papers.editable_of(document))
    return printed and is_due(document) and may(Verb.SAVE_DRAFT, document, actor(request))


def reads_versions(request: HttpRequest, document: Document) -> bool:
    """Say whether the person may read what the drafts said: inside the contest, and in the paper's unit."""
    held = grants_of(request.user)
    inside = document.contest_id in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    desks = held.units(Role.UNIT_OFFICER, Role.UNIT_HEAD)
    return inside or (document.unit_id is not None and document.unit_id in desks)


def links_of(request: HttpRequest, document: Document) -> dict[str, bool]:
    """Return which of the pages of a draft the person may open from the page of the paper."""
    return {
        "may_draft": request.user.is_authenticated and may_draft(request, document),
        "has_versions": reads_versions(request, document) and document.versions.exists(),
    }


def draft_of(request: HttpRequest, pk: int) -> Document:
    """Return a paper that the person may edit.

    Raises:
        Http404: there is none, or the person may not see it.
        TransitionRefused: the paper is no draft any more, or the person has no right to it.
    """
    document = visible_paper(request, pk)
    if document.state not in (DocumentState.DRAFT, DocumentState.SENT_BACK):
        raise refusals.wrong_state(Verb.SAVE_DRAFT, document)
    if not is_due(document):
        raise Http404
    if not may(Verb.SAVE_DRAFT, document, actor(request)):
        raise refusals.no_right(Verb.SAVE_DRAFT, Noun(document.noun))
    return document


class DraftView(LoginRequiredMixin, View):
    """GET shows the form; POST saves it, or does what another button says without saving."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what the draft says."""
        desk = Desk(draft_of(request, pk))
        return self.page(request, desk, desk.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save; what is refused comes back as it was typed."""
        desk = Desk(draft_of(request, pk))
        act = request.POST.get("act", "")
        if act == "preview":
            return self.page(request, desk, desk.form(request.POST), preview=True, is_returned=True)
        if act:
            raw = paper_draft.after(act, request.POST.dict(), desk.parts, desk.signers)
            return self.page(request, desk, desk.form(raw=raw), is_returned=True)
        form = desk.form(request.POST)
        if not _is_whole(desk, form):
            return self.page(request, desk, form, status=422)
        try:
            self.save(request, desk, form)
        except TransitionRefused as refusal:
            return self.page(request, desk, form, refusal=refusal, status=refusal.status)
        messages.success(request, _("The draft has been saved."))
        return redirect("document_draft", pk)

    def save(self, request: HttpRequest, desk: Desk, form: PaperDraftForm) -> None:
        """Keep the record as a version of its own."""
        document_life.save_draft_document(
            document=desk.document,
            actor=actor(request),
            record=desk.merged(form.cleaned_data["fields"]),
            note=form.cleaned_data["note"],
            expected_version=posted_version(request),
        )

    def page(
        self,
        request: HttpRequest,
        desk: Desk,
        form: PaperDraftForm,
        *,
        refusal: TransitionRefused | None = None,
        preview: bool = False,
        is_returned: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        """Render the form, beside it the place of the preview."""
        document = desk.document
        context = {
            "document": document,
            "heading": lists.title_of(document),
            "form": form,
            "groups": form.groups(),
            "fixed": desk.fixed(),
            "moved": desk.moved(),
            "blanks": desk.blanks(),
            "unconfirmed": desk.unconfirmed(),
            "contest": document.contest,
            "refusal": refusal,
            "is_returned": is_returned or status != 200,
            "version": Document.read(document.pk).version if refusal else _seen(request, document),
            "preview": _preview(request, desk, form)[0] if preview else "",
            "all_pages": bool(request.POST.get("all_pages")),
        }
        return render(request, "workflows/draft.html", context, status=status)


def _seen(request: HttpRequest, document: Document) -> Any:
    """Return the version that the person saw: adding an article must not hide that somebody else saved."""
    return request.POST.get("version") or document.version


def _is_whole(desk: Desk, form: PaperDraftForm) -> bool:
    """Say whether the form can be saved: every field, and the paper as a whole."""
    if not form.is_valid():
        return False
    problem = desk.problem(desk.merged(form.cleaned_data["fields"]))
    if problem:
        form.add_error(None, problem)
    return not problem


@login_required
@require_POST
def live_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the form with the pages that it would make, as a piece of HTML; nothing is saved."""
    desk = Desk(draft_of(request, pk))
    html, is_good = _preview(request, desk, desk.form(request.POST))
    response = HttpResponse(html, status=200 if is_good else 422)
    response.headers["X-Preview"] = "pages" if is_good else "trouble"
    return response


def _preview(request: HttpRequest, desk: Desk, form: PaperDraftForm) -> tuple[str, bool]:
    """Return the preview's HTML and whether it shows pages; else it says what is in their way."""
    sentences: list[str] = []
    shown: dict[str, Any] = {}
    if _is_whole(desk, form):
        try:
            shown = _pages(desk, form, everything=bool(request.POST.get("all_pages")))
        except DocumentError as problem:
            sentences = [str(problem)]
    else:
        sentences = _sentences(form)
    context = {**shown, "sentences": sentences}
    return render_to_string("workflows/_draft_preview.html", context, request), not sentences


def _pages(desk: Desk, form: PaperDraftForm, *, everything: bool) -> dict[str, Any]:
    desk.document.record = desk.merged(form.cleaned_data["fields"])
    kind, record = papers.printable(desk.document)
    rendered = engine.render(kind, record, preview=True)
    most, colour = None if everything else FIRST_PAGES, record.layout_profile == COLOURED
    found, count = pictures.pictures_of(rendered.pdf, most, colour=colour)
    return {"pages": found, "count": count, "left": count - len(found)}


def _sentences(form: PaperDraftForm) -> list[str]:
    """Return the errors of the form, each behind the label of its field."""
    found = [str(error) for error in form.non_field_errors()]
    for bound in form:
        found += [f"{bound.label}: {error}" for error in bound.errors]
    return found
