"""The way into an empty installation: a one-time link for its first administrator."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from workflows import clock
from workflows.models import Invitation, Membership
from workflows.roles import Role

VALID_FOR = timedelta(days=7)


def lines(site: str) -> list[str]:
    """Return what to print at the start: the link, or nothing when there is an administrator already."""
    if Membership.objects.current().filter(role=Role.ADMINISTRATOR).exists():
        return []
    return [
        _("Open this link once, within seven days, to become the first administrator:"),
        site.rstrip("/") + reverse("accept_invitation", args=[_new_invitation()]),
        "",
    ]


@transaction.atomic
def _new_invitation() -> str:
    """Return the token of a fresh link; links of earlier starts that nobody used are void."""
    Invitation.objects.filter(
        role=Role.ADMINISTRATOR, invited_by__isnull=True, accepted_at__isnull=True
    ).delete()
    token, digest = Invitation.new_token()
    Invitation.objects.create(
        role=Role.ADMINISTRATOR,
        full_name=_("First administrator"),
        token_digest=digest,
        expires_at=clock.machine_now() + VALID_FOR,
    )
    return token
