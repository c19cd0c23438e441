"""Judging codes tell nothing and never double; entry codes count."""

import random

import pytest

from workflows.domain.coding import ALPHABET, SHORTEST, entry_code, judging_code


class Everything:
    """A contest that has used every code shorter than six letters."""

    def __contains__(self, code: object) -> bool:
        return len(str(code)) < SHORTEST + 1


def test_the_alphabet_has_no_letters_that_are_taken_for_one_another() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set(ALPHABET) & set("0OQ1IL2Z5S8BUVYAE")
    assert all(letter.isascii() and letter == letter.upper() for letter in ALPHABET)


def test_codes_do_not_repeat_within_a_contest() -> None:
    taken: set[str] = set()
    for _ in range(5000):
        code = judging_code(taken)
        assert code not in taken
        assert set(code) <= set(ALPHABET)
        taken.add(code)


def test_a_taken_code_is_never_given_again() -> None:
    first = judging_code(set(), random.Random(7))
    assert judging_code({first}, random.Random(7)) != first


def test_a_seeded_source_repeats_and_the_real_one_does_not() -> None:
    assert judging_code(set(), random.Random(1)) == judging_code(set(), random.Random(1))
    assert len({judging_code(set()) for _ in range(50)}) == 50


def test_codes_grow_when_the_short_ones_are_used_up() -> None:
    assert len(judging_code(Everything())) == SHORTEST + 1
    assert len(judging_code(set())) == SHORTEST


@pytest.mark.parametrize(
    ("number", "code"), [(1, "BD24-001"), (24, "BD24-024"), (999, "BD24-999"), (1000, "BD24-1000")]
)
def test_entry_codes_count(number: int, code: str) -> None:
    assert entry_code("BD24", number) == code


def test_there_is_no_entry_zero() -> None:
    with pytest.raises(ValueError, match="start at 1"):
        entry_code("BD24", 0)
