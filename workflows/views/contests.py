"""Contests: the list, the rules and dates, how far each unit is, extensions and reminders, results."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms.body_decision import BodyDecisionForm
from forms.extension import ExtensionForm
from reports.lists import papers, results, units
from workflows.domain import body_decisions, deadline_acts, windows
from workflows.domain.actors import Actor
from workflows.domain.admission import authorise
from workflows.domain.deadlines import DatedRule, Rule
from workflows.errors import InputRefused, TransitionRefused
from workflows.flows import acts
from workflows.models import Contest, ForwardingBatch, Round
from workflows.models.grants import Grants, grants_of
from workflows.models.readiness import missing_body
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import UNIT_ROLES, Role, roles_for
from workflows.states import RoundState
from workflows.verbs import Noun, Verb
from workflows.views import author_dates, awarding, outputs
from workflows.views.access import actor, grants
from workflows.views.contest_file import takes_file
from workflows.views.openable import openable, receipts


def visible(grants: Grants) -> "QuerySet[Contest]":
    """Return the contests whose page the person may open: where a role reaches, or results are out."""
    published = Q(rounds__state=RoundState.PUBLISHED)
    if grants.everywhere(Role.AUDITOR, Role.ADMINISTRATOR):
        return Contest.objects.all()
    reached = Q(pk__in=grants.contests(*Role)) | published
    if held := grants.units(*UNIT_ROLES, Role.AUDITOR):
        reached |= Q(participations__unit_id__in=held)
    return Contest.objects.filter(reached).distinct()


def contest_of(request: HttpRequest, slug: str) -> Contest:
    """Return the contest, which the person may open; else 404."""
    found = visible(grants_of(request.user)).select_related("organizer", "standing_unit")
    return get_object_or_404(found, slug=slug)


def _contest_or_call(request: HttpRequest, slug: str) -> Contest:
    """Return the contest also where the person has no part in it, while its call is open."""
    try:
        return contest_of(request, slug)
    except Http404:
        related = Contest.objects.select_related("organizer", "standing_unit")
        contest = get_object_or_404(related, slug=slug, rounds__state=RoundState.RUNNING)
        if not windows.is_call_open(contest):
            raise
        return contest


@login_required
@require_safe
def contest_list(request: HttpRequest) -> HttpResponse:
    """Show the contests that the person has a part in."""
    found = visible(grants(request)).prefetch_related("rounds").order_by("-year", "-pk")[:200]
    return render(request, "workflows/contests.html", {"contests": found})


@require_safe
def contest_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a contest; the public sees one whose call is open or whose results are out."""
    return render_contest(request, slug)


def render_contest(
    request: HttpRequest,
    slug: str,
    *,
    form: Any = None,
    body_form: Any = None,
    authors_form: Any = None,
    refusal: TransitionRefused | None = None,
) -> HttpResponse:
    """Render the page; the form of an act that was refused comes back as it was typed."""
    contest = _contest_or_call(request, slug)
    held = grants_of(request.user)
    is_secretary = contest.pk in held.contests(Role.SECRETARY)
    watches = contest.pk in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    rounds = list(contest.rounds.select_related("ceremony"))
    context = {
        "contest": contest,
        "rounds": [awarding.of_round(row, held) for row in rounds],
        "dates": dates_of(contest),
        "themes": list(contest.themes.all()),
        "criteria": list(contest.criteria.all()),
        "prizes": list(contest.prizes.all()),
        "checklist": list(contest.checklist.all()),
        "tie_break": list(contest.tie_break.select_related("criterion")),
        "units": units.progress(contest) if watches else [],
        "is_secretary": is_secretary,
        "form": form or (ExtensionForm(contest=contest) if is_secretary else None),
        "body_form": body_form or _body_form(contest, held),
        "authors_dates": author_dates.of(contest, request.user, authors_form),
        "missing_body": missing_body(contest) if watches else [],
        "watches": watches,
        "takes_file": takes_file(held, contest),
        "openable": openable(request, contest) if request.user.is_authenticated else [],
        "receipts": receipts(request, contest) if request.user.is_authenticated else [],
        "making": outputs.button_of_contest(request, contest),
        "refusal": refusal,
        "sees_result": any(_sees_result(held, row) for row in rounds),
    }
    returned = any(one is not None for one in (form, body_form, authors_form))
    status = refusal.status if refusal else 422 if returned else 200
    return render(request, "workflows/contest.html", context, status=status)


