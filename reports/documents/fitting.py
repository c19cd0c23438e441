"""How much room a text needs at most, so that a sheet of one page can choose the size of its letters.

An estimate from above: letters are taken as wide as the widest face of the document font draws them, or
wider. A test compares with the fonts. Kerning only draws letters nearer.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WIDTHS = {
    0.25: " ",
    0.35: ",.:;'-()/‘’fjt",
    0.4: "!Iils[]",
    0.45: "cezr",
    0.5: "0123456789agovxy?–",
    0.56: 'bdđhknpqu"“”',
    0.68: "BEFLPSTZJ",
    0.73: "ACDNRUVXYwĐ",
    0.79: "GHKOQ",
    0.84: "m",
}
_LETTERS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_WIDEST, _HORNED = 1.0, 0.09
_HORN = "\u031b"
_TONES = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u0323" + _HORN)

LINE = 1.25
"""Height of a line, in the size of its letters."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph: ``size`` of its letters and ``gap`` above it, both in the size of the page's letters."""

    text: str
    size: float = 1.0
    gap: float = 0.0


def width_of(text: str) -> float:
    """Return how wide a line of text is at most, in the size of its letters."""
    return sum(map(_letter, text))


def _letter(char: str) -> float:
    base, *marks = list(unicodedata.normalize("NFD", char))
    if not _TONES.issuperset(marks):
        return _WIDEST
    if base in _TONES:
        return 0.0
    return _LETTERS.get(base, _WIDEST) + (_HORNED if _HORN in marks else 0.0)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text needs at most in ``width``, in the size of its letters."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = width_of(word)
        if used and used + _LETTERS[" "] + wide > width:
            lines, used = lines + 1, 0.0
        # a word longer than the line is broken anywhere
        lines += max(0, math.ceil(wide / width) - 1)
        used = used + (_LETTERS[" "] if used else 0.0) + (wide if wide <= width else width)
    return lines


def height_of(blocks: Sequence[Block], width: float, size: float) -> float:
    """Return how high the blocks are at most in letters of ``size``; all lengths in one unit."""
    return sum(
        size * (block.gap + block.size * LINE * lines_of(block.text, width / (size * block.size)))
        for block in blocks
        if block.text
    )


def step_down(blocks: Sequence[Block], width: float, height: float, sizes: Sequence[float]) -> int:
    """Return the place of the first of ``sizes`` (largest first) in which the blocks fit, else the last."""
    for place, size in enumerate(sizes):
        if height_of(blocks, width, size) <= height:
            return place
    return len(sizes) - 1
