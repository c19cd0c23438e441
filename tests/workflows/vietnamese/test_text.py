"""Cleaning at the border and old font encodings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.vietnamese.text import clean_line, clean_text, legacy_encoding, nfc


def test_invisible_characters_go():
    dirty = "a\u200b\u202eb\ufeff\x07c\u2066d\xad e\ufe0f\ud800"
    assert clean_line(dirty) == "abcd e"


def test_line_breaks_are_kept_only_in_text():
    assert clean_text(" một \r\nhai\u2028ba\t4 \n\n") == "một\nhai\nba 4"
    assert clean_line("một \r\n hai\tba") == "một hai ba"


def test_decomposed_text_is_composed():
    assert nfc("a\u0306\u0323") == "ặ" == clean_line("a\u0306\u0323")


@given(st.text())
def test_cleaning_twice_changes_nothing_and_nothing_invisible_stays(text):
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in once)


def test_legacy_vectors(vectors):
    assert [legacy_encoding(text) for text in vectors["legacy_encodings_to_refuse"]] == ["TCVN3", "VNI"]


@pytest.mark.parametrize(
    "text",
    [
        "Cải cách hành chính: giảm ½ thời gian, 5 µm, 20°C",
        "Phần mềm Microsoft® Word® và Excel®",
        "«Ngày không hẹn» «Một chạm»",
        "Où est la façade? Français, naïve",
        "Mũi tên, ngõ, lõm, giù, thùy, thủy, huỳnh, quỷ, mùi, túi, bũm, rùa",
        "Niê Y Blŏ, Kpă H'Hen, Čư Ƀur",
    ],
)
def test_honest_text_is_no_alarm(text):
    assert legacy_encoding(text) is None


def test_all_names_of_the_vectors_are_no_alarm(vectors):
    for name in vectors["names_in_list_order"] + vectors["collation_sorted"]:
        assert legacy_encoding(name) is None
