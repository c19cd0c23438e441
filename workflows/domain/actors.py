"""Who acts: a person with grants, or the system inside a person's act or a timer."""

from dataclasses import dataclass
from typing import Any

from workflows.models.grants import Grant, Grants, grants_of


@dataclass(frozen=True)
class Actor:
    """The author of an act. ``as_system`` marks what follows from the act without a say of its own.

    ``user`` is ``None`` only for timers.
    """

    user: Any = None
    as_system: bool = False

    @property
    def user_id(self) -> int | None:
        """Key of the person, if there is one."""
        return None if self.user is None else self.user.pk

    @property
    def grants(self) -> Grants:
        """The person's current grants."""
        return grants_of(self.user) if self.user is not None else Grants(0, ())

    def for_consequence(self) -> "Actor":
        """Return the system acting inside this person's act."""
        return Actor(self.user, as_system=True)


TIMER = Actor(None, as_system=True)
"""The clock itself."""


@dataclass(frozen=True)
class Admission:
    """Under which grant an act was admitted; empty for the system."""

    grant: Grant | None = None

    @property
    def role(self) -> str:
        """Role that the event names."""
        return self.grant.role.value if self.grant else "system"

    @property
    def scope(self) -> str:
        """Scope that the event names."""
        return self.grant.scope_key if self.grant else ""
