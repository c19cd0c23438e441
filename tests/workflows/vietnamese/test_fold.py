"""Search keys."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workflows.vietnamese.fold import fold, slug


def test_vectors(vectors):
    assert vectors["fold"]
    for text, key in vectors["fold"]:
        assert fold(text) == key


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x1EF9)))
def test_both_unicode_forms_give_one_key(text):
    composed = unicodedata.normalize("NFC", text)
    assert fold(composed) == fold(unicodedata.normalize("NFD", text))


def test_old_and_new_tone_placement_meet():
    assert fold("Hoà thuỷ Uỷ") == fold("Hòa thủy Ủy") == "hoa thuy uy"


def test_slug_is_ascii_and_never_empty():
    assert slug("Quyết định số 05/QĐ-UBND.pdf") == "quyet-dinh-so-05-qd-ubnd-pdf"
    assert slug("…") == "x"
