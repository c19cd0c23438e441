"""The two codes of an entry: the entry code at submission, and the random judging code at receipt.

A judging code says nothing about the entry: not its unit, not when it came. Its letters can't be taken for
one another when read aloud or written by hand, and without vowels it spells no word.
"""

import random
import secrets
from collections.abc import Container

ALPHABET = "34679CDFHJKMNPRTWX"
SHORTEST = 5
_TRIES = 50


def judging_code(taken: Container[str], rng: random.Random | None = None, length: int = SHORTEST) -> str:
    """A new code that is not among the `taken` ones of the contest.

    `rng` is the operating system's source unless a rehearsal gives a seeded one. Where a contest has
    used up most short codes, the code grows by a letter.
    """
    source = rng or secrets.SystemRandom()
    while True:
        for _ in range(_TRIES):
            code = "".join(source.choices(ALPHABET, k=length))
            if code not in taken:
                return code
        length += 1


def entry_code(prefix: str, number: int) -> str:
    """The contest's prefix and a running number of at least three digits: `BD24-007`."""
    if number < 1:
        raise ValueError("entry numbers start at 1")
    return f"{prefix}-{number:03d}"
