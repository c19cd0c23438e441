"""The award ceremony: time, place and running order; on a phone, what each winner has received."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms.handing_over import CeremonyForm
from reports.lists import ceremony as lists
from workflows.domain import asking
from workflows.domain import ceremony as domain
from workflows.domain.handing_over import all_handed_over
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Ceremony, Entry, HandingOver, Round
from workflows.roles import Role
from workflows.states import RoundState
from workflows.verbs import Verb
from workflows.views import handing_over
from workflows.views.access import actor, for_roles, grants

TICKING = (Role.SECRETARY, Role.CLERK)
DECIDED = (RoundState.DECIDED, RoundState.PUBLISHED)


# --- time, place, running order --------------------------------------------------------------------
def _round(request: HttpRequest, pk: int) -> Round:
    held = grants(request).contests(Role.SECRETARY)
    rounds = Round.objects.filter(contest__in=held, state__in=DECIDED).select_related("contest", "ceremony")
    return get_object_or_404(rounds, pk=pk)


@for_roles(Role.SECRETARY)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show time, place and running order of a round's ceremony, or set time and place."""
    round_ = _round(request, pk)
    if request.method != "POST":
        return _render_plan(request, round_)
    asking.ask(Verb.HAND_OVER, round_, actor=actor(request))
    form = CeremonyForm(request.POST, ceremony=getattr(round_, "ceremony", None))
    if not form.is_valid():
        return _render_plan(request, round_, form=form)
    try:
        domain.hand_over_round(round_=round_, actor=actor(request), **form.cleaned_data)
    except InputRefused as refusal:
        form.add_error(refusal.field, str(refusal.sentence))
        return _render_plan(request, round_, form=form)
    messages.success(request, _("Time and place of the ceremony are set."))
    return redirect("ceremony_plan", pk)


def _render_plan(request: HttpRequest, round_: Round, *, form: CeremonyForm | None = None) -> HttpResponse:
    ceremony = getattr(round_, "ceremony", None)
    rows = lists.rows_of(ceremony) if ceremony else []
    context = {
        "round": round_,
        "contest": round_.contest,
        "ceremony": ceremony,
        "rows": rows,
        "form": form or CeremonyForm(ceremony=ceremony),
        "is_returned": form is not None,
        "moved": request.GET.get("moved", ""),
    }
    return render(request, "workflows/ceremony_plan.html", context, status=422 if form else 200)


@for_roles(Role.SECRETARY)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a row of the running order change places with its neighbour."""
    round_ = _round(request, pk)
    chosen = request.POST.get("up") or request.POST.get("down") or ""
    row = _row(HandingOver.objects.filter(ceremony__round=round_), chosen)
    domain.move_row(row=row, actor=actor(request), up="up" in request.POST)
    return redirect(f"{reverse('ceremony_plan', args=[pk])}?moved={row.pk}#row-{row.pk}")


def _row(rows: Any, chosen: str) -> HandingOver:
    """Return the row with the key ``chosen``; 404 where there is none."""
    if not chosen.isdecimal() or len(chosen) > 18:
        raise Http404
    found: HandingOver = get_object_or_404(
        rows.select_related("ceremony__round__contest", "award"), pk=chosen
    )
    return found


# --- on the phone ----------------------------------------------------------------------------------
def _ceremony(request: HttpRequest, pk: int) -> Ceremony:
    held = grants(request).contests(*TICKING)
    found = Ceremony.objects.filter(round__contest__in=held).select_related("round__contest")
    return get_object_or_404(found, pk=pk)


@for_roles(*TICKING)
@require_safe
def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom to call and what each has received; a search finds a name without its accents."""
    return _render_ceremony(request, _ceremony(request, pk), search=request.GET.get("q", ""))


def _render_ceremony(
    request: HttpRequest,
    found: Ceremony,
    *,
    search: str,
    refusal: TransitionRefused | None = None,
    at: str = "",
) -> HttpResponse:
    rows = lists.rows_of(found)
    done, all_ = lists.progress(rows)
    context = {
        "ceremony": found,
        "contest": found.round.contest,
        "rows": lists.matching(rows, search),
        "search": search,
        "done": done,
        "all": all_,
        "milestone": all_handed_over(found.round) if done == all_ else None,
        "here": at or request.GET.get("at", ""),
        "typed": request.POST if refusal else None,
        "refusal": refusal,
        "may_plan": found.round.contest_id in grants(request).contests(Role.SECRETARY),
    }
    response = render(request, "workflows/ceremony.html", context, status=refusal.status if refusal else 200)
    if refusal:
        # htmx would put a refusal in the place of the whole page
        response["HX-Retarget"], response["HX-Reselect"] = "#ceremony", "#ceremony"
        response["HX-Reswap"] = "outerHTML"
    return response


@for_roles(*TICKING)
@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick, or undo, what a winner has received."""
    found = _ceremony(request, pk)
    row = _row(HandingOver.objects.filter(ceremony=found), request.POST.get("row", ""))
    search = request.POST.get("q", "")
    try:
        handing_over.hand_over(request, Entry.read(row.award.entry_id))
    except TransitionRefused as refusal:
        return _render_ceremony(request, found, search=search, refusal=refusal, at=str(row.pk))
    query = urlencode({**({"q": search} if search else {}), "at": row.pk})
    return redirect(f"{reverse('ceremony', args=[pk])}?{query}#row-{row.pk}")
