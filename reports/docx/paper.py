"""Sheets of paper, read from the ``@page`` rules of a layout profile."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from reports.docx.values import POINTS, length, sides

MM = POINTS["mm"]
SHORT, LONG = 210 * MM, 297 * MM


@dataclass(frozen=True)
class Paper:
    """A4 in points; ``margins`` are top, right, bottom, left; ``numbered`` pages after the first."""

    across: bool = False
    margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    numbered: bool = False

    @property
    def width(self) -> float:
        """Return the width of the sheet."""
        return LONG if self.across else SHORT

    @property
    def height(self) -> float:
        """Return the height of the sheet."""
        return SHORT if self.across else LONG

    @property
    def room(self) -> float:
        """Return the width between the margins."""
        return self.width - self.margins[1] - self.margins[3]


def read_paper(rule: Any, papers: dict[str, Paper]) -> None:
    """Add what one ``@page`` rule says to ``papers``, by name; the plain rule has the empty name.

    Rules for first pages are left out: no paper of ours shows a number on its first page (Decree 30/2020,
    Annex I), which Word is told for every section.
    """
    prelude = [token for token in rule.prelude if token.type != "whitespace"]
    if any(token.type == "literal" for token in prelude):
        return
    name = prelude[0].value if prelude else ""
    paper = papers.get(name, papers[""])
    for item in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
        paper = _told(paper, item)
    papers[name] = paper


def _told(paper: Paper, item: Any) -> Paper:
    if item.type == "at-rule" and item.lower_at_keyword == "top-center":
        return dataclasses.replace(paper, numbered="counter(" in tinycss2.serialize(item.content))
    if item.type != "declaration":
        return paper
    tokens = [token for token in item.value if token.type != "whitespace"]
    if item.lower_name == "size":
        words = {getattr(token, "lower_value", "") for token in tokens}
        return dataclasses.replace(paper, across="landscape" in words)
    if item.lower_name == "margin":
        top, right, bottom, left = (length(token) or 0.0 for token in sides(tokens))
        return dataclasses.replace(paper, margins=(top, right, bottom, left))
    return paper
