"""Whom the lines under *Nơi nhận* name: units of the contest or of its organiser, by their names."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from workflows import clock
from workflows.models import Contest, Membership, OrganisationUnit, User
from workflows.models.grants import Grants
from workflows.roles import Role
from workflows.vietnamese.fold import fold

UNIT_READERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
_ARCHIVE = re.compile(r"luu\s*:|luu vt\b")
_PURPOSE = re.compile(r"\s*\([^()]*\)$")
_AS_ABOVE = "nhu tren"
_EVERY_UNIT = re.compile(r"cac (?:co quan, )?don vi (?:tham gia|du thi)\b")
_SHORTEST_NAME = 2


class Addressees(NamedTuple):
    """What a line names: keys of units, and whether it names somebody else besides."""

    units: tuple[int, ...]
    has_others: bool


def is_archive(line: str) -> bool:
    """Say whether the line is the one of the archive copy: ``Lưu: VT, NV``."""
    return _ARCHIVE.match(_bare(line)) is not None


class Directory:
    """The units that papers of a contest may name, by their folded names; two queries."""

    def __init__(self, contest: Contest) -> None:
        self._taking_part = tuple(
            contest.participations.order_by("unit_id").values_list("unit_id", flat=True)
        )
        self._by_name: Mapping[str, set[int]] = _names(contest)

    def addressees(self, line: str, above: Iterable[str] = ()) -> Addressees:
        """Return whom a line names; ``above`` are the names after *Kính gửi*, which *Như trên* stands for.

        A name that two units share names neither.
        """
        bare = _bare(line)
        if bare.startswith(_AS_ABOVE):
            return _joined([self.addressees(name) for name in above if not _bare(name).startswith(_AS_ABOVE)])
        if _EVERY_UNIT.match(bare):
            return Addressees(self._taking_part, has_others=not self._taking_part)
        if (whole := self._unit(bare)) is not None:
            return Addressees((whole,), has_others=False)
        found = [self._unit(part.strip()) for part in re.split("[,;]", bare)]
        return Addressees(tuple(dict.fromkeys(key for key in found if key)), has_others=None in found)

    def _unit(self, name: str) -> int | None:
        keys = self._by_name.get(_PURPOSE.sub("", name), set())
        return next(iter(keys)) if len(keys) == 1 else None


def _bare(line: str) -> str:
    """Return the line folded, without its dash, its end and what it is sent for: ``(để báo cáo)``."""
    return _PURPOSE.sub("", fold(line).strip("-.; "))


def _joined(parts: list[Addressees]) -> Addressees:
    units = tuple(dict.fromkeys(key for part in parts for key in part.units))
    return Addressees(units, has_others=not parts or any(part.has_others for part in parts))


def units_near(contest: Contest) -> list[OrganisationUnit]:
    """Return the units that a paper may name: those that take part, the organiser and its own."""
    near = Q(pk__in={contest.organizer_id, contest.standing_unit_id} - {None}) | Q(
        parent=contest.organizer_id
    )
    found = OrganisationUnit.objects.filter(near | Q(participations__contest=contest)).distinct()
    return [unit for unit in found.order_by("name", "pk") if unit.is_valid_on(clock.today())]


def _names(contest: Contest) -> dict[str, set[int]]:
    found = defaultdict[str, set[int]](set)
    for unit in units_near(contest):
        names = [unit.name, unit.short_name, unit.abbreviation]
        if unit.pk == contest.organizer_id:
            names += [contest.organizer_name, contest.organizer_short]
        for name in map(fold, names):
            if len(name) >= _SHORTEST_NAME:
                found[name].add(unit.pk)
    return found


def readers(contest: Contest, unit_ids: Collection[int]) -> dict[int, list[User]]:
    """Return who reads the inbox of each unit today: its officers and heads.

    Those of the standing unit are its head in the contest besides, those of the organizer the secretaries.
    """
    of_unit = Q(role__in=UNIT_READERS, unit_id__in=unit_ids)
    of_contest = Q(role__in=[role for role, _unit in _desks(contest)], contest=contest)
    people: dict[int, list[User]] = defaultdict(list)
    rows = Membership.objects.current().filter(of_unit | of_contest, user__is_active=True)
    for row in rows.select_related("user").order_by("pk"):
        at = [row.unit_id] if row.unit_id else [unit for role, unit in _desks(contest) if role == row.role]
        for unit_id in at:
            if unit_id in unit_ids:
                people[unit_id].append(row.user)
    return people


def read_by(grants: Grants, contest: Contest) -> set[int]:
    """Return the units whose inbox for papers of the contest the person reads."""
    desks = {unit for role, unit in _desks(contest) if contest.pk in grants.contests(role)}
    return {*grants.units(*UNIT_READERS), *desks}


def _desks(contest: Contest) -> list[tuple[Role, Any]]:
    """Return which role of the contest reads for which unit of the organiser."""
    desks = [(Role.STANDING_HEAD, contest.standing_unit_id), (Role.SECRETARY, contest.organizer_id)]
    return [(role, unit) for role, unit in desks if unit is not None]
