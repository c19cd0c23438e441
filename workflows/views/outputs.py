"""The papers that follow from a decision: how far they are, the button that makes them, what there is."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms.filters import OutputFilterForm
from reports.lists import outputs as lists
from reports.lists import papers, tables
from reports.lists.paging import read_cursor
from workflows import clock
from workflows.domain import output_batches, outputs
from workflows.errors import TransitionRefused
from workflows.models import Contest, Document
from workflows.models.grants import grants_of
from workflows.models.paper_kinds import DocumentKind
from workflows.roles import Role
from workflows.states import IN_FORCE
from workflows.steps.output_bundles import ENDINGS
from workflows.steps.output_jobs import day_of, record_of
from workflows.views.access import actor, grants
from workflows.views.downloads import download, stream
from workflows.views.paged import page_url
from workflows.views.printed import printed_plain

DESKS = (Role.CLERK, Role.SECRETARY, Role.STANDING_HEAD, Role.SIGNATORY)
"""Who sees all papers of a decision, and takes the print file and the ZIP away."""
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def decision_of(request: HttpRequest, pk: int) -> Document:
    """Return the issued decision whose papers the person may see; else 404."""
    related = ("contest__organizer", "contest__standing_unit", "round", "amends", "signed_by")
    found = papers.visible(grants(request)).filter(kind=DocumentKind.DECISION).select_related(*related)
    decision: Document = get_object_or_404(found, pk=pk)
    if not may_see(request, decision):
        raise Http404
    return decision


def may_see(request: HttpRequest, decision: Document) -> bool:
    """Say whether the person finds the way to the decision's papers on its page."""
    is_decision = decision.kind == DocumentKind.DECISION and decision.is_given_out
    return is_decision and decision.contest_id in grants_of(request.user).contests(*DESKS)


@login_required
@require_safe
def output_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what there is to be, what there is, the files that gather it, and the papers one by one."""
    return _page(request, decision_of(request, pk))


def _page(request: HttpRequest, decision: Document, refusal: TransitionRefused | None = None) -> HttpResponse:
    form = OutputFilterForm(request.GET, kinds=lists.KINDS, states=lists.STATES)
    page = lists.page(decision, form.chosen(), read_cursor(request.GET))
    making = output_batches.making_of(decision)
    context = {
        "decision": decision,
        "heading": papers.title_of(decision),
        "making": making,
        "bundles": lists.bundles(making),
        "may_make": _may_make(request, decision),
        "is_in_force": decision.state in IN_FORCE,
        "form": form,
        "rows": page.rows,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
        "export_url": f"{reverse('outputs_export', args=[decision.pk])}?{request.GET.urlencode()}",
        "refusal": refusal,
    }
    return render(request, "workflows/outputs.html", context, status=refusal.status if refusal else 200)


def _may_make(request: HttpRequest, decision: Document) -> bool:
    return decision.state in IN_FORCE and outputs.is_maker(decision.contest, actor(request))


def button_of(request: HttpRequest, decision: Document) -> output_batches.Making | None:
    """Return how far the decision's papers are, for a clerk's button; ``None`` for everybody else."""
    if not request.user.is_authenticated or decision.kind != DocumentKind.DECISION:
        return None
    return output_batches.making_of(decision) if _may_make(request, decision) else None


def button_of_contest(request: HttpRequest, contest: Contest) -> output_batches.Making | None:
    """Return the same for the contest's newest decision in force."""
    if not request.user.is_authenticated or contest.pk not in grants_of(request.user).contests(Role.CLERK):
        return None
    decisions = Document.objects.filter(contest=contest, kind=DocumentKind.DECISION, state__in=IN_FORCE)
    newest = decisions.select_related("contest", "round", "amends").order_by("-pk").first()
    return button_of(request, newest) if newest else None


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start making the papers; go to the page that shows how far they are."""
    decision = decision_of(request, pk)
    try:
        batch = output_batches.start_outputs(decision=decision, actor=actor(request))
    except TransitionRefused as refusal:
        return _page(request, decision, refusal)
    messages.success(request, _("The documents are being made; this page shows how far they are."))
    return redirect("job_batch", pk=batch.pk)


@login_required
@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the first certificate as it would be issued, with a watermark; nothing is kept of it."""
    decision = decision_of(request, pk)
    planned = next(iter(outputs.plan_outputs(decision)), None)
    if planned is None:
        raise Http404
    record = record_of(decision, planned, day_of(decision, planned))
    return printed_plain(request, planned.kind.value, record, _("Sample"))


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list as an Excel table, filtered as on the page."""
    decision = decision_of(request, pk)
    form = OutputFilterForm(request.GET, kinds=lists.KINDS, states=lists.STATES)
    columns = [
        (_("Document"), 24),
        (_("Recipient"), 40),
        (_("Entry"), 70),
        (_("Unit"), 32),
        (_("Prize"), 24),
        (_("State"), 20),
        (_("Issued"), 14),
        ("SHA-256", 66),
    ]
    table = [lists.cells(row) for row in lists.found(decision, form.chosen())[: tables.MOST_ROWS]]
    title = _("Certificates and letters")
    content = tables.workbook(title, columns, table)
    return download(content, f"{title} {clock.today():%Y-%m-%d}.xlsx", tables.CONTENT_TYPE)


@login_required
@require_safe
def bundle(request: HttpRequest, pk: int, what: str) -> FileResponse:
    """Stream the newest print file or ZIP."""
    decision = decision_of(request, pk)
    known: dict[str, Any] = output_batches.bundles_of(decision).get(what, {})
    name = known.get("name", "")
    if not name or not default_storage.exists(name):
        raise Http404
    ending = ENDINGS[what]
    stem = _("Print file") if ending == "pdf" else _("All documents")
    number = decision.full_number.replace("/", "-")
    return stream(_Stored(name), f"{stem} {number}.{ending}", TYPES[ending])


class _Stored:
    """A file of the storage that no row points at."""

    def __init__(self, name: str) -> None:
        self.name = name

    def open(self, mode: str) -> Any:
        """Open it."""
        return default_storage.open(self.name, mode)
