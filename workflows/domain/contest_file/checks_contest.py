"""What must hold inside the contest's own rules."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from workflows.domain.contest_file.defaults import legal_bases
from workflows.domain.contest_file.errors import ContestFileError, Errors
from workflows.domain.contest_file.parts import FileCriterion
from workflows.domain.contest_file.rows import criteria, plan_number, tie_break_line
from workflows.domain.scoring_math import max_total

_CODED = ("entry_formats", "timeline", "rounds", "themes", "criteria", "prescreen_checklist", "prizes")
_LOWER_WINS = ("thấp hơn", "lower")


def contest_errors(value: dict[str, Any]) -> Errors:
    """All that is wrong with codes, scoring table, tie-break, bodies and plan."""
    row = value["contest"]
    for key in _CODED:
        yield from repeated(row.get(key, ()), f"$.contest.{key}")
    yield from _table_errors(row)
    yield from _tie_break_errors(row)
    yield from _sheet_number_errors(value)
    yield from _plan_errors(row)


def repeated(rows: Iterable[dict[str, Any]], path: str, key: str = "code") -> Errors:
    """An error for each row that repeats an earlier row's code."""
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row[key] in seen:
            sentence = _("“{code}” is used twice; please give each its own code.")
            yield ContestFileError(f"{path}[{index}].{key}", sentence.format(code=row[key]))
        seen.add(row[key])


def unknown(code: str, known: Iterable[str], path: str) -> Errors:
    """An error when the code is none of the known ones."""
    codes = list(known)
    if code not in codes:
        sentence = _("“{code}” is not in the file; please use one of: {known}.")
        yield ContestFileError(path, sentence.format(code=code, known=", ".join(codes[:12])))


def plain(number: Any) -> str:
    """A number as the file would write it, without trailing zeros."""
    return f"{Decimal(number).normalize():f}"


def _table_errors(row: dict[str, Any]) -> Errors:
    table = criteria(row)
    for index, criterion in enumerate(table):
        yield from _criterion_errors(criterion, f"$.contest.criteria[{index}]")
    total = max_total(table)
    if total != Decimal(row["max_total"]):
        sentence = _(
            "the maxima of the criteria add up to {sum}, not to {total}; please correct one of them."
        )
        yield ContestFileError(
            "$.contest.max_total", sentence.format(sum=plain(total), total=plain(row["max_total"]))
        )
    for key in ("max_total", "pass_mean"):
        yield from _decimals(row[key], 2, f"$.contest.{key}")
    if row["pass_mean"] > row["max_total"]:
        yield _above("$.contest.pass_mean", row["pass_mean"], row["max_total"])


def _criterion_errors(criterion: FileCriterion, path: str) -> Errors:
    yield from _decimals(criterion.max_points, 2, f"{path}.max_points")
    yield from _decimals(criterion.step, 2, f"{path}.step")
    yield from _decimals(criterion.weight, 3, f"{path}.weight")
    if (Fraction(criterion.max_points) / Fraction(criterion.step)).denominator != 1:
        sentence = _("the step {step} does not divide the maximum {most}; please correct one of them.")
        yield ContestFileError(
            f"{path}.step", sentence.format(step=plain(criterion.step), most=plain(criterion.max_points))
        )
    if criterion.min_points is not None:
        yield from _decimals(criterion.min_points, 2, f"{path}.min_points")
        if criterion.min_points > criterion.max_points:
            yield _above(f"{path}.min_points", criterion.min_points, criterion.max_points)


def _decimals(number: Any, most: int, path: str) -> Errors:
    exponent = Decimal(number).normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > most:
        sentence = _("{number} has more than {most} decimals; please round it.")
        yield ContestFileError(path, sentence.format(number=plain(number), most=most))


def _above(path: str, number: Any, most: Any) -> ContestFileError:
    sentence = _("is {value}, at most {most} is possible; please correct it.")
    return ContestFileError(path, sentence.format(value=plain(number), most=plain(most)))


def _tie_break_errors(row: dict[str, Any]) -> Errors:
    codes = [criterion["code"] for criterion in row["criteria"]]
    lines = [tie_break_line(line) for line in row["tie_break"]]
    named = Counter(line.criterion for line in lines)
    for index, line in enumerate(lines):
        path = f"$.contest.tie_break[{index}]"
        if line.criterion is None:
            yield from _vote_errors(line.text, path, is_last=index == len(lines) - 1)
        else:
            yield from unknown(line.criterion, codes, path)
            yield from _step_errors(line.text, path, is_repeated=named[line.criterion] > 1)


def _vote_errors(text: str, path: str, *, is_last: bool) -> Errors:
    if not is_last or "(" in text:
        sentence = _(
            "“{line}” names no criterion; please write mean(CODE) (only the last line may be a vote)."
        )
        yield ContestFileError(path, sentence.format(line=text))


def _step_errors(text: str, path: str, *, is_repeated: bool) -> Errors:
    if any(words in text.casefold() for words in _LOWER_WINS):
        sentence = _("“{line}” lets the lower mean win, but the higher one does; please correct the line.")
        yield ContestFileError(path, sentence.format(line=text))
    if is_repeated:
        sentence = _("“{line}” uses a criterion a second time; please remove one of the lines.")
        yield ContestFileError(path, sentence.format(line=text))


def _sheet_number_errors(value: dict[str, Any]) -> Errors:
    row, judges = value["contest"], len(value["judges"])
    per_entry = row.get("sheets_per_entry")
    if per_entry is not None and per_entry > judges:
        yield _above("$.contest.sheets_per_entry", per_entry, judges)
    minimum, most = row.get("min_valid_sheets"), min(judges, per_entry or judges)
    if minimum is not None and minimum > most:
        yield _above("$.contest.min_valid_sheets", minimum, most)


def _plan_errors(row: dict[str, Any]) -> Errors:
    plan = row["plan"]
    full, made = str(plan.get("full") or ""), plan_number(plan)
    if full and full.strip().lstrip("0") != made.lstrip("0"):
        sentence = _("“{full}” does not fit number and symbol ({made}); please correct one of them.")
        yield ContestFileError("$.contest.plan.full", sentence.format(full=full, made=made))
    if not row.get("legal_bases") and not legal_bases(row):
        sentence = _(
            "no legal bases are known for the level {level} at the date of the decision; please list them."
        )
        level = row["organizer"]["level"]
        yield ContestFileError("$.contest.legal_bases", sentence.format(level=level))