def _body_form(contest: Contest, held: Grants) -> BodyDecisionForm | None:
    may_record = contest.pk in held.contests(*roles_for(Verb.RECORD_BODY, Noun.CONTEST))
    return BodyDecisionForm(contest=contest) if may_record and body_decisions.is_open(contest) else None


def dates_of(contest: Contest) -> list[dict[str, Any]]:
    """Return the timetable: each date as its last valid moment with the weekday; an opening as its day."""
    calendar = windows.calendar_of(contest)
    rows = []
    for row in contest.deadlines.all():
        dated = DatedRule(row.date, Rule(row.rule))
        opening = row.rule == Rule.ON and row.code == "open"
        rows.append(
            {
                "name": row.name,
                "opens_at": calendar.opens_at(dated) if opening else None,
                "closes_at": None if opening else calendar.closes_at(dated),
            }
        )
    return rows


def _sees_result(held: Grants, round_: Round) -> bool:
    if round_.is_published:
        return True
    knows = round_.contest_id in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    return knows and round_.state != RoundState.RUNNING


@login_required
@require_POST
def extend(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a unit more time."""
    contest = contest_of(request, slug)
    authorise(Verb.EXTEND, contest, actor(request), {})  # type: ignore[arg-type]
    form = ExtensionForm(request.POST, contest=contest)
    if not form.is_valid():
        return render_contest(request, slug, form=form)
    try:
        acts.extend_contest(contest=contest, actor=actor(request), **form.cleaned_data)
    except TransitionRefused as refusal:
        if isinstance(refusal, InputRefused) and refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal.sentence))
        return render_contest(request, slug, form=form, refusal=refusal)
    unit = form.cleaned_data["unit"]
    until = windows.shown(windows.unit_deadline(contest, unit.pk))
    messages.success(request, _("%(unit)s now has until %(until)s.") % {"unit": unit, "until": until})
    return redirect("contest", slug)


@login_required
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind a unit of its deadline, outside the clock's own reminder."""
    contest = contest_of(request, slug)
    if contest.pk not in grants(request).contests(Role.SECRETARY):
        raise Http404
    chosen = request.POST.get("unit", "")
    lists = ForwardingBatch.objects.filter(contest=contest).select_related("contest", "unit")
    batch = lists.filter(unit_id=int(chosen)).order_by("ordinal").first() if is_key(chosen) else None
    if batch is None:
        raise InputRefused("no_list", _("This unit has no list in the contest yet."), field="unit")
    if not deadline_acts.is_pending(batch):
        raise TransitionRefused("nothing_owed", _("This unit owes nothing; no reminder was sent."))
    deadline_acts.remind_unit(batch=batch, actor=Actor(request.user))
    messages.success(request, _("%(unit)s has been reminded.") % {"unit": batch.unit})
    return redirect("contest", slug)


def is_key(text: str) -> bool:
    """Say whether the text can be a key."""
    return text.isdecimal() and len(text) < 19


@require_safe
def result_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the ranking to those who may know it, the winners to everybody once published; else 404."""
    contest = contest_of(request, slug)
    held = grants_of(request.user)
    rounds = [row for row in contest.rounds.select_related("contest") if _sees_result(held, row)]
    if not rounds:
        raise Http404
    inside = contest.pk in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    decisions = papers.visible(held).filter(round__in=rounds, kind="decision", issued_at__isnull=False)
    context: dict[str, Any] = {"contest": contest, "inside": inside, "decisions": decisions}
    if inside:
        round_ = rounds[-1]
        context |= {"round": round_, "ranking": results.ranking(round_), **results.prizes_of(round_)}
    else:
        context["winners"] = results.winners(contest)
    return render(request, "workflows/result.html", context)
