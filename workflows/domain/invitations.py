"""How people come in: by a one-time link that carries a role and its scope."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain.terms import Terms
from workflows.errors import TransitionRefused
from workflows.models import Invitation, Membership, User
from workflows.roles import Role

VALID_FOR = timedelta(days=7)


def invite(
    *, terms: Terms, email: str = "", full_name: str = "", invited_by: User | None = None
) -> tuple[Invitation, str]:
    """Return a new invitation, good for seven days, and its token, which is kept nowhere else.

    Raises:
        InputRefused: the role cannot be given on these terms.
    """
    terms.check()
    return _new(terms, email=email, full_name=full_name, invited_by=invited_by)


def _new(terms: Terms, **whose: Any) -> tuple[Invitation, str]:
    token, digest = Invitation.new_token()
    invitation = Invitation.objects.create(
        **vars(terms), **whose, token_digest=digest, expires_at=clock.machine_now() + VALID_FOR
    )
    return invitation, token


@transaction.atomic
def invite_to_account(account: User, *, email: str = "", invited_by: User | None = None) -> str:
    """Return the token of a link that opens an account made before its person was known.

    Earlier links to the account are void.

    Raises:
        TransitionRefused: somebody uses the account already, or it has no role to come to.
    """
    if not account.is_active or account.has_usable_password():
        sentence = _(
            "“%(name)s” is in use already; whoever forgot the password asks for a new one at the login."
        )
        raise TransitionRefused("account_in_use", sentence % {"name": account.username})
    first = Membership.objects.current().filter(user=account).order_by("pk").first()
    if first is None:
        sentence = _("“%(name)s” holds no role; please give it one first.")
        raise TransitionRefused("no_role", sentence % {"name": account.username})
    Invitation.objects.filter(account=account, accepted_at__isnull=True).delete()
    # the account has its roles already: nothing is given here that had to be checked
    terms = Terms(role=Role(first.role), unit=first.unit, contest=first.contest)
    whose = {"email": email or account.email, "full_name": account.full_name, "invited_by": invited_by}
    return _new(terms, **whose, account=account)[1]


@transaction.atomic
def invite_first_administrator() -> str | None:
    """Return the token of a fresh link, or None when an administrator can log in already.

    Links of earlier starts that nobody used are void.
    """
    administrators = Membership.objects.current().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if administrators.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
        return None
    Invitation.objects.filter(
        role=Role.ADMINISTRATOR, invited_by__isnull=True, accepted_at__isnull=True, account__isnull=True
    ).delete()
    return invite(terms=Terms(Role.ADMINISTRATOR))[1]


def find(token: str) -> Invitation:
    """Return the open invitation of `token`.

    Raises:
        TransitionRefused: there is none, it was used, it has expired, or the last day of its role is over
            (status 410).
    """
    invitation = Invitation.objects.filter(token_digest=Invitation.digest(token)).first()
    if invitation is None or not invitation.is_open():
        raise _closed()
    return invitation


def accept(*, token: str, user: User) -> Membership | None:
    """Give `user` the role of the invitation and close it; one link serves one person.

    A link that opens an account gives nothing: `user` is that account and has its roles; None is returned.
    To be called inside a transaction: the row stays locked until its end.

    Raises:
        TransitionRefused: as `find`; of two people who follow one link at once, the second gets it. Or
            the link opens another account than `user`, or the role stands in for `user`.
    """
    invitation = Invitation.objects.select_for_update().get(pk=find(token).pk)
    if not invitation.is_open():
        raise _closed()
    if invitation.account_id not in (None, user.pk):
        sentence = _("This link opens an account of its own: please log out, then open it again.")
        raise TransitionRefused("other_account", sentence)
    if invitation.stand_in_for_id == user.pk:
        sentence = _("Nobody stands in for themselves: this link is for somebody else.")
        raise TransitionRefused("own_stand_in", sentence)
    membership = None if invitation.account_id else _give_role(invitation, user)
    invitation.accepted_at, invitation.accepted_by = clock.machine_now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return membership


def _give_role(invitation: Invitation, user: User) -> Membership:
    """Give the role; of one that the person holds already, the days of the invitation replace the old."""
    days = {"valid_from": invitation.valid_from, "valid_to": invitation.valid_to}
    membership, _created = Membership.objects.update_or_create(
        user=user,
        role=invitation.role,
        unit=invitation.unit,
        contest=invitation.contest,
        stand_in_for=invitation.stand_in_for,
        ended_at=None,
        defaults=days,
    )
    return membership


def _closed() -> TransitionRefused:
    sentence = _("This invitation was used already or has expired: please ask the organiser for a new one.")
    return TransitionRefused("invitation_closed", sentence, status=410)
