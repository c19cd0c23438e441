"""Acts on a contest that are no task: the decision on its bodies, a unit's earlier date for authors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.author_deadline import AuthorDeadlineForm
from forms.body_decision import BodyDecisionForm
from workflows.domain import author_deadlines, body_decisions, windows
from workflows.domain.asking import ask_without_state
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import ContestUnit
from workflows.verbs import Verb
from workflows.views.access import actor
from workflows.views.contests import contest_of, is_key, render_contest


@login_required
@require_POST
def record_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Record the decision that set up the contest's bodies; go back to the page that asked for it."""
    contest = contest_of(request, slug)
    ask_without_state(Verb.RECORD_BODY, contest, actor=actor(request))
    form = BodyDecisionForm(request.POST, contest=contest)
    if not form.is_valid():
        return render_contest(request, slug, body_form=form)
    try:
        body_decisions.record_body_contest(contest=contest, actor=actor(request), **form.cleaned_data)
    except TransitionRefused as refusal:
        if isinstance(refusal, InputRefused) and refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal.sentence))
        return render_contest(request, slug, body_form=form, refusal=refusal)
    messages.success(
        request, _("The decision on the %(body)s is recorded.") % {"body": contest.committee_name}
    )
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("contest", slug)


@login_required
@require_POST
def set_author_deadline(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the authors of a unit an earlier date, or the contest's again."""
    part = _part(request, slug)
    ask_without_state(Verb.SET_AUTHOR_DEADLINE, part, actor=actor(request))
    form = AuthorDeadlineForm(request.POST, part=part)
    clears = "clear" in request.POST
    if not clears and not form.is_valid():
        return render_contest(request, slug, authors_form=form)
    until = None if clears else form.cleaned_data["until"]
    try:
        author_deadlines.set_author_deadline_contest(part=part, actor=actor(request), until=until)
    except InputRefused as refusal:
        form.add_error("until", str(refusal.sentence))
        return render_contest(request, slug, authors_form=form, refusal=refusal)
    shown = windows.shown(windows.submission_deadline(part.contest, part.unit_id))
    messages.success(
        request, _("Authors of %(unit)s may hand in until %(until)s.") % {"unit": part.unit, "until": shown}
    )
    return redirect("contest", slug)


def _part(request: HttpRequest, slug: str) -> ContestUnit:
    """Return the part in the contest of the unit that the form names.

    Raises:
        InputRefused: it names no unit that takes part.
    """
    contest, chosen = contest_of(request, slug), request.POST.get("unit", "")
    parts = ContestUnit.objects.filter(contest=contest).select_related("contest", "unit")
    part = parts.filter(unit_id=int(chosen)).first() if is_key(chosen) else None
    if part is None:
        sentence = _("This unit does not take part in the contest.")
        raise InputRefused("not_taking_part", sentence, field="unit")
    return part
