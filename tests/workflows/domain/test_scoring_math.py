"""Sheet totals, means, rounding, marks and what is taken as a score."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.domain.scoring_math import (
    Criterion,
    ScoreError,
    ScoreFault,
    Sheet,
    Shortfall,
    check_points,
    exact_mean,
    max_total,
    parse_points,
    passes,
    points_fault,
    rounded_half_up,
    score_entry,
    sheet_total,
    shortfalls,
    valid_sheets_required,
)

FEASIBLE = Criterion("KT", "Tính khả thi", Decimal(20), Decimal("0.5"), Decimal(10))
NEW = Criterion("TM", "Tính mới", Decimal(30), Decimal("0.5"))
CRITERIA = (FEASIBLE, NEW)


def sheet(judge: str, feasible: str, new: str) -> Sheet:
    return Sheet(judge, {"KT": Decimal(feasible), "TM": Decimal(new)})


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("18,5", "18.5"),
        ("18.5", "18.5"),
        ("18", "18"),
        ("0", "0"),
        ("20,0", "20"),
        ("  7 ", "7"),
        ("+7", "7"),
        ("0,50", "0.5"),
    ],
)
def test_a_score_is_read_with_comma_or_point(typed: str, points: str) -> None:
    assert parse_points(typed, FEASIBLE) == Decimal(points)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", ScoreFault.EMPTY),
        ("   ", ScoreFault.EMPTY),
        ("1.000", ScoreFault.NOT_A_NUMBER),
        ("1,000", ScoreFault.NOT_A_NUMBER),
        ("1.000,5", ScoreFault.NOT_A_NUMBER),
        ("mười", ScoreFault.NOT_A_NUMBER),
        ("1e1", ScoreFault.NOT_A_NUMBER),
        ("NaN", ScoreFault.NOT_A_NUMBER),
        ("Infinity", ScoreFault.NOT_A_NUMBER),
        ("1_0", ScoreFault.NOT_A_NUMBER),
        ("١٢", ScoreFault.NOT_A_NUMBER),
        ("18,", ScoreFault.NOT_A_NUMBER),
        ("18 5", ScoreFault.NOT_A_NUMBER),
        ("-0,5", ScoreFault.NEGATIVE),
        ("20,5", ScoreFault.ABOVE_MAX),
        ("9" * 5000, ScoreFault.ABOVE_MAX),
        ("18,3", ScoreFault.OFF_STEP),
        ("18,25", ScoreFault.OFF_STEP),
        ("18,5000000000000000000000000001", ScoreFault.OFF_STEP),
        ("18," + "0" * 40, ScoreFault.OFF_STEP),
    ],
)
def test_what_is_not_a_score_is_refused_with_its_numbers(typed: str, fault: ScoreFault) -> None:
    with pytest.raises(ScoreError) as refused:
        parse_points(typed, FEASIBLE)
    error = refused.value
    assert error.fault is fault
    assert error.entered == typed.strip()
    assert (error.criterion.name, error.minimum, error.maximum, error.step) == (
        "Tính khả thi",
        Decimal(0),
        Decimal(20),
        Decimal("0.5"),
    )


@settings(deadline=None)
@given(st.integers(0, 40))
def test_every_multiple_of_the_step_inside_the_scale_is_taken(steps: int) -> None:
    points = steps * Decimal("0.5")
    assert parse_points(str(points), FEASIBLE) == points
    assert parse_points(str(points).replace(".", ","), FEASIBLE) == points


@settings(deadline=None)
@given(st.decimals(min_value=-50, max_value=50, places=3))
def test_only_multiples_of_the_step_inside_the_scale_are_taken(points: Decimal) -> None:
    fine = 0 <= points <= 20 and points * 2 == int(points * 2)
    assert (points_fault(points, FEASIBLE) is None) is fine


@pytest.mark.parametrize("points", ["NaN", "Infinity", "-Infinity"])
def test_points_that_are_no_number_are_refused(points: str) -> None:
    with pytest.raises(ScoreError) as refused:
        check_points(Decimal(points), FEASIBLE)
    assert refused.value.fault is ScoreFault.NOT_A_NUMBER


def test_a_step_of_a_third_decimal_place_is_held_exactly() -> None:
    fine_step = Criterion("X", "X", Decimal(1), Decimal("0.1"))
    assert check_points(Decimal("0.3"), fine_step) == Decimal("0.3")
    assert points_fault(Decimal("0.35"), fine_step) is ScoreFault.OFF_STEP


def test_a_total_weighs_the_points() -> None:
    weighted = (FEASIBLE, Criterion("TM", "Tính mới", Decimal(10), Decimal(1), weight=Decimal("1.5")))
    assert sheet_total({"KT": Decimal("12.5"), "TM": Decimal(8)}, weighted) == Decimal("24.5")
    assert max_total(weighted) == Decimal(35)


def test_a_sheet_that_lacks_a_criterion_has_no_total() -> None:
    with pytest.raises(KeyError):
        sheet_total({"KT": Decimal(1)}, CRITERIA)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction("78.375"), "78.38"),
        (Fraction("85.125"), "85.13"),
        (Fraction("85.115"), "85.12"),
        (Fraction("2.675"), "2.68"),
        (Fraction(200, 3), "66.67"),
        (Fraction(100, 3), "33.33"),
        (Fraction("85.1249999999"), "85.12"),
        (Fraction(0), "0.00"),
        (Fraction("-1.005"), "-1.01"),
    ],
)
def test_halves_are_rounded_up(value: Fraction, rounded: str) -> None:
    assert rounded_half_up(value) == Decimal(rounded)
    assert str(rounded_half_up(value)) == rounded


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=1000))
def test_rounding_is_never_further_than_half_a_hundredth(value: Fraction) -> None:
    error = Fraction(rounded_half_up(value)) - value
    assert -Fraction(1, 200) < error <= Fraction(1, 200)


def test_means_of_three_sheets_are_exact() -> None:
    score = score_entry(
        "A", [sheet("1", "10", "20"), sheet("2", "10", "20"), sheet("3", "10.5", "20")], CRITERIA
    )
    assert score.mean == Fraction("90.5") / 3
    assert score.criterion_means == {"KT": Fraction("30.5") / 3, "TM": Fraction(20)}
    assert score.rounded == Decimal("30.17")
    assert score.sheets == 3


def test_nothing_has_no_mean() -> None:
    with pytest.raises(ValueError, match="average"):
        exact_mean([])


def test_the_pass_mark_is_held_against_the_unrounded_mean() -> None:
    # 209.99 / 3 = 69.99666…, which rounds to 70.00 and still does not pass
    wide = (Criterion("T", "Tổng", Decimal(100), Decimal("0.01")),)
    totals = [Decimal("70"), Decimal("70"), Decimal("69.99")]
    score = score_entry("A", [Sheet(str(i), {"T": t}) for i, t in enumerate(totals)], wide)
    assert score.rounded == Decimal("70.00")
    assert not passes(score, wide, Decimal(70))
    assert shortfalls(score, wide, Decimal(70)) == (Shortfall(None, score.mean, Decimal(70)),)


def test_a_minimum_is_held_against_the_mean_of_its_criterion_not_against_single_sheets() -> None:
    uneven = score_entry("A", [sheet("1", "5", "30"), sheet("2", "15", "30")], CRITERIA)
    assert passes(uneven, CRITERIA, Decimal(40))
    below = score_entry("B", [sheet("1", "5", "30"), sheet("2", "14.5", "30")], CRITERIA)
    assert shortfalls(below, CRITERIA, Decimal(39)) == (Shortfall("KT", Fraction("9.75"), Decimal(10)),)


def test_all_missed_marks_are_told_and_exact_marks_pass() -> None:
    low = score_entry("A", [sheet("1", "9.5", "0")], CRITERIA)
    assert [s.criterion for s in shortfalls(low, CRITERIA, Decimal(20))] == [None, "KT"]
    assert passes(score_entry("B", [sheet("1", "10", "10")], CRITERIA), CRITERIA, Decimal(20))
    assert passes(score_entry("C", [sheet("1", "10", "0")], CRITERIA), CRITERIA, None)


@pytest.mark.parametrize(("minimum", "eligible", "required"), [(3, 5, 3), (3, 2, 2), (3, 3, 3), (1, 5, 1)])
def test_fewer_judges_than_the_minimum_must_all_score(minimum: int, eligible: int, required: int) -> None:
    assert valid_sheets_required(minimum, eligible) == required
