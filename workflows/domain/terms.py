"""The terms on which a role is given: its scope, its first and last day, for whom somebody stands in.

The one place that says which role belongs where and until when; the administrator's form, the command
line and :mod:`workflows.domain.invitations` ask here.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from workflows import clock
from workflows.errors import InputRefused
from workflows.models import Contest, Membership, OrganisationUnit, User
from workflows.roles import CONTEST_ROLES, UNIT_ROLES, Role


@dataclass(frozen=True)
class Terms:
    """A role within its scope, from its first to its last day (both included; empty: open)."""

    role: Role
    unit: OrganisationUnit | None = None
    contest: Contest | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    stand_in_for: User | None = None

    def check(self) -> None:
        """Hold the terms against what the role can have.

        Raises:
            InputRefused: a scope, a day or a person that the role cannot have; names the field.
        """
        self._check_scope()
        self._check_days()
        self._check_stand_in()

    def _check_scope(self) -> None:
        role, unit, contest = self.role, self.unit, self.contest
        if role in UNIT_ROLES and (unit is None or contest is not None):
            raise _bad_scope("unit", _("This role belongs to one unit: please choose it, and no contest."))
        if role in CONTEST_ROLES and (contest is None or unit is not None):
            raise _bad_scope("contest", _("This role belongs to one contest: please choose it, and no unit."))
        if role == Role.ADMINISTRATOR and (unit is not None or contest is not None):
            sentence = _(
                "An administrator stands for the whole installation: please choose no unit or contest."
            )
            raise _bad_scope("unit" if unit is not None else "contest", sentence)
        if unit is not None and contest is not None:
            raise _bad_scope("contest", _("Please choose a unit or a contest, or neither."))

    def _check_days(self) -> None:
        if self.role == Role.AUDITOR and self.valid_to is None:
            raise _bad_days(_("An auditor reads until a last day: please give it."))
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise _bad_days(_("The last day must not be before the first day."))
        if self.valid_to and self.valid_to < clock.today():
            raise _bad_days(_("The last day is over already: please give today or a later day."))

    def _check_stand_in(self) -> None:
        if self.stand_in_for is None:
            return
        held = Membership.objects.current().filter(
            user=self.stand_in_for, role=self.role, unit=self.unit, contest=self.contest, stand_in_for=None
        )
        if not held.exists():
            sentence = _("%(person)s does not hold this role there, so nobody can stand in for them.")
            raise InputRefused(
                "holds_no_role", sentence % {"person": self.stand_in_for}, field="stand_in_for"
            )


AUDITED_YEARS = 5


def last_day(role: Role, contest: Contest) -> date | None:
    """Return the last day of a role that a contest's file gives; only an auditor's is bounded.

    It is the end of the fifth year after the contest, or after today where an old contest is loaded.
    """
    if role != Role.AUDITOR:
        return None
    return date(max(contest.year, clock.today().year) + AUDITED_YEARS, 12, 31)


def _bad_scope(field: str, sentence: str) -> InputRefused:
    return InputRefused("bad_scope", sentence, field=field)


def _bad_days(sentence: str) -> InputRefused:
    return InputRefused("bad_days", sentence, field="valid_to")


def person_called(text: str) -> User:
    """Return the person with the account or e-mail ``text``.

    Raises:
        InputRefused: nobody who can log in is called so.
    """
    active = User.objects.filter(is_active=True)
    found = active.filter(username=text).first() or active.filter(email__iexact=text).first()
    if found is None:
        sentence = _("There is no account “%(name)s”.") % {"name": text}
        raise InputRefused("no_account", sentence, field="stand_in_for")
    return found
