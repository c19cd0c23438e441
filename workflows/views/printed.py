"""Papers without a life of their own: printed from the case when somebody asks, as PDF or Word file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports import papers
from reports.documents.kinds import KINDS
from reports.documents.record import from_plain
from reports.docx import engine as word
from reports.lists import papers as lists
from reports.pdf import engine
from reports.pdf.errors import DocumentError
from reports.records import intake_receipt, payment_list, scoresheet, submission_receipt
from workflows.domain.reading import reading_of
from workflows.models import Document, ForwardingBatch, Scoresheet
from workflows.models.grants import grants_of
from workflows.models.paper_kinds import DocumentKind
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.views.access import for_roles, grants, person
from workflows.views.case_page import visible_entry
from workflows.views.desks import passes
from workflows.views.downloads import download

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_UNIT_DESKS = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AUDITOR)


def printed(
    request: HttpRequest, kind: str, record: Any, stem: str, *, preview: bool = False
) -> HttpResponse:
    """Return the paper as a PDF, or as a Word file where the address asks for one; else say why not."""
    try:
        if request.GET.get("as") == "docx":
            return download(word.write(kind, record, preview=preview), f"{stem}.docx", DOCX)
        return download(engine.render(kind, record, preview=preview).pdf, f"{stem}.pdf", PDF, inline=True)
    except DocumentError as problem:
        return render(request, "workflows/no_preview.html", {"sentence": str(problem)}, status=409)


def printed_plain(request: HttpRequest, kind: str, plain: dict[str, Any], stem: str) -> HttpResponse:
    """Return a record kept as plain data as a PDF with a watermark."""
    return printed(request, kind, from_plain(KINDS[kind].record, plain), stem, preview=True)


@login_required
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the author, and who acts for the author, the receipt of an entry that was handed in."""
    entry = visible_entry(request, pk)
    reading = reading_of(person(request), entry)
    if entry.submitted_at is None or not reading.sees_people:
        raise Http404
    return printed(request, "submission_receipt", submission_receipt.build_record(entry), f"{entry.code}")


@login_required
@require_safe
def sheet(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """Give a submitted score sheet to its judge and to those who read all scores."""
    entry = visible_entry(request, pk)
    found = get_object_or_404(
        Scoresheet.objects.select_related("assignment__judge__user", "assignment__entry__contest"),
        pk=sheet_pk,
        assignment__entry=entry,
        submitted_at__isnull=False,
    )
    own = found.assignment.judge.user_id == request.user.pk
    if not (own or reading_of(person(request), entry).sees_scores):
        raise Http404
    stem = f"{entry.judging_code}-{found.assignment.judge.code}"
    return printed(request, "scoresheet", scoresheet.build_record(found), stem)


@login_required
@require_safe
def list_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the receipt of a unit's list to the unit and to the organiser."""
    batch = get_object_or_404(
        ForwardingBatch.objects.select_related("contest", "unit", "forwarded_by", "received_by"),
        pk=pk,
        received_at__isnull=False,
    )
    held = grants(request)
    is_organiser = batch.contest_id in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    if not (is_organiser or batch.unit_id in held.units(*_UNIT_DESKS)):
        raise Http404
    return printed(request, "intake_receipt", intake_receipt.build_record(batch), f"phieu-{batch.pk}")


@for_roles(Role.ACCOUNTANT, *RESULT_ROLES)
@require_safe
def payments(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list of prize money of an issued decision."""
    decision = get_object_or_404(
        lists.visible(grants(request)).select_related("contest__organizer"), pk=pk, kind=DocumentKind.DECISION
    )
    held = grants(request)
    reads = decision.contest_id in held.contests(Role.ACCOUNTANT, *RESULT_ROLES)
    if not decision.is_given_out or not (reads or held.everywhere(Role.AUDITOR)):
        raise Http404
    return printed(request, "payment_list", payment_list.build_record(decision), f"chi-thuong-{decision.pk}")


@login_required
@require_safe
def document_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a paper as a Word file: to those whose desk it passes, what is issued with number and date."""
    found = lists.visible(grants_of(request.user)).select_related("contest", "round")
    document: Document = get_object_or_404(found, pk=pk)
    if not papers.is_printed(document) or not passes(request, document):
        raise Http404
    kind, record = papers.printable(document)
    try:
        content = word.write(kind, record, preview=not document.is_given_out)
    except DocumentError as problem:
        return render(request, "workflows/no_preview.html", {"sentence": str(problem)}, status=409)
    stem = document.full_number.replace("/", "-") or _("Draft") + f" {document.pk}"
    return download(content, f"{stem}.docx", DOCX)
