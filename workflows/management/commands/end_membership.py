"""`manage.py end_membership`: end a role that somebody holds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.domain.actors import TIMER, Actor
from workflows.errors import TransitionRefused
from workflows.flows.memberships import end_membership
from workflows.management.scopes import add_scope, scope_of
from workflows.models import Membership, User
from workflows.roles import Role


class Command(BaseCommand):
    """What the person has claimed under the role returns to its queue in the same act."""

    help = "End a role that somebody holds; tasks claimed under it return to their queue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--role", choices=Role.values, required=True)
        add_scope(parser)
        parser.add_argument("--by", metavar="USERNAME", help="the administrator whom the trail names")

    def handle(self, *args: Any, **options: Any) -> None:
        """End it, and say what came back."""
        role = Role(options["role"])
        held = Membership.objects.filter(
            user__username=options["username"], role=role, ended_at=None, **scope_of(options, role)
        )
        membership = held.order_by("pk").first()
        if membership is None:
            raise CommandError(
                _("“%(name)s” does not hold the role %(role)s there.")
                % {"name": options["username"], "role": role.value}
            )
        try:
            count = end_membership(membership=membership, actor=_actor(options["by"]))
        except TransitionRefused as refusal:
            raise CommandError(str(refusal.sentence))
        text = ngettext(
            "Ended; %(count)d task returned to the queue.",
            "Ended; %(count)d tasks returned to the queue.",
            count,
        )
        self.stdout.write(text % {"count": count})


def _actor(username: str | None) -> Actor:
    if not username:
        return TIMER
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(_("There is no account “%(name)s”.") % {"name": username})
    return Actor(user)
