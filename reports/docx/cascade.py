"""How each element of a page looks, by the same style sheet that makes the PDF.

Decree 30/2020 has one home, the layout profile in ``reports/pdf/styles``; a rule mended there is mended in
the Word file too. Only what both kinds of file can show is read: no positions, no painting.
"""

import dataclasses
import functools
from dataclasses import dataclass
from typing import Any

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]

from reports.docx import values
from reports.docx.paper import Paper, read_paper
from reports.pdf.text import FONTS

# Not by the module that renders: it loads WeasyPrint, which a Word file does without.
STYLES = FONTS.parent / "styles"


@dataclass(frozen=True)
class Look:
    """The look of one element; lengths in points, ``line`` a multiple of the size.

    The first group is inherited. ``share`` is a width as a part of the room around it, ``upright``
    is where a cell has its text (``center``, ``bottom``, else above), ``break_*`` is ``avoid``, ``page`` or
    empty.
    """

    size: float = 14.0
    bold: bool = False
    italic: bool = False
    align: str = "left"
    indent: float = 0.0
    line: float = 1.25
    capitals: bool = False
    colour: str = "000000"

    display: str = "inline"
    before: float = 0.0
    after: float = 0.0
    centred: bool = False
    width: float | None = None
    share: float | None = None
    at_most: float | None = None
    height: float = 0.0
    border: float = 0.0
    pad_above: float = 0.0
    pad_beside: float = 0.0
    upright: str = ""
    floating: bool = False
    page: str = ""
    break_before: str = ""
    break_after: str = ""
    break_inside: str = ""

    def heir(self) -> "Look":
        """Return what a child starts with."""
        return Look(
            self.size, self.bold, self.italic, self.align, self.indent, self.line, self.capitals, self.colour
        )


def _points(value: Any, size: float) -> Any:
    """Return a value with a length in type sizes as points."""
    return float(value) * size if isinstance(value, values.Em) else value


class Cascade:
    """The rules of the base style sheet and of one layout profile."""

    def __init__(self, profile: str) -> None:
        self.papers: dict[str, Paper] = {"": Paper()}
        self._matchers = [self._read(name) for name in ("base", profile)]

    def look(self, node: Any, above: Look, pseudo: str | None = None) -> Look:
        """Return the look of ``node``, a child of what looks like ``above``, or of its pseudo-element."""
        found: dict[str, Any] = {}
        for matcher in self._matchers:
            for _weight, _order, part, declared in matcher.match(node):
                found |= declared if part == pseudo else {}
        size = _points(found.pop("size", above.size), above.size)
        own = {field: _points(value, size) for field, value in found.items()}
        return dataclasses.replace(above.heir(), size=size, **own)

    def _read(self, name: str) -> Any:
        matcher = cssselect2.Matcher()
        text = (STYLES / f"{name}.css").read_text(encoding="utf-8")
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type == "qualified-rule":
                self._add(matcher, rule)
            elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
                read_paper(rule, self.papers)
        return matcher

    def _add(self, matcher: Any, rule: Any) -> None:
        declared: dict[str, Any] = {}
        for item in tinycss2.parse_blocks_contents(rule.content):
            if item.type == "declaration":
                declared |= values.read(item.lower_name, item.value)
        for selector in cssselect2.compile_selector_list(rule.prelude):
            matcher.add_selector(selector, declared)


@functools.cache
def cascade_of(profile: str) -> Cascade:
    """Return the rules of a layout profile, read once."""
    return Cascade(profile)
