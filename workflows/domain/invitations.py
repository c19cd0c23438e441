"""How people come in: by a one-time link that carries a role and its scope."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from workflows import clock
from workflows.errors import TransitionRefused
from workflows.models import Contest, Invitation, Membership, OrganisationUnit, User
from workflows.roles import Role

VALID_FOR = timedelta(days=7)


def invite(
    *,
    role: Role,
    unit: OrganisationUnit | None = None,
    contest: Contest | None = None,
    email: str = "",
    full_name: str = "",
    invited_by: User | None = None,
) -> tuple[Invitation, str]:
    """Return a new invitation, good for seven days, and its token, which is kept nowhere else."""
    token, digest = Invitation.new_token()
    invitation = Invitation.objects.create(
        role=role,
        unit=unit,
        contest=contest,
        email=email,
        full_name=full_name,
        invited_by=invited_by,
        token_digest=digest,
        expires_at=clock.machine_now() + VALID_FOR,
    )
    return invitation, token


@transaction.atomic
def invite_first_administrator() -> str | None:
    """Return the token of a fresh link, or None when somebody is an administrator already.

    Links of earlier starts that nobody used are void.
    """
    if Membership.objects.current().filter(role=Role.ADMINISTRATOR).exists():
        return None
    Invitation.objects.filter(
        role=Role.ADMINISTRATOR, invited_by__isnull=True, accepted_at__isnull=True
    ).delete()
    return invite(role=Role.ADMINISTRATOR)[1]


def find(token: str) -> Invitation:
    """Return the open invitation of `token`.

    Raises:
        TransitionRefused: there is none, it was used, or it has expired (status 410).
    """
    invitation = Invitation.objects.filter(token_digest=Invitation.digest(token)).first()
    if invitation is None or not invitation.is_open():
        raise _closed()
    return invitation


def accept(*, token: str, user: User) -> Membership:
    """Give `user` the role of the invitation and close it; one link serves one person.

    To be called inside a transaction: the row stays locked until its end.

    Raises:
        TransitionRefused: as `find`; of two people who follow one link at once, the second gets it.
    """
    invitation = Invitation.objects.select_for_update().get(pk=find(token).pk)
    if not invitation.is_open():
        raise _closed()
    membership, _created = Membership.objects.get_or_create(
        user=user,
        role=invitation.role,
        unit=invitation.unit,
        contest=invitation.contest,
        stand_in_for=None,
        ended_at=None,
    )
    invitation.accepted_at, invitation.accepted_by = clock.machine_now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return membership


def _closed() -> TransitionRefused:
    sentence = _("This invitation was used already or has expired: please ask the organiser for a new one.")
    return TransitionRefused("invitation_closed", sentence, status=410)
