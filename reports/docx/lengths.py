"""How long a line of text is; a rule of Decree 30/2020 is measured by the text above it.

QD Serif has the widths of Times New Roman, so a length taken here is the length on the clerk's screen.
"""

import functools
from collections.abc import Iterable, Iterator

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from reports.docx.spans import BREAK, Span
from reports.pdf.text import FONTS


@functools.cache
def _widths(bold: bool, italic: bool) -> dict[int, float]:
    """Return the width of each character as a part of the type size."""
    face = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    with TTFont(FONTS / f"QDSerif-{face}.ttf") as font:
        unit = font["head"].unitsPerEm
        return {char: font["hmtx"][glyph][0] / unit for char, glyph in font.getBestCmap().items()}


def _lines(spans: Iterable[Span]) -> Iterator[list[Span]]:
    line: list[Span] = []
    for span in spans:
        if span.text == BREAK:
            yield line
            line = []
        else:
            line.append(span)
    yield line


def text_width(spans: Iterable[Span]) -> float:
    """Return the width in points of the longest line, were there room for all of it."""
    return max(sum(map(_span_width, line)) for line in _lines(spans))


def _span_width(span: Span) -> float:
    widths = _widths(span.look.bold, span.look.italic)
    text = span.text.upper() if span.look.capitals else span.text
    return span.look.size * sum(widths.get(ord(char), 0.5) for char in text)
