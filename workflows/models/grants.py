"""What a person's current memberships give, read once per version and day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows import clock
from workflows.roles import Role


@dataclass(frozen=True)
class Grant:
    """One membership as the gate needs it."""

    membership_id: int
    role: Role
    unit_id: int | None
    contest_id: int | None
    stand_in_for_id: int | None

    @property
    def scope_key(self) -> str:
        """Return ``u12``, ``c3`` or ``all``."""
        if self.unit_id is not None:
            return f"u{self.unit_id}"
        return f"c{self.contest_id}" if self.contest_id is not None else "all"

    @property
    def queue_key(self) -> str:
        """Return ``role@scope``."""
        return f"{self.role.value}@{self.scope_key}"


@dataclass(frozen=True)
class Grants:
    """All grants of one person."""

    user_id: int
    items: tuple[Grant, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held anywhere."""
        return frozenset(item.role for item in self.items)

    @property
    def queue_keys(self) -> tuple[str, ...]:
        """Queue keys of all grants, sorted."""
        return tuple(sorted({item.queue_key for item in self.items}))

    def units(self, *roles: Role) -> frozenset[int]:
        """Keys of the units in which one of ``roles`` is held."""
        return frozenset(i.unit_id for i in self.items if i.role in roles and i.unit_id is not None)

    def contests(self, *roles: Role) -> frozenset[int]:
        """Keys of the contests in which one of ``roles`` is held."""
        return frozenset(i.contest_id for i in self.items if i.role in roles and i.contest_id is not None)

    def everywhere(self, *roles: Role) -> bool:
        """Say whether one of ``roles`` is held for the whole installation."""
        return any(i.role in roles and i.scope_key == "all" for i in self.items)


_kept: dict[tuple[int, int, date], Grants] = {}
_KEEP = 4096


def grants_of(user: Any) -> Grants:
    """Return the current grants of ``user``; kept under the person's ``grants_version`` and the day."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Grants(0, ())
    key = (user.pk, user.grants_version, clock.today())
    kept = _kept.get(key)
    if kept is None:
        if len(_kept) >= _KEEP:
            _kept.clear()
        kept = _kept[key] = _read(user.pk, key[2])
    return kept


def forget() -> None:
    """Drop all kept readings (a new database in the same process needs this)."""
    _kept.clear()


def _read(user_id: int, day: date) -> Grants:
    from workflows.models.membership import Membership

    rows = (
        Membership.objects.current(day)
        .filter(user_id=user_id)
        .order_by("pk")
        .values_list("pk", "role", "unit_id", "contest_id", "stand_in_for_id")
    )
    return Grants(user_id, tuple(Grant(pk, Role(role), u, c, s) for pk, role, u, c, s in rows))
