"""The spelling of names: the secretary's list of a contest, and the answer of a logged-in author."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from workflows.domain import spelling
from workflows.errors import InputRefused
from workflows.models import Contest, Entry
from workflows.models.grants import grants_of
from workflows.roles import Role
from workflows.views.access import actor, for_roles, person
from workflows.views.case_page import render_case, visible_entry
from workflows.views.contests import contest_of


@for_roles(Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def names_of_contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who has been asked and what came back; POST asks everybody who has not been asked yet."""
    contest = contest_of(request, slug)
    if contest.pk not in grants_of(request.user).contests(Role.SECRETARY):
        raise Http404
    if request.method == "POST":
        return _ask(request, contest)
    rows = [row for round_ in contest.rounds.all() for row in map(_row, spelling.askable(round_))]
    context = {"contest": contest, "rows": rows, "left": sum(row["status"] == "unasked" for row in rows)}
    return render(request, "workflows/names.html", context)


def _ask(request: HttpRequest, contest: Contest) -> HttpResponse:
    asked = sum(
        spelling.ask_spelling(spelling.askable(round_), actor(request)) for round_ in contest.rounds.all()
    )
    sentence = ngettext(
        "%(n)d entry: its people have been asked.", "%(n)d entries: their people have been asked.", asked
    )
    messages.success(request, sentence % {"n": asked})
    return redirect("contest_names", contest.slug)


def _row(entry: Entry) -> dict[str, Any]:
    check = getattr(entry, "spelling", None)
    return {"entry": entry, "check": check, "status": _status(entry, check), "shown": spelling.shown(entry)}


def _status(entry: Entry, check: Any) -> str:
    """Return ``unasked`` also where the link has run out, or the entry says something else by now."""
    if spelling.is_confirmed(entry):
        return "confirmed"
    if check is not None and check.has_open_remark:
        return "remark"
    is_asked = check is not None and check.is_link_open() and check.digest == spelling.digest_of(entry)
    return "asked" if is_asked else "unasked"


@login_required
@require_POST
def answer_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answer of one of the entry's people."""
    entry = visible_entry(request, pk)
    check = getattr(entry, "spelling", None)
    if check is None or not spelling.may_answer(entry, person(request)):
        raise Http404
    if request.POST.get("answer") == "right":
        spelling.confirm_spelling(check, by=person(request))
        messages.success(request, _("The spelling has been confirmed."))
        return redirect("entry", pk)
    try:
        spelling.remark_spelling(check, request.POST.get("remark", ""))
    except InputRefused as refusal:
        return render_case(request, entry, refusal=refusal, verb="names")
    messages.success(request, _("The remark has been sent to the organiser."))
    return redirect("entry", pk)
