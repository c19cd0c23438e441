"""What a score is worth: sheet totals, means, rounding, the pass mark and the minima.

All arithmetic is exact. Points and weights are `Decimal`, means are `Fraction`; the only rounding is the
one to two decimals, half up, which ranks the entries and decides what is a tie.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from workflows.vietnamese.numbers import parse_decimal

HUNDREDTH = Decimal("0.01")
_LONGEST = 20


@dataclass(frozen=True)
class Criterion:
    """One line of the scoring table.

    `min_points` is held against the mean of this criterion's points, on the scale of `max_points`; None
    asks nothing. `weight` multiplies the points inside a sheet's total.
    """

    code: str
    name: str
    max_points: Decimal
    step: Decimal
    min_points: Decimal | None = None
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Sheet:
    """The points of one judge for one entry: criterion code → points. A recused judge has no sheet."""

    judge: str
    points: Mapping[str, Decimal]


@dataclass(frozen=True)
class EntryScore:
    """What the valid sheets of one entry come to.

    `rounded` ranks; the exact means break ties and pass or fail.
    """

    key: str
    sheets: int
    mean: Fraction
    rounded: Decimal
    criterion_means: Mapping[str, Fraction]


@dataclass(frozen=True)
class Shortfall:
    """A mark that was not reached; `criterion` is None for the pass mark of the whole."""

    criterion: str | None
    mean: Fraction
    required: Decimal


class ScoreFault(StrEnum):
    """Why a typed score is not accepted."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    ABOVE_MAX = "above_max"
    OFF_STEP = "off_step"


class ScoreError(ValueError):
    """A score that can't be taken; carries what a sentence about it needs: scale, step, what was typed."""

    def __init__(self, fault: ScoreFault, criterion: Criterion, entered: str) -> None:
        self.fault = fault
        self.criterion = criterion
        self.minimum = Decimal(0)
        self.maximum = criterion.max_points
        self.step = criterion.step
        self.entered = entered
        super().__init__(f"{criterion.code}: {fault.value}: {entered!r}")


def parse_points(text: str, criterion: Criterion) -> Decimal:
    """Read a score as people type it: `18,5` and `18.5` are the same.

    `1.000` could be one or one thousand: it is refused, never guessed. Raises ScoreError.
    """
    entered = text.strip()
    if not entered:
        raise ScoreError(ScoreFault.EMPTY, criterion, entered)
    try:
        points = parse_decimal(entered[: _LONGEST + 1])
    except ValueError:
        raise ScoreError(ScoreFault.NOT_A_NUMBER, criterion, entered)
    check_points(points, criterion, entered)
    if len(entered) > _LONGEST:
        # so many digits lie between two steps, whatever the first of them say
        raise ScoreError(ScoreFault.OFF_STEP, criterion, entered)
    return points


def check_points(points: Decimal, criterion: Criterion, entered: str | None = None) -> Decimal:
    """Hold points against the criterion's scale and step; return them, or raise ScoreError."""
    fault = points_fault(points, criterion)
    if fault is not None:
        raise ScoreError(fault, criterion, str(points) if entered is None else entered)
    return points


def points_fault(points: Decimal, criterion: Criterion) -> ScoreFault | None:
    """Say what is wrong with the points, None when nothing is."""
    if not points.is_finite():
        return ScoreFault.NOT_A_NUMBER
    if points < 0:
        return ScoreFault.NEGATIVE
    if points > criterion.max_points:
        return ScoreFault.ABOVE_MAX
    on_step = (Fraction(points) / Fraction(criterion.step)).denominator == 1
    return None if on_step else ScoreFault.OFF_STEP


def sheet_total(points: Mapping[str, Decimal], criteria: Sequence[Criterion]) -> Decimal:
    """Sum weight × points over all criteria; a KeyError means that the sheet is not complete."""
    return sum((criterion.weight * points[criterion.code] for criterion in criteria), Decimal(0))


def max_total(criteria: Iterable[Criterion]) -> Decimal:
    """The most that a sheet can come to: the sum of weight × maximum."""
    return sum((criterion.weight * criterion.max_points for criterion in criteria), Decimal(0))


def exact_mean(values: Sequence[Decimal]) -> Fraction:
    """The mean, unrounded; ValueError when there is nothing to average."""
    if not values:
        raise ValueError("no values to average")
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)


def rounded_half_up(value: Fraction) -> Decimal:
    """Round to two decimals, halves away from zero (85.125 → 85.13), without ever passing through a float."""
    scaled = abs(value) * 100
    cents = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(cents if value >= 0 else -cents) * HUNDREDTH


def score_entry(key: str, sheets: Sequence[Sheet], criteria: Sequence[Criterion]) -> EntryScore:
    """Average the valid sheets of one entry; ValueError when it has none."""
    mean = exact_mean([sheet_total(sheet.points, criteria) for sheet in sheets])
    return EntryScore(
        key=key,
        sheets=len(sheets),
        mean=mean,
        rounded=rounded_half_up(mean),
        criterion_means={c.code: exact_mean([sheet.points[c.code] for sheet in sheets]) for c in criteria},
    )


def shortfalls(
    score: EntryScore, criteria: Sequence[Criterion], pass_mean: Decimal | None
) -> tuple[Shortfall, ...]:
    """All marks that the entry's unrounded means miss, the pass mark first; empty when the entry passes."""
    missed = (
        []
        if pass_mean is None or score.mean >= Fraction(pass_mean)
        else [Shortfall(None, score.mean, pass_mean)]
    )
    for criterion in criteria:
        mean, required = score.criterion_means[criterion.code], criterion.min_points
        if required is not None and mean < Fraction(required):
            missed.append(Shortfall(criterion.code, mean, required))
    return tuple(missed)


def passes(score: EntryScore, criteria: Sequence[Criterion], pass_mean: Decimal | None) -> bool:
    """True when the unrounded means reach the pass mark and every criterion's minimum."""
    return not shortfalls(score, criteria, pass_mean)


def valid_sheets_required(minimum: int, eligible_judges: int) -> int:
    """How many valid sheets an entry needs: the minimum, or all where fewer judges may score it."""
    return min(minimum, eligible_judges)
