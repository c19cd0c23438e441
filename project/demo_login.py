"""Log in without a password as a demo account: answers only in a database marked as a demonstration."""

from typing import Any

from django.contrib.auth import get_user_model, login
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from workflows.models import Installation, Membership, WorkItem
from workflows.roles import Role

SESSION_MARK = "demo"
BACKEND = "django.contrib.auth.backends.ModelBackend"

SENTENCES = {
    Role.AUTHOR: _("Writes and submits entries, sees where they stand and who moves next."),
    Role.UNIT_OFFICER: _("Checks the unit's entries, proposes, returns them for completion."),
    Role.UNIT_HEAD: _("Confirms the unit's list and forwards it to the organiser."),
    Role.SECRETARY: _("Receives the lists, codes the entries, assigns them to judges, publishes."),
    Role.JUDGE: _("Scores the assigned entries; steps back from a conflict of interest."),
    Role.CHAIR: _("Closes scoring, settles ties, approves the result."),
    Role.STANDING_HEAD: _("Signs the proposal and sends the draft decision for signature."),
    Role.SIGNATORY: _("Approves and signs the award decision."),
    Role.CLERK: _("Gives the number, seals and issues the decision."),
    Role.ACCOUNTANT: _("Reads the issued decision and the prize money."),
    Role.AUDITOR: _("Reads the audit trail, changes nothing."),
    Role.ADMINISTRATOR: _("Looks after units, people and contests; no say in any entry."),
}
"""What each role does, in one sentence, in the order of the login page."""


def accounts() -> list[dict[str, Any]]:
    """Return one demo account per role: username, name, role_label, sentence; nothing elsewhere.

    Of several the one that has a task in its inbox comes first.
    """
    if not Installation.is_demo_database():
        return []
    first: dict[str, Any] = {}
    has_work = Exists(WorkItem.objects.filter(owner=OuterRef("user"), role=OuterRef("role")))
    members = Membership.objects.current().filter(user__is_active=True).select_related("user")
    for member in members.order_by(has_work.desc(), "pk"):
        first.setdefault(member.role, member.user)
    return [
        {
            "username": first[role].get_username(),
            "name": str(first[role]),
            "role": role.value,
            "role_label": role.label,
            "sentence": sentence,
        }
        for role, sentence in SENTENCES.items()
        if role in first
    ]


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Log in as the demo account `username`; 404 in every database that is no demonstration."""
    if not Installation.is_demo_database():
        raise Http404
    people = get_user_model().objects.filter(is_active=True, memberships__isnull=False).distinct()
    user = get_object_or_404(people, username=request.POST.get("username", ""))
    login(request, user, backend=BACKEND)
    request.session[SESSION_MARK] = True
    return redirect("/")
