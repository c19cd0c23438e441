"""Every act on an entry has one address: ``POST /entries/<pk>/acts/<verb>/``.

Acts outside a task go through ``flows.acts``; an act that belongs to a task completes the person's open
task, after the gate has been asked about this very entry; acts of the system are refused.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.entry import DraftTextForm
from workflows.domain import asking, corrections, entries, refusals
from workflows.errors import InputRefused, TransitionRefused
from workflows.flows import acts, tasks
from workflows.models import Entry, Judge
from workflows.verbs import PERSON_FREE, Verb
from workflows.views import handing_over, scoring_acts
from workflows.views.access import actor, person
from workflows.views.case_page import render_case, visible_entry
from workflows.views.entry_edit import submit_page
from workflows.views.tasks import TaskView, posted_version

Handler = Callable[[HttpRequest, Entry], Any]


@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do ``verb`` on the entry, or show why not."""
    known = Verb(verb) if verb in Verb.values else None
    if known is None or not hasattr(Entry, known.method):
        raise Http404
    entry = visible_entry(request, pk)
    try:
        return _answer(request, entry, known)
    except TransitionRefused as refusal:
        fresh = visible_entry(request, pk)
        if known in (Verb.SUBMIT, Verb.SUBMIT_ON_BEHALF) and entry.owner_id and _is_writer(request, fresh):
            return submit_page(request, fresh, refusal)
        return render_case(request, fresh, refusal=refusal, verb=known.value)


def _is_writer(request: HttpRequest, entry: Entry) -> bool:
    return request.user.pk in (entry.owner_id, entry.entered_by_id)


def _answer(request: HttpRequest, entry: Entry, verb: Verb) -> HttpResponse:
    if verb in PERSON_FREE:
        asking.ask(verb, entry, actor=actor(request))
    if verb in _STEP_OF:
        return _in_task(request, entry, verb)
    _HANDLERS[verb](request, entry)
    messages.success(request, _("Done: %(act)s.") % {"act": verb.label})
    return redirect("entry", entry.pk)


