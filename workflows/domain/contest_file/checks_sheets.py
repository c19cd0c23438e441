"""What must hold inside the sheets of an entry."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from workflows.domain.contest_file.checks_contest import plain, repeated, unknown
from workflows.domain.contest_file.defaults import minimum_of_sheets
from workflows.domain.contest_file.errors import ContestFileError, Errors
from workflows.domain.contest_file.parts import FileCriterion
from workflows.domain.contest_file.rows import criteria
from workflows.domain.scoring_math import ScoreFault, points_fault, sheet_total, valid_sheets_required


def sheet_errors(value: dict[str, Any], entry: dict[str, Any], path: str) -> Errors:
    """All that is wrong with the sheets of one entry."""
    sheets = entry.get("scores", [])
    judges = {judge["code"]: judge.get("unit") for judge in value["judges"]}
    table = criteria(value["contest"])
    yield from repeated(sheets, f"{path}.scores", "judge")
    for index, sheet in enumerate(sheets):
        place = f"{path}.scores[{index}]"
        yield from unknown(sheet["judge"], judges, f"{place}.judge")
        if sheet.get("recused", False):
            yield from _recusal_errors(sheet, place)
        else:
            yield from _conflict_errors(sheet, judges, entry["unit"], place)
            yield from _points_errors(sheet, table, place)
    if sheets:
        yield from _number_errors(value, entry, path)


def _recusal_errors(sheet: dict[str, Any], path: str) -> Errors:
    if sheet.get("criteria"):
        sentence = _("a recused judge gives no points; please remove them, or the recusal.")
        yield ContestFileError(f"{path}.criteria", sentence)


def _conflict_errors(sheet: dict[str, Any], judges: dict[str, Any], unit: str, path: str) -> Errors:
    if judges.get(sheet["judge"]) == unit:
        sentence = _(
            "{judge} is of the entry's own unit {unit} and can't score it; please mark the sheet as recused."
        )
        yield ContestFileError(f"{path}.judge", sentence.format(judge=sheet["judge"], unit=unit))


def _points_errors(sheet: dict[str, Any], table: tuple[FileCriterion, ...], path: str) -> Errors:
    if "criteria" not in sheet:
        yield ContestFileError(f"{path}.criteria", _("is required and missing; please add it."))
        return
    given: dict[str, Decimal] = {code: Decimal(points) for code, points in sheet["criteria"].items()}
    codes = [criterion.code for criterion in table]
    for code in given:
        yield from unknown(code, codes, f"{path}.criteria.{code}")
    for criterion in table:
        yield from _point_errors(given.get(criterion.code), criterion, f"{path}.criteria.{criterion.code}")
    total = sheet.get("total")
    if total is not None and set(given) >= set(codes) and sheet_total(given, table) != total:
        sentence = _("is {total}, but the points come to {sum}; please correct one of them.")
        summed = plain(sheet_total(given, table))
        yield ContestFileError(f"{path}.total", sentence.format(total=plain(total), sum=summed))


def _point_errors(points: Decimal | None, criterion: FileCriterion, path: str) -> Errors:
    if points is None:
        yield ContestFileError(path, _("is required and missing; please add it."))
        return
    fault = points_fault(points, criterion)
    if fault is not None:
        yield ContestFileError(path, _fault_sentence(fault, points, criterion))


def _fault_sentence(fault: ScoreFault, points: Decimal, criterion: FileCriterion) -> str:
    if fault is ScoreFault.OFF_STEP:
        sentence = _("is {points}, which is no multiple of the step {step}; please correct it.")
        return sentence.format(points=plain(points), step=plain(criterion.step))
    sentence = _("is {points}, but “{name}” goes from 0 to {most}; please correct it.")
    return sentence.format(points=plain(points), name=criterion.name, most=plain(criterion.max_points))


def _number_errors(value: dict[str, Any], entry: dict[str, Any], path: str) -> Errors:
    valid = sum(not sheet.get("recused", False) for sheet in entry["scores"])
    eligible = _eligible_judges(value, entry)
    needed = valid_sheets_required(minimum_of_sheets(value), eligible)
    if valid < max(needed, 1):
        sentence = _("has {count} valid sheets, at least {least} are needed; please add sheets.")
        yield ContestFileError(f"{path}.scores", sentence.format(count=valid, least=max(needed, 1)))


def _eligible_judges(value: dict[str, Any], entry: dict[str, Any]) -> int:
    recused = {sheet["judge"] for sheet in entry["scores"] if sheet.get("recused", False)}
    judges = value["judges"]
    return sum(j["code"] not in recused and j.get("unit") != entry["unit"] for j in judges)
