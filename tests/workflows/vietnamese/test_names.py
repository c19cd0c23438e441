"""Order of words and of people."""

import random

from hypothesis import given
from hypothesis import strategies as st

from workflows.vietnamese.names import collation_key, given_name, name_sort_key, sort_names


def shuffled(items):
    return random.Random(7).sample(items, len(items))


def test_collation_vectors(vectors):
    words = vectors["collation_sorted"]
    assert sorted(shuffled(words), key=collation_key) == words


def test_name_vectors(vectors):
    names = vectors["names_in_list_order"]
    assert sort_names(shuffled(names)) == names


def test_letters_decide_before_tones():
    assert collation_key("bá a") > collation_key("ba")
    assert collation_key("bà b") < collation_key("bac")
    assert collation_key("Tạ An") < collation_key("ta anh")


def test_foreign_letters_and_digits_have_a_place():
    words = ["2 Tan", "An", "Fan", "Gan", "Jan", "Kan", "Zan"]
    assert sorted(shuffled(words), key=collation_key) == words
    assert collation_key("Niê Kpă") != collation_key("Niê Kpa")
    assert collation_key("Jos\u00e9") > collation_key("Jose")


def test_decomposed_names_sort_as_composed_ones():
    assert name_sort_key("Vu\u0303 \u0110u\u031b\u0301c \u0110a\u0323t") == name_sort_key("Vũ Đức Đạt")


def test_given_name_is_the_last_word():
    assert given_name("Nguyễn Văn Đạt") == "Đạt"
    assert given_name("Y") == "Y"
    assert given_name("  ") == ""


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_text_can_be_ordered_and_order_is_stable(names):
    once = sort_names(names)
    assert sort_names(once) == once
    assert sorted(once) == sorted(names)