# --- acts outside a task ---------------------------------------------------------------------------
def _common(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    return {"entry": entry, "actor": actor(request), "expected_version": posted_version(request)}


LONGEST_REASON = 5000


def _reason(request: HttpRequest) -> str:
    """Return the reason as it was typed; a part of it is never dropped in silence."""
    reason = request.POST.get("reason", "")
    if len(reason) > LONGEST_REASON:
        sentence = _("The reason has %(length)d characters, at most %(most)d; please shorten it.")
        raise InputRefused(
            "too_long", sentence % {"length": len(reason), "most": LONGEST_REASON}, field="reason"
        )
    return reason


def _judge(request: HttpRequest, entry: Entry, name: str) -> Judge:
    """Return the judge that was chosen; a judge who names nobody means themselves."""
    judges = Judge.objects.filter(contest_id=entry.contest_id).select_related("user")
    chosen = request.POST.get(name, "")
    if chosen:
        judge = judges.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 18 else None
    else:
        judge = judges.filter(user=person(request)).first()
    if judge is None:
        raise InputRefused("no_judge", _("Please choose a judge of this contest."), field=name)
    return judge


def _recuse(request: HttpRequest, entry: Entry) -> None:
    judge = _judge_or_gate(request, entry, Verb.RECUSE)
    acts.recuse_entry(**_common(request, entry), judge=judge, reason=_reason(request))


def _assign(request: HttpRequest, entry: Entry) -> None:
    judge = _judge_or_gate(request, entry, Verb.ASSIGN)
    acts.assign_entry(entry=entry, actor=actor(request), judge=judge)


def _replace(request: HttpRequest, entry: Entry) -> None:
    judge = _judge_or_gate(request, entry, Verb.REPLACE_JUDGE)
    by = _judge(request, entry, "by")
    acts.replace_judge_entry(entry=entry, actor=actor(request), judge=judge, by=by, reason=_reason(request))


def _judge_or_gate(request: HttpRequest, entry: Entry, verb: Verb) -> Judge:
    """Return the chosen judge; the gate speaks first to somebody who may not act at all."""
    try:
        return _judge(request, entry, "judge")
    except InputRefused:
        asking.ask(verb, entry, actor=actor(request))
        raise


def _save_draft(request: HttpRequest, entry: Entry) -> None:
    asking.ask(Verb.SAVE_DRAFT, entry, actor=actor(request))
    given = [name for name in DraftTextForm.base_fields if name in request.POST]
    form = DraftTextForm(request.POST)
    for name in given:
        for problem in form.errors.get(name, ()):
            raise InputRefused("bad_text", f"{form[name].label}: {problem}", field=name)
    text = {name: form.cleaned_data[name] for name in given}
    entries.save_draft_entry(**_common(request, entry), content=text)


def _correct_entry(request: HttpRequest, entry: Entry) -> None:
    asking.ask(Verb.CORRECT_ENTRY, entry, actor=actor(request))
    corrections.correct_entry(
        **_common(request, entry),
        reason=_reason(request),
        fields={name: request.POST[name] for name in corrections.OF_ENTRY if name in request.POST},
        authors=_typed_authors(request, entry),
    )


def _typed_authors(request: HttpRequest, entry: Entry) -> dict[int, dict[str, str]]:
    """Return what was typed for each author: fields named ``author-<key>-<field>``."""
    typed: dict[int, dict[str, str]] = {}
    for key in entry.authors.values_list("pk", flat=True):
        names = {name: f"author-{key}-{name}" for name in corrections.OF_AUTHOR}
        typed[key] = {name: request.POST[posted] for name, posted in names.items() if posted in request.POST}
    return typed


def _pay(request: HttpRequest, entry: Entry) -> None:
    try:
        handing_over.pay(request, entry)
    except handing_over.FormReturned as returned:
        name, problems = next(iter(returned.form.errors.items()))
        raise InputRefused("bad_input", f"{returned.form[name].label}: {problems[0]}", field=name)


_HANDLERS: dict[Verb, Handler] = {
    Verb.SAVE_DRAFT: _save_draft,
    Verb.SUBMIT: lambda request, entry: acts.submit_entry(**_common(request, entry)),
    Verb.SUBMIT_ON_BEHALF: lambda request, entry: acts.submit_on_behalf_entry(**_common(request, entry)),
    Verb.WITHDRAW: lambda request, entry: acts.withdraw_entry(**_common(request, entry)),
    Verb.DISQUALIFY: lambda request, entry: acts.disqualify_entry(
        **_common(request, entry), reason=_reason(request)
    ),
    Verb.REINSTATE: lambda request, entry: acts.reinstate_entry(
        **_common(request, entry), reason=_reason(request)
    ),
    Verb.CORRECT_ENTRY: _correct_entry,
    Verb.RECUSE: _recuse,
    Verb.ASSIGN: _assign,
    Verb.REPLACE_JUDGE: _replace,
    Verb.PAY: _pay,
    Verb.HAND_OVER: handing_over.hand_over,
}

# --- acts of a task --------------------------------------------------------------------------------
_STEP_OF = {
    Verb.PRESCREEN: "prescreen",
    Verb.RETURN: "prescreen",
    Verb.CONFIRM_LIST: "confirm_list",
    Verb.FORWARD: "forward",
    Verb.RECEIVE: "receive",
    Verb.REFUSE_RECEIPT: "receive",
    Verb.SAVE_SHEET: "score",
    Verb.SUBMIT_SHEET: "score",
    Verb.CLOSE_SCORING: "close_scoring",
    Verb.PUBLISH_RESULTS: "publish_results",
}
_OF_A_BATCH = ("forward", "receive")


def _in_task(request: HttpRequest, entry: Entry, verb: Verb) -> HttpResponse:
    asking.ask(verb, entry, actor=actor(request), facts=_facts(request, verb))
    task_id = _task_of(request, entry, _STEP_OF[verb])
    if task_id is None:
        raise refusals.task_gone()
    if verb is Verb.SAVE_SHEET:
        return scoring_acts.save(request, task_id)
    if verb is Verb.RETURN:
        typed = request.POST.copy()
        typed["verdict"] = "return"
        typed.setdefault("note", _reason(request))
        request.POST = typed  # type: ignore[assignment]  # the task's form reads the request
    return TaskView().post(request, task_id)


def _facts(request: HttpRequest, verb: Verb) -> dict[str, Any]:
    if verb in (Verb.SAVE_SHEET, Verb.SUBMIT_SHEET):
        return {"judge_user_id": request.user.pk}
    return {"final": request.POST.get("final") != "0"} if verb is Verb.REFUSE_RECEIPT else {}


def _task_of(request: HttpRequest, entry: Entry, step: str) -> int | None:
    """Return the person's open task in which the entry is dealt with."""
    items = tasks.items_for(person(request)).filter(step=step, contest_id=entry.contest_id)
    about = Q(entry=entry) | Q(flow="AwardFlow", entry=None)
    in_list = Q(flow="ForwardFlow", unit_id=entry.unit_id)
    if step in _OF_A_BATCH:
        in_list &= Q(task__process__artifact_object_id=entry.batch_id)
    return items.filter(about | in_list).order_by("pk").values_list("pk", flat=True).first()
