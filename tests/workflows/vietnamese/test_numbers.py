"""Document numbers, list points, typed decimals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.vietnamese.numbers import (
    LIST_POINTS,
    document_number,
    format_decimal,
    full_number,
    list_point,
    parse_decimal,
    roman,
)


def test_number_vectors(vectors):
    for number, printed in vectors["document_number"]:
        assert document_number(number) == printed
    assert full_number(5, "QĐ-UBND") == "05/QĐ-UBND"
    with pytest.raises(ValueError, match="starts at 1"):
        document_number(0)


def test_list_point_vectors(vectors):
    points = vectors["list_points"]
    assert [list_point(place) for place in range(len(points))] == points
    assert not set("fjwz") & set(LIST_POINTS)
    for outside in (-1, len(LIST_POINTS)):
        with pytest.raises(ValueError, match="at most"):
            list_point(outside)


def test_roman():
    assert [roman(n) for n in (1, 2, 4, 9, 14, 40, 1994, 3999)] == [
        "I", "II", "IV", "IX", "XIV", "XL", "MCMXCIV", "MMMCMXCIX",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="4000"):
        roman(4000)


@pytest.mark.parametrize(
    ("typed", "value"), [("85,5", "85.5"), ("85.5", "85.5"), (" 20 ", "20"), ("0,250", "0.250")]
)
def test_comma_and_point_are_read(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "1.000", "12,345", "1e3", "NaN", "1.2.3", "٣", "1 000", ".5"])
def test_anything_doubtful_is_refused(typed):
    with pytest.raises(ValueError):
        parse_decimal(typed)


@given(st.decimals(0, 100, places=2))
def test_what_is_shown_can_be_typed(number):
    assert parse_decimal(format_decimal(number)) == number
    assert parse_decimal(format_decimal(number, "en")) == number
