"""`manage.py invite`: one-time links for people who come in."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.domain import invitations
from workflows.domain.people import waiting_for_invitation
from workflows.domain.terms import Terms, person_called
from workflows.errors import TransitionRefused
from workflows.management.scopes import add_scope, scope_of
from workflows.models import User
from workflows.roles import Role


class Command(BaseCommand):
    """Prints each link once: what is kept is only the digest of its token."""

    help = (
        "Print one-time links, good for seven days: for accounts that wait for their person (USERNAME …, or "
        "--contest SLUG --waiting for all), or for a new account (--role with --unit or --contest, --from, "
        "--until, --stand-in-for)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("usernames", nargs="*", metavar="USERNAME", help="an account without a person")
        parser.add_argument("--waiting", action="store_true", help="every account of --contest that waits")
        parser.add_argument("--role", choices=Role.values, help="the role of a new account")
        add_scope(parser)
        parser.add_argument("--from", dest="valid_from", metavar="YYYY-MM-DD", help="first day of the role")
        parser.add_argument("--until", dest="valid_to", metavar="YYYY-MM-DD", help="last day of the role")
        parser.add_argument("--stand-in-for", metavar="USERNAME", help="who holds the role otherwise")
        parser.add_argument("--email", default="", help="whose link it is")
        parser.add_argument("--name", default="", help="full name of the invited person")
        parser.add_argument(
            "--site", default="http://127.0.0.1:8000", metavar="ADDRESS", help="where the site answers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a link for each account or for the role."""
        names = options["usernames"] + ([one.username for one in _waiting(options)])
        if bool(names) == bool(options["role"]):
            raise CommandError(
                _("Please name accounts, or --contest with --waiting, or a --role with its scope.")
            )
        try:
            for name in names:
                self._print(
                    name, invitations.invite_to_account(_account(name), email=options["email"]), options
                )
            if options["role"]:
                self._print(options["role"], _role_token(options), options)
        except TransitionRefused as refusal:
            raise CommandError(str(refusal.sentence))

    def _print(self, label: str, token: str, options: dict[str, Any]) -> None:
        site = options["site"].rstrip("/")
        self.stdout.write(f"{label} {site}{reverse('accept_invitation', args=[token])}")


def _waiting(options: dict[str, Any]) -> list[User]:
    if not options["waiting"]:
        return []
    contest = scope_of(options)["contest"]
    if contest is None:
        raise CommandError(_("Please name the contest: --contest SLUG."))
    return waiting_for_invitation(contest)


def _account(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no account “%(name)s”.") % {"name": username})
    return user


def _role_token(options: dict[str, Any]) -> str:
    terms = _terms(options)
    return invitations.invite(terms=terms, email=options["email"], full_name=options["name"])[1]


def _terms(options: dict[str, Any]) -> Terms:
    role, stand_in_for = Role(options["role"]), options["stand_in_for"]
    return Terms(
        role,
        **scope_of(options, role),
        valid_from=_day(options["valid_from"]),
        valid_to=_day(options["valid_to"]),
        stand_in_for=person_called(stand_in_for) if stand_in_for else None,
    )


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” is no day; please write YYYY-MM-DD.") % {"text": text}) from error
