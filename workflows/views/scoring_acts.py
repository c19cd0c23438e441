"""What a judge can do on the screen of a score sheet besides submitting it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.scoring import ScoresheetForm
from workflows.domain import judging
from workflows.errors import TransitionRefused
from workflows.flows import acts
from workflows.steps.scoring import ScoreStep
from workflows.views.access import actor
from workflows.views.tasks import OpenTask, TaskView, find


def _sheet_task(request: HttpRequest, pk: int) -> tuple[OpenTask, ScoreStep]:
    found = find(request, pk)
    if not isinstance(found.step, ScoreStep):
        raise Http404
    return found, found.step


@login_required
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the points so far; what is off the scale comes back as it was typed."""
    found, step = _sheet_task(request, pk)
    form = ScoresheetForm(request.POST, partial=True, **step.form_kwargs())
    if not form.is_valid():
        return TaskView().page(request, found, form, status=422)
    try:
        judging.save_sheet_entry(
            entry=step.subject,
            actor=actor(request),
            judge=step.judge,
            points=form.cleaned_data["points"],
            comment=form.cleaned_data["comment"],
        )
    except TransitionRefused as refusal:
        return TaskView().page(request, found, form, refusal=refusal, status=refusal.status)
    messages.success(request, _("Saved. The sheet counts once it has been submitted."))
    return redirect("task", pk)


@login_required
@require_POST
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the judge off the entry, for a reason."""
    found, step = _sheet_task(request, pk)
    try:
        acts.recuse_entry(
            entry=step.subject,
            actor=actor(request),
            judge=step.judge,
            reason=request.POST.get("reason", ""),
        )
    except TransitionRefused as refusal:
        return TaskView().page(request, found, step.make_form(), refusal=refusal, status=refusal.status)
    messages.success(request, _("The entry was taken from you."))
    return redirect("next_task")
