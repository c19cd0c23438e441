"""The way into an empty installation: a one-time link for its first administrator."""

from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.domain import invitations


def lines(site: str) -> list[str]:
    """Return what to print at the start: the link, or nothing when there is an administrator already."""
    token = invitations.invite_first_administrator()
    if token is None:
        return []
    return [
        _("Open this link once, within seven days, to become the first administrator:"),
        site.rstrip("/") + reverse("accept_invitation", args=[token]),
        "",
    ]
