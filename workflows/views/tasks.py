"""The screen of a task, and claiming, releasing, reassigning it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe
from viewflow.workflow.models import Task

from reports.pdf.errors import DocumentError
from workflows.domain import refusals
from workflows.errors import InputRefused, TransitionRefused
from workflows.flows import tasks
from workflows.flows.nodes import RoleTask
from workflows.models import User, WorkItem
from workflows.steps.base import Step
from workflows.views import flow_words
from workflows.views.access import actor, grants, person
from workflows.views.task_context import context_of


@dataclass
class OpenTask:
    """A task that the person may see: its row of the work list and its step."""

    item: WorkItem
    user: User

    @cached_property
    def step(self) -> Step:
        """The step with its subject; read only where a page or an act needs it."""
        return tasks.step_for(self.item.task, self.user)


def find(request: HttpRequest, pk: int) -> OpenTask:
    """Return the open task.

    Raises:
        Http404: there is none, or the person may not see it.
        TransitionRefused: it was the person's to do, and has been done (409).
    """
    user = person(request)
    item = tasks.item_for(user, pk)
    if item is None:
        raise _gone(request, pk)
    return OpenTask(item, user)


def _gone(request: HttpRequest, pk: int) -> Exception:
    task = Task.objects.select_related("process").filter(pk=pk).first()
    if task is None or not isinstance(task.flow_task, RoleTask):
        return Http404()
    node = task.flow_task
    try:
        queue = node.queue_of(task.process.coerced.subject)
    except (AttributeError, ObjectDoesNotExist):
        return Http404()
    if task.owner_id == request.user.pk or (not node.personal and queue in grants(request).queue_keys):
        return refusals.task_gone()
    return Http404()


class TaskView(LoginRequiredMixin, View):
    """GET shows the step's screen, POST takes and completes the task in one act."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the task."""
        found = find(request, pk)
        return self.page(request, found, found.step.make_form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the task; what is refused comes back as it was typed."""
        found = find(request, pk)
        form = found.step.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, found, form, status=422)
        try:
            tasks.complete(
                task_id=pk,
                actor=actor(request),
                cleaned=form.cleaned_data,
                expected_version=posted_version(request),
            )
        except TransitionRefused as refusal:
            return self.refused(request, pk, refusal)
        except DocumentError as problem:
            return self.refused(request, pk, TransitionRefused("document", str(problem)))
        return self.done(request, found)

    def refused(self, request: HttpRequest, pk: int, refusal: TransitionRefused) -> HttpResponse:
        """Show the form again, on the case as it stands now, with the sentence on top."""
        found = find(request, pk)
        form = found.step.make_form(request.POST, request.FILES)
        form.is_valid()
        if isinstance(refusal, InputRefused) and refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal.sentence))
        return self.page(request, found, form, refusal=refusal, status=refusal.status)

    def page(
        self,
        request: HttpRequest,
        found: OpenTask,
        form: Any,
        *,
        refusal: TransitionRefused | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Render the step's template."""
        context = context_of(found.item, found.step, person(request))
        context |= {"form": form, "refusal": refusal, "is_returned": status != 200}
        return render(request, found.step.template_name, context, status=status)

    def done(self, request: HttpRequest, found: OpenTask) -> HttpResponse:
        """Say what has been done and go on to the next task."""
        item = found.item
        words = {"task": flow_words.title_of(item.flow, item.step), "what": item.code or item.title}
        messages.success(request, _("Done: %(task)s (%(what)s).") % words)
        return HttpResponseRedirect(f"{reverse('next_task')}?step={item.step}&case={item.case_id}")


UNREADABLE = -1


def posted_version(request: HttpRequest) -> int | None:
    """Return the version of the case that the person saw; one that cannot be read fits no case."""
    text = request.POST.get("version", "")
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 10 else UNREADABLE


@login_required
@require_safe
def next_task(request: HttpRequest) -> HttpResponse:
    """Go to the next task: what follows in the same case, else an own one, else one of the same kind."""
    own = Q(owner=person(request))
    waiting = Q(owner__isnull=True, is_personal=False, queue__in=grants(request).queue_keys)
    case = request.GET.get("case", "")
    wanted = [own, waiting & Q(step=request.GET.get("step", ""))]
    if case.isdecimal() and len(case) < 19:
        wanted.insert(0, (own | waiting) & Q(case_id=int(case)))
    for which in wanted:
        found = WorkItem.objects.filter(which).order_by("due", "task_id").values_list("pk", flat=True)
        if (first := found.first()) is not None:
            return redirect("task", first)
    return redirect("inbox")


@login_required
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task of a queue."""
    try:
        tasks.claim(task_id=pk, actor=actor(request))
    except TransitionRefused:
        # nobody learns of a task that is not theirs to see
        find(request, pk)
        raise
    messages.success(request, _("The task is now yours."))
    return redirect("task", pk)


@login_required
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's own task back into its queue."""
    find(request, pk)
    tasks.release(task_id=pk, actor=actor(request))
    messages.success(request, _("The task is back in its queue."))
    return redirect(_back(request, "inbox"))


@login_required
@require_POST
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a task to a colleague of the same role and scope."""
    find(request, pk)
    chosen = request.POST.get("to", "")
    to = (
        User.objects.filter(pk=chosen, is_active=True).first()
        if chosen.isdecimal() and len(chosen) < 19
        else None
    )
    if to is None:
        raise InputRefused("no_person", _("Please choose who is to have the task."), field="to")
    tasks.reassign(task_id=pk, actor=actor(request), to=to)
    messages.success(request, _("The task was handed to %(person)s.") % {"person": to})
    return redirect(_back(request, "inbox"))


def _back(request: HttpRequest, fallback: str) -> str:
    address = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return address
    return reverse(fallback)
