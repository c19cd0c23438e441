"""Money in digits and words, read back by an independent reader."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflows.vietnamese.money import (
    MAXIMUM,
    format_dong,
    format_money,
    money_in_words,
    number_in_words,
)

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4,
    "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 1000, "triệu": 1_000_000}


def read_back(words):
    """Return the number that a listener understands."""
    billions, _, rest = words.rpartition("tỷ")
    return (read_group(billions) * 10**9 if billions else 0) + read_group(rest)


def read_group(words):
    total = group = digit = 0
    for word in words.split():
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "trăm":
            group, digit = group + digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word in SCALES:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
        else:
            assert word == "linh"
    return total + group + digit


def test_words_vectors(vectors):
    for amount, words in vectors["money_in_words"]:
        assert money_in_words(amount) == words


def test_digits_vectors(vectors):
    for amount, digits in vectors["money_digits"]:
        assert format_money(amount) == digits
    assert format_dong(22000000) == "22.000.000 đồng"


@given(st.integers(0, MAXIMUM))
@example(1_000_000_005)
@example(10**12 + 5)
@example(MAXIMUM)
def test_a_listener_understands_the_same_number(number):
    assert read_back(number_in_words(number)) == number


def test_inner_groups_say_their_zeros():
    assert number_in_words(1_000_005) == "một triệu không trăm linh năm"
    assert number_in_words(2_015_000_040) == "hai tỷ không trăm mười lăm triệu không trăm bốn mươi"
    assert number_in_words(10**12) == "một nghìn tỷ"


def test_nothing_and_impossible_amounts():
    assert money_in_words(0) == "Không đồng"
    for impossible in (-1, MAXIMUM + 1):
        with pytest.raises(ValueError, match=str(impossible)):
            money_in_words(impossible)
