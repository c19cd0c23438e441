"""Documents: the list, one paper with its PDF, the preview of a decision."""

import json

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports import marks, papers
from reports.lists import papers as lists
from reports.lists import timeline
from reports.lists.paging import Order, page_of_queryset, read_cursor
from reports.pdf import engine
from reports.pdf.errors import DocumentError
from workflows.domain import delivery, documents, late_papers
from workflows.models import CaseEvent, Document, Round
from workflows.models.grants import grants_of
from workflows.models.paper_kinds import SigningMode
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import DocumentState, RoundState
from workflows.verbs import Verb
from workflows.views import drafting, outputs
from workflows.views.access import actor, grants
from workflows.views.deliveries import sees_deliveries
from workflows.views.desks import passes, passes_in
from workflows.views.downloads import download, stream
from workflows.views.openable import further_papers_of
from workflows.views.paged import page_url

_NEWEST = Order("pk", descending=True, kind=int)


@login_required
@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Show the papers that the person may see, newest first."""
    found = lists.listed(grants(request)).select_related("contest", "body")
    page = page_of_queryset(found, _NEWEST, read_cursor(request.GET))
    context = {
        "rows": page.rows,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
        "sees_register": bool(grants(request).roles & {*RESULT_ROLES}),
        "late": late_papers.late_to_issue(grants(request).contests(*RESULT_ROLES)),
    }
    return render(request, "workflows/documents.html", context)


def _document(request: HttpRequest, pk: int) -> Document:
    found = lists.visible(grants_of(request.user))
    return get_object_or_404(found.select_related("contest", "round", "body", "signed_by"), pk=pk)


@require_safe
def document_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper: state, number, signature, digest, what it cites, its trail."""
    document = _document(request, pk)
    held = grants_of(request.user)
    _note_opening(request, document)
    inside = document.contest_id in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    events = CaseEvent.objects.filter(case_id=document.case_id).select_related(
        "actor", "on_behalf_of", "note"
    )
    context = {
        "document": document,
        "heading": lists.title_of(document),
        "cites": document.cites.all(),
        "trail": [_event(event) for event in events.order_by("-seq")] if inside else [],
        "may_preview": papers.is_printed(document) and passes(request, document),
        "amended_by": document.amended_by.exclude(issued_at=None),
        "further": further_papers_of(request, document) if request.user.is_authenticated else [],
        "inside": inside,
        "sees_deliveries": document.is_given_out and sees_deliveries(request, document),
        **drafting.links_of(request, document),
        "making": outputs.button_of(request, document),
        "sees_outputs": outputs.may_see(request, document),
        "signing_modes": SigningMode.choices,
        "verify_url": _verify_url(request, document),
    }
    return render(request, "workflows/document.html", context)


def _note_opening(request: HttpRequest, document: Document) -> None:
    """A member of the unit that looks at a paper from its inbox has opened it."""
    if request.method == "GET" and request.user.is_authenticated and document.is_given_out:
        delivery.note_opening(document=document, actor=actor(request))


def _verify_url(request: HttpRequest, document: Document) -> str:
    """Return where anybody verifies the paper: as its mark says, else as this page was reached."""
    if not document.is_given_out or not document.verify_code:
        return ""
    address = reverse("verify_document", args=[document.verify_code])
    return marks.address_of(document) or request.build_absolute_uri(address)


def _event(event: CaseEvent) -> dict[str, object]:
    note = str(event.note.text) if hasattr(event, "note") else ""
    return {
        "at": event.at,
        "title": Verb(event.verb).label,
        "actor": timeline.actor_of(event),
        "text": note,
        "kind": "refused" if event.refused else "done",
        "details": [
            *([(_("Data"), timeline.readable(event.data))] if json.loads(event.data) else []),
            (_("Digest"), event.hash),
            (_("Digest of the event before"), event.prev_hash or "–"),
        ],
    }


@require_safe
def document_file(request: HttpRequest, pk: int) -> FileResponse:
    """Stream the issued file exactly as it was stored."""
    document = _document(request, pk)
    if not document.is_given_out or not document.file.name:
        raise Http404
    if not document.file.storage.exists(document.file.name):
        raise Http404
    _note_opening(request, document)
    return stream(document.file, lists.filename_of(document), "application/pdf", inline=True)


@login_required
@require_safe
def round_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the decision as it would be issued now, with a watermark; no number is taken for it."""
    round_ = get_object_or_404(
        Round.objects.select_related("contest__organizer", "contest__standing_unit"), pk=pk
    )
    if not passes_in(request, round_.contest_id):
        raise Http404
    if round_.state in (RoundState.RUNNING, RoundState.SCORED):
        raise Http404
    return _preview(request, documents.decision_of(round_))


def _preview(request: HttpRequest, document: Document) -> HttpResponse:
    """Show the record that was submitted or signed; before that, as it would be submitted now."""
    if document.state in (DocumentState.DRAFT, DocumentState.SENT_BACK):
        document.record = papers.renewed_record(document)
    try:
        rendered = engine.render(*papers.printable(document), preview=True)
    except DocumentError as problem:
        return render(request, "workflows/no_preview.html", {"sentence": str(problem)}, status=409)
    name = _("Preview") + f" {document.contest.slug}.pdf"
    return download(rendered.pdf, name, "application/pdf", inline=True)


@login_required
@require_safe
def document_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper as it would be issued now, with a watermark; to those whose desk it passes."""
    document = _document(request, pk)
    if not papers.is_printed(document) or not passes(request, document):
        raise Http404
    return _preview(request, document)
