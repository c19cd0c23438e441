"""The versions of a draft: the list, what two of them say differently, taking one over, one as PDF."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports import papers
from reports.documents import comparing
from reports.documents.kinds import KINDS
from reports.documents.record import RecordError, from_plain
from reports.lists import papers as lists
from reports.pdf import engine
from reports.pdf.errors import DocumentError
from workflows.domain import document_life
from workflows.errors import InputRefused
from workflows.models import Document, DocumentVersion
from workflows.views.access import actor
from workflows.views.downloads import download
from workflows.views.drafting import draft_of, may_draft, reads_versions, visible_paper
from workflows.views.tasks import posted_version


def _paper(request: HttpRequest, pk: int) -> Document:
    document = visible_paper(request, pk)
    if not reads_versions(request, document):
        raise Http404
    return document


@login_required
@require_safe
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the versions, newest first, and the differences between two of them."""
    document = _paper(request, pk)
    rows = list(document.versions.select_related("made_by").order_by("-number"))
    older, newer = _chosen(request, rows)
    context = {
        "document": document,
        "heading": lists.title_of(document),
        "rows": rows,
        "older": older,
        "newer": newer,
        "differences": comparing.differences(older.record, newer.record) if older and newer else [],
        "may_draft": may_draft(request, document),
    }
    return render(request, "workflows/versions.html", context)


def _chosen(request: HttpRequest, rows: list[DocumentVersion]) -> tuple[Any, Any]:
    """Return the two versions to compare, the older first; by default the last two."""
    if len(rows) < 2:
        return None, None
    by_number = {str(row.number): row for row in rows}
    first = by_number.get(request.GET.get("from", ""), rows[1])
    second = by_number.get(request.GET.get("to", ""), rows[0])
    older, newer = sorted((first, second), key=lambda row: row.number)
    return older, newer


@login_required
@require_POST
def take_over(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make a new version whose edited fields are those of an old one; the rest follows from the case."""
    document = draft_of(request, pk)
    version = get_object_or_404(document.versions, number=number)
    edited = {name: version.record[name] for name in papers.editable_of(document) if name in version.record}
    record = papers.fresh_record(document) | edited
    kind = papers.printed_as(document)
    try:
        engine.admit(kind, from_plain(KINDS[kind].record, record))
    except (DocumentError, RecordError) as problem:
        raise InputRefused("version", str(problem))
    document_life.save_draft_document(
        document=document,
        actor=actor(request),
        record=record,
        note=_("Version %(number)d taken over.") % {"number": number},
        expected_version=posted_version(request),
    )
    messages.success(request, _("Version %(number)d has been taken over.") % {"number": number})
    return redirect("document_draft", pk)


@login_required
@require_safe
def version_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one version as it was kept, as PDF with a watermark."""
    document = _paper(request, pk)
    version = get_object_or_404(document.versions, number=number)
    kind = papers.printed_as(document)
    try:
        record = from_plain(KINDS[kind].record, version.record)
        rendered = engine.render(kind, record, preview=True)
    except (DocumentError, RecordError) as problem:
        return render(request, "workflows/no_preview.html", {"sentence": str(problem)}, status=409)
    name = _("Version %(number)d") % {"number": number} + f" {document.contest.slug}.pdf"
    return download(rendered.pdf, name, "application/pdf", inline=True)
