"""A place that paragraphs and tables are written into: the body of a paper or one cell."""

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn


class Frame:
    """Where the next block goes, and what is known of the last one.

    ``width`` is the room in points; ``gap`` the space that is due above the next block (the larger of two
    margins that meet, as in CSS); ``last`` the paragraphs that a following block may be kept with;
    ``widest`` the longest line since it was last set to nothing.
    """

    def __init__(self, element: Any, width: float) -> None:
        self.element, self.width = element, width
        self.gap = 0.0
        self.widest = 0.0
        self.last: list[Any] = []
        self.after_table = False

    @property
    def is_body(self) -> bool:
        """Tell whether sections may begin here."""
        return bool(self.element.tag == qn("w:body"))

    def space(self, points: float) -> None:
        """Ask for at least so much space above the next block."""
        self.gap = max(self.gap, points)

    def take_gap(self) -> float:
        """Return the space that is due, which is given with that."""
        gap, self.gap = self.gap, 0.0
        return gap

    def paragraph(self) -> Any:
        """Return a new ``w:p`` at the end; a cell's first paragraph is there already."""
        fresh = self._unused()
        new = self.element.add_p() if fresh is None else fresh
        self.last, self.after_table = [new], False
        return new

    def table(self, table: Any) -> None:
        """Put a filled ``w:tbl`` at the end; a cell keeps the paragraph that it has to end with."""
        fresh = self._unused()
        if fresh is None:
            self.element._insert_tbl(table)
        else:
            fresh.addprevious(table)
        self.last, self.after_table = list(table.tr_lst[-1].iter(qn("w:p"))), True

    def _unused(self) -> Any:
        """Return the empty paragraph that a cell is made with."""
        return None if self.is_body or self.last else self.element.p_lst[0]


def keep_with_next(paragraphs: Iterable[Any]) -> None:
    """Keep each ``w:p`` on the page of what follows it."""
    for paragraph in paragraphs:
        paragraph.get_or_add_pPr().keepNext_val = True
