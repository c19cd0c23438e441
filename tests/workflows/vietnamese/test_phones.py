"""Telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.vietnamese.phones import PhoneError, format_phone, normalise_phone, to_e164


def test_vectors(vectors):
    for typed, stored, shown in vectors["phones"]:
        assert normalise_phone(typed) == stored
        assert format_phone(typed) == shown


def test_landlines():
    assert format_phone("+84 (24) 3733-4567") == "024 3733 4567"
    assert format_phone("0203.3825.123") == "0203 3825 123"


def test_international_forms():
    assert to_e164("0912 345 678") == "+84912345678"
    assert normalise_phone("(+84) 0912 345 678") == "0912345678"
    assert normalise_phone("84912345678") == "0912345678"


@pytest.mark.parametrize(
    "typed", ["", "113", "0123456789", "091234567", "09123456789", "0951234567", "+1 202 555 0100",
              "không có", "0912345678x", "٠٩١٢٣٤٥٦٧٨"],
)  # fmt: skip
def test_anything_else_is_refused(typed):
    with pytest.raises(PhoneError):
        normalise_phone(typed)


@given(st.from_regex(r"0(3[2-9]|9[0-4])[0-9]{7}", fullmatch=True))
def test_shown_and_international_forms_read_back(number):
    assert normalise_phone(format_phone(number)) == number
    assert normalise_phone(to_e164(number)) == number
