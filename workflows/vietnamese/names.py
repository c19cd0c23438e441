"""Order of Vietnamese words and names (CLDR collation for ``vi``).

Letters decide first; tones only between words with equal letters, in the order
level, huyền, hỏi, ngã, sắc, nặng. Lists of people are ordered by the given
name, which is the last word.
"""

import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS = {letter: 0x200000 + place for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_OTHER_MARK = 6


def _split(char: str) -> tuple[int, int]:
    """Return (place of the letter, place of the tone) of one NFC character."""
    letter, tone = "", 0
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            letter += part
    base = unicodedata.normalize("NFC", letter)
    if base not in _LETTERS and base[:1] in _LETTERS:
        base, tone = base[:1], _OTHER_MARK
    return _LETTERS.get(base, ord(base[0]) if base else 0), tone


def collation_key(text: str) -> Key:
    """Return a key that sorts ``text`` as CLDR ``vi``; digits precede letters."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    pairs = [_split(char) for char in composed.lower()]
    return (
        tuple(letter for letter, _ in pairs),
        tuple(tone for _, tone in pairs),
        tuple(int(char.isupper()) for char in composed),
    )


def given_name(full_name: str) -> str:
    """Return the last word: ``Nguyễn Văn Đạt`` is addressed as ``Đạt``."""
    words = full_name.split()
    return words[-1] if words else ""


def name_sort_key(full_name: str) -> tuple[Key, Key, Key]:
    """Return the key of a list of people: given name, family name, middle names."""
    words = full_name.split() or [""]
    family = words[0] if len(words) > 1 else ""
    return (
        collation_key(words[-1]),
        collation_key(family),
        collation_key(" ".join(words[1:-1])),
    )


def sort_names(full_names: Iterable[str]) -> list[str]:
    """Return the names in the order of a printed Vietnamese list."""
    return sorted(full_names, key=name_sort_key)
