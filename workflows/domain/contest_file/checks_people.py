"""What must hold between units, judges, signers and people."""

from typing import Any

from django.utils.translation import gettext as _

from workflows.domain.contest_file.checks_contest import repeated, unknown
from workflows.domain.contest_file.errors import ContestFileError, Errors
from workflows.domain.contest_file.parts import CHAIR_ROLES

_UNIT_ROLES = frozenset({"author", "unit_officer", "unit_head"})


def people_errors(value: dict[str, Any]) -> Errors:
    """All that is wrong with codes and references of units, jury and people."""
    units = [unit["code"] for unit in value["units"]]
    yield from repeated(value["units"], "$.units")
    yield from repeated(value["judges"], "$.judges")
    yield from unknown(
        value["contest"]["organizer"]["standing_unit"], units, "$.contest.organizer.standing_unit"
    )
    yield from _parent_errors(value["units"], units)
    for index, judge in enumerate(value["judges"]):
        if judge.get("unit"):
            yield from unknown(judge["unit"], units, f"$.judges[{index}].unit")
    yield from _chair_errors(value["judges"])
    yield from _account_errors(value)
    yield from _person_errors(value.get("people", []), units)


def _parent_errors(rows: list[dict[str, Any]], units: list[str]) -> Errors:
    parents = {row["code"]: row.get("parent") for row in rows}
    for index, row in enumerate(rows):
        path = f"$.units[{index}].parent"
        if row.get("parent"):
            yield from unknown(row["parent"], units, path)
        if _goes_round(row["code"], parents):
            sentence = _("“{code}” is above itself; please correct the unit above it.")
            yield ContestFileError(path, sentence.format(code=row["code"]))


def _goes_round(code: str, parents: dict[str, str | None]) -> bool:
    passed: set[str] = set()
    above = parents.get(code)
    while above and above not in passed:
        if above == code:
            return True
        passed.add(above)
        above = parents.get(above)
    return False


def _chair_errors(judges: list[dict[str, Any]]) -> Errors:
    chairs = [index for index, judge in enumerate(judges) if judge.get("role") in CHAIR_ROLES]
    for index in chairs[1:]:
        sentence = _("a second judge is the chair; please leave one.")
        yield ContestFileError(f"$.judges[{index}].role", sentence)


def _account_errors(value: dict[str, Any]) -> Errors:
    accounts = [person["username"] for person in value.get("people", ())]
    for key in ("signers", "judges"):
        for index, row in enumerate(value[key]):
            if row.get("username"):
                yield from unknown(row["username"], accounts, f"$.{key}[{index}].username")


def _person_errors(people: list[dict[str, Any]], units: list[str]) -> Errors:
    names: dict[str, str] = {}
    seen: set[tuple[str, str, str | None]] = set()
    for index, person in enumerate(people):
        path, unit = f"$.people[{index}]", person.get("unit") or None
        if unit:
            yield from unknown(unit, units, f"{path}.unit")
        elif person["role"] in _UNIT_ROLES:
            sentence = _("the role {role} needs a unit; please name it.")
            yield ContestFileError(f"{path}.unit", sentence.format(role=person["role"]))
        if names.setdefault(person["username"], person["full_name"]) != person["full_name"]:
            sentence = _("the account “{name}” belongs to two names; please give each person an own account.")
            yield ContestFileError(f"{path}.username", sentence.format(name=person["username"]))
        if (key := (person["username"], person["role"], unit)) in seen:
            sentence = _("the same role of “{name}” is listed twice; please remove one.")
            yield ContestFileError(path, sentence.format(name=person["username"]))
        seen.add(key)
