"""Who plays whom: the accounts that hold each role in the contest."""

from typing import Any

from workflows.domain.actors import Actor
from workflows.models import Contest, Entry, Judge, Membership, User
from workflows.roles import Role


class Cast:
    """Finds the person for a role; people are looked up once."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self._found: dict[tuple[Any, ...], User] = {}

    def _holder(self, role: Role, **scope: Any) -> User:
        key = (role, *sorted(scope.items()))
        if key not in self._found:
            memberships = Membership.objects.filter(role=role, ended_at=None, **scope)
            self._found[key] = memberships.select_related("user").order_by("pk")[0].user
        return self._found[key]

    def in_contest(self, role: Role) -> Actor:
        """Return the holder of a contest role."""
        return Actor(self._holder(role, contest_id=self.contest.pk))

    def in_unit(self, role: Role, unit_id: int) -> Actor:
        """Return the holder of a unit role."""
        return Actor(self._holder(role, unit_id=unit_id))

    def author(self, entry: Entry) -> Actor:
        """Return the author who acts for the entry."""
        return Actor(entry.owner)

    def judge(self, code: str) -> Judge:
        """Return the judge with ``code``."""
        return Judge.objects.select_related("user").get(contest=self.contest, code=code)
