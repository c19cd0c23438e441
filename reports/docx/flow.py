"""The elements of a page, block by block, into a Word document."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.text.paragraph import Paragraph

from reports.docx import names
from reports.docx.cascade import Cascade, Look
from reports.docx.frame import Frame, keep_with_next
from reports.docx.lengths import text_width
from reports.docx.sections import Sections
from reports.docx.spans import BREAK, Span, spans_of, text_span, tidy
from reports.docx.styles import Stylist, set_font, shape_of
from reports.docx.tables import write_table


@dataclass(frozen=True)
class Spot:
    """Where a block stands: its frame, how far in from left and right, its style, its kind of paper."""

    frame: Frame
    inset: tuple[float, float] = (0.0, 0.0)
    style: str = names.BODY
    page: str = ""

    @property
    def room(self) -> float:
        """Return the width that a block has here, in points."""
        return self.frame.width - sum(self.inset)


class Flow:
    """Writes one page into one document."""

    def __init__(self, document: Document, cascade: Cascade, sections: Sections) -> None:
        self.cascade = cascade
        self.stylist = Stylist(document)
        self._document, self._sections = document, sections

    def block(self, node: Any, above: Look, spot: Spot) -> None:
        """Write an element that is a block, with the space around it."""
        look = self.cascade.look(node, above)
        if look.display == "none" or look.floating:
            return
        spot = self._entered(node, look, spot)
        line = self.cascade.look(node, above, "after")
        ruled = line.border > 0 and line.display != "none"
        spot.frame.widest = 0.0 if ruled else spot.frame.widest
        if look.display == "table":
            write_table(self, node, look, spot)
        else:
            self.content(node, look, spot)
        if ruled:
            self._rule(line, spot)
        spot.frame.space(look.after)
        if look.break_after == "avoid":
            keep_with_next(spot.frame.last)

    def content(self, node: Any, look: Look, spot: Spot) -> None:
        """Write what an element holds: blocks one after the other, text between them as paragraphs."""
        spans = [text_span(node.etree_element.text, look)]
        written = False
        for child in node.iter_children():
            below = self.cascade.look(child, look)
            if below.display == "inline":
                spans += spans_of(child, below, self.cascade)
            else:
                self._text(spans, look, spot)
                spans, written = [], True
                self.block(child, look, spot)
            spans.append(text_span(child.etree_element.tail, look))
        self._text(spans, look, spot)
        if look.height and not written and not (node.etree_element.text or "").strip():
            self.blank(look.height, spot, growing=True)

    def blank(self, height: float, spot: Spot, *, growing: bool = False) -> None:
        """Write an empty paragraph of a height in points; a growing one takes in a picture."""
        paragraph = self._new(spot)
        name = spot.style if growing else names.BLANK
        look = Look(size=min(14.0, height))
        self.stylist.dress(paragraph, name, shape_of(look, look.before, (0.0, 0.0)), look)
        self.stylist.set_height(paragraph, height, growing=growing)

    def _entered(self, node: Any, look: Look, spot: Spot) -> Spot:
        """Return the spot inside a block; what the block asks of its beginning is done."""
        room = spot.room
        wide = look.width if look.share is None else look.share * room
        side = (room - min(wide or room, look.at_most or room)) / 2 if look.centred else 0.0
        if look.break_before == "avoid":
            keep_with_next(spot.frame.last)
        spot.frame.space(look.before + (0.0 if look.display == "table" else look.pad_above))
        return dataclasses.replace(
            spot,
            inset=(spot.inset[0] + side, spot.inset[1] + side),
            style=names.style_name(node, spot.style),
            page=look.page or spot.page,
        )

    def _new(self, spot: Spot) -> Paragraph:
        if spot.frame.is_body:
            self._sections.turn_to(spot.page, spot.frame)
        return Paragraph(spot.frame.paragraph(), self._document._body)

    def prepare_table(self, spot: Spot) -> None:
        """Give the space above a table, which has none of its own; two tables that meet would be one."""
        gap, frame = spot.frame.take_gap(), spot.frame
        if frame.is_body:
            self._sections.turn_to(spot.page, frame)
        if gap or frame.after_table:
            kept = bool(frame.last) and frame.last[-1].pPr is not None and frame.last[-1].pPr.keepNext_val
            self.blank(max(gap, 1.0), spot)
            if kept:
                keep_with_next(frame.last)

    def _text(self, spans: list[Span], look: Look, spot: Spot) -> None:
        kept = tidy(spans)
        if not kept:
            return
        paragraph = self._new(spot)
        shape = shape_of(look, spot.frame.take_gap(), spot.inset)
        usual = self.stylist.dress(paragraph, spot.style, shape, look)
        for span in kept:
            run = paragraph.add_run()
            if span.text == BREAK:
                run.add_break()
            else:
                run.text = span.text
                set_font(run.font, span.look, usual)
        spot.frame.widest = max(spot.frame.widest, text_width(kept))

    def _rule(self, line: Look, spot: Spot) -> None:
        """Draw the rule below a block as the border of a low paragraph, as long as the style sheet says."""
        base = min(spot.room, spot.frame.widest)
        length = line.width or base * (1.0 if line.share is None else line.share)
        side = max(0.0, (spot.room - length) / 2)
        keep_with_next(spot.frame.last)
        paragraph = self._new(spot)
        look = Look(size=1.0, align="center")
        inset = (spot.inset[0] + side, spot.inset[1] + side)
        self.stylist.dress(paragraph, names.RULE, shape_of(look, 0.0, inset), look)
        self.stylist.set_height(paragraph, max(line.height, 1.0), growing=False)
