"""The home page: for the public what is open and what has been decided, for everybody else their desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from workflows.domain import windows
from workflows.models import Contest, WorkItem
from workflows.models.deadline import DeadlineCode
from workflows.models.grants import Grants, grants_of
from workflows.roles import Role
from workflows.states import RoundState

_DESKS = (
    (Role.ADMINISTRATOR, "people"),
    (Role.AUDITOR, "trail"),
    (Role.ACCOUNTANT, "payments"),
)
"""Roles without tasks of their own and their main page."""
_WITHOUT_TASKS = frozenset(role for role, _page in _DESKS)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send a person to the main page of the role; show the public page to everybody else."""
    if request.user.is_authenticated:
        return redirect(main_page(grants_of(request.user)))
    return render(request, "workflows/home.html", public_context())


def main_page(grants: Grants) -> str:
    """Return the name of the page on which a person with these roles begins."""
    if not grants.roles:
        return "entries"
    if not grants.roles - _WITHOUT_TASKS:
        return next(page for role, page in _DESKS if role in grants.roles)
    if grants.roles == {Role.AUTHOR} and not WorkItem.objects.filter(owner_id=grants.user_id).exists():
        return "entries"
    return "inbox"


def public_context() -> dict[str, object]:
    """Return the open calls and the contests whose results are out."""
    published = Contest.objects.filter(rounds__state=RoundState.PUBLISHED).distinct()
    calls = Contest.objects.filter(rounds__state=RoundState.RUNNING).distinct().order_by("-pk")[:50]
    return {
        "published": published.order_by("-year", "-pk")[:50],
        "calls": [_call(contest) for contest in calls if windows.is_call_open(contest)],
    }


def _call(contest: Contest) -> dict[str, object]:
    deadline = windows.contest_deadline(contest, DeadlineCode.SUBMISSION) or windows.contest_deadline(
        contest, DeadlineCode.UNIT
    )
    return {"contest": contest, "until": windows.shown(deadline) if deadline else ""}
