"""The scope of a role on the command line: a unit by its code, or a contest by its slug."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from workflows.models import Contest, OrganisationUnit
from workflows.roles import UNIT_ROLES, UNSCOPED_ROLES, Role


def add_scope(parser: ArgumentParser) -> None:
    """Declare ``--unit`` and ``--contest``."""
    parser.add_argument("--unit", metavar="CODE", help="code of the unit (ORGANIZER/CODE where not unique)")
    parser.add_argument("--contest", metavar="SLUG", help="slug of the contest")


def scope_of(options: dict[str, Any], role: Role | None = None) -> dict[str, Any]:
    """Return ``unit`` and ``contest`` as the options name them; with ``role`` they must suit it.

    Raises:
        CommandError: unknown, ambiguous, or not a scope that the role can have.
    """
    scope = {
        "unit": _unit(options["unit"]) if options["unit"] else None,
        "contest": _contest(options["contest"]) if options["contest"] else None,
    }
    if role is not None:
        _check(role, scope)
    return scope


def _check(role: Role, scope: dict[str, Any]) -> None:
    given = {key for key, value in scope.items() if value is not None}
    if role == Role.ADMINISTRATOR and given:
        raise CommandError(_("An administrator stands for the whole installation: please name no scope."))
    if role in UNSCOPED_ROLES:
        suits = len(given) <= 1
    else:
        suits = given == ({"unit"} if role in UNIT_ROLES else {"contest"})
    if not suits:
        wanted = _("--unit CODE") if role in UNIT_ROLES else _("--contest SLUG")
        raise CommandError(_("The role %(role)s needs %(scope)s.") % {"role": role.value, "scope": wanted})


def _unit(text: str) -> OrganisationUnit:
    above, _slash, code = text.rpartition("/")
    units = OrganisationUnit.objects.filter(code=code, **({"parent__code": above} if above else {}))
    found = list(units.select_related("parent")[:2])
    if not found:
        raise CommandError(_("There is no unit “%(code)s”.") % {"code": text})
    if len(found) > 1:
        listed = ", ".join(f"{unit.parent.code}/{unit.code}" for unit in found if unit.parent)
        raise CommandError(
            _("“%(code)s” is the code of several units; please write one of %(listed)s.")
            % {"code": text, "listed": listed}
        )
    return found[0]


def _contest(slug: str) -> Contest:
    contest = Contest.objects.filter(slug=slug).first()
    if contest is None:
        raise CommandError(_("There is no contest “%(slug)s”.") % {"slug": slug})
    return contest
