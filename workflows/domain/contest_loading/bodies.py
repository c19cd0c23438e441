"""The organizer, the units below it, and the bodies that followed them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from workflows.domain.contest_file import ContestFile, ContestFileError
from workflows.domain.contest_file.parts import FileUnit
from workflows.domain.contest_file.parts import Organizer as FileOrganizer
from workflows.domain.contest_loading.fitting import fitting
from workflows.models import OrganisationUnit, UnitSuccession
from workflows.models.organisation import SuccessionShare
from workflows.vietnamese.fold import slug

_CODE_LENGTH = 40
_ORGANIZER = "$.contest.organizer"


@dataclass(frozen=True)
class Bodies:
    """The organizer and its units by their code in the file."""

    organizer: OrganisationUnit
    units: dict[str, OrganisationUnit]


def load_bodies(file: ContestFile) -> Bodies:
    """Find or make the organizer and the units; a unit that is here already stays as it is.

    Raises:
        ContestFileError: a code already belongs to a unit of another name.
    """
    organizer = _organizer(file.contest.organizer)
    bodies = Bodies(organizer, _units(organizer, file.units))
    _link_successors(bodies, file.units)
    return bodies


def _organizer(wanted: FileOrganizer) -> OrganisationUnit:
    alike = OrganisationUnit.objects.filter(
        parent=None, name=wanted.name, level=wanted.level, superior_name=wanted.parent
    ).filter(place_name=wanted.place_name)
    for unit in alike.order_by("pk"):
        if _agree(unit.valid_from, wanted.valid_from) and _agree(unit.valid_to, wanted.valid_until):
            return unit
    unit = OrganisationUnit(
        code=_free_code(wanted.short, None),
        name=wanted.name,
        short_name=wanted.short if wanted.short != wanted.name else "",
        abbreviation=wanted.symbol,
        symbol=wanted.symbol,
        level=wanted.level,
        superior_name=wanted.parent,
        place_name=wanted.place_name,
        signing_regime=wanted.signing_regime,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_until,
    )
    fitting(unit, _ORGANIZER, short_name="short", superior_name="parent", abbreviation="symbol").save()
    return unit


def _agree(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one == other


def _free_code(name: str, parent: OrganisationUnit | None) -> str:
    base = slug(name)[:_CODE_LENGTH].strip("-")
    taken = set(
        OrganisationUnit.objects.filter(parent=parent, code__startswith=base[: _CODE_LENGTH - 4]).values_list(
            "code", flat=True
        )
    )
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base[: _CODE_LENGTH - 4]}-{number}"
    return code


def _units(organizer: OrganisationUnit, wanted: Iterable[FileUnit]) -> dict[str, OrganisationUnit]:
    """Make the tree layer by layer: two queries for each."""
    waiting = list(enumerate(wanted))
    made: dict[str, OrganisationUnit] = {}
    while waiting:
        layer = [(index, unit) for index, unit in waiting if unit.parent is None or unit.parent in made]
        waiting = [pair for pair in waiting if pair not in layer]
        parents = {unit.code: made[unit.parent] if unit.parent else organizer for _i, unit in layer}
        made |= _layer(layer, parents)
    return made


def _layer(
    layer: list[tuple[int, FileUnit]], parents: dict[str, OrganisationUnit]
) -> dict[str, OrganisationUnit]:
    here = {
        (unit.parent_id, unit.code): unit
        for unit in OrganisationUnit.objects.filter(
            parent__in=set(parents.values()), code__in=[unit.code for _index, unit in layer]
        )
    }
    found, new = {}, []
    for index, wanted in layer:
        unit = here.get((parents[wanted.code].pk, wanted.code))
        if unit is None:
            unit = _new_unit(wanted, parents[wanted.code], f"$.units[{index}]")
            new.append(unit)
        elif unit.name != wanted.name:
            raise _other_name(wanted, unit, f"$.units[{index}]")
        found[wanted.code] = unit
    OrganisationUnit.objects.bulk_create(new)
    return found


def _new_unit(wanted: FileUnit, parent: OrganisationUnit, path: str) -> OrganisationUnit:
    unit = OrganisationUnit(
        code=wanted.code,
        name=wanted.name,
        abbreviation=wanted.abbreviation,
        symbol=wanted.symbol or wanted.abbreviation,
        kind=wanted.kind,
        parent=parent,
        head_title=wanted.head_title,
        signing_regime=wanted.signing_regime,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_until,
    )
    return fitting(unit, path, abbreviation="abbr")


def _other_name(wanted: FileUnit, unit: OrganisationUnit, path: str) -> ContestFileError:
    sentence = _(
        "the code “{code}” already belongs to “{name}” here; please write that name, or another code for "
        "another unit."
    )
    return ContestFileError(f"{path}.name", sentence.format(code=wanted.code, name=unit.name))


def _link_successors(bodies: Bodies, wanted: Iterable[FileUnit]) -> None:
    """Note who followed whom; a follower that is no unit of the file is found or made by its name."""
    followed = [unit for unit in wanted if unit.successors]
    by_name = {unit.name: unit for unit in bodies.units.values()}
    rows = []
    for unit in followed:
        before = bodies.units[unit.code]
        share = SuccessionShare.ALL if len(unit.successors) == 1 else SuccessionShare.PART
        for name in unit.successors:
            after = by_name.get(name) or by_name.setdefault(name, _follower(name, before, bodies.organizer))
            if after.pk != before.pk:
                rows.append(UnitSuccession(predecessor=before, successor=after, share=share))
    UnitSuccession.objects.bulk_create(rows, ignore_conflicts=True)


def _follower(name: str, before: OrganisationUnit, organizer: OrganisationUnit) -> OrganisationUnit:
    """A body that follows a unit of an abolished organizer stands below none; else below the organizer."""
    parent = None if organizer.valid_to else organizer
    superior = organizer.superior_name if parent is None else ""
    known = OrganisationUnit.objects.filter(parent=parent, name=name, superior_name=superior).first()
    if known is not None:
        return known
    ended = before.valid_to or organizer.valid_to
    return OrganisationUnit.objects.create(
        code=_free_code(name, parent),
        name=name,
        kind=before.kind,
        parent=parent,
        superior_name=superior,
        head_title=before.head_title,
        valid_from=ended + timedelta(days=1) if ended else None,
    )
