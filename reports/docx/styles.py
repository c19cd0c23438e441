"""Looks to Word's named styles: one style for each component, direct formatting only where a text differs.

A clerk who changes the style “Căn cứ” changes every legal basis of the paper.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from reports.docx import names
from reports.docx.cascade import Look
from workflows.vietnamese.fold import fold

# A line of Times New Roman set single is this many times its size.
SINGLE = 1.149
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

_LENGTHS = {
    "indent": "first_line_indent",
    "before": "space_before",
    "left": "left_indent",
    "right": "right_indent",
}


@dataclass(frozen=True)
class Shape:
    """What a paragraph may have directly; lengths in points, ``line`` a multiple of single spacing."""

    align: str
    indent: float
    before: float
    line: float
    left: float
    right: float


def shape_of(look: Look, before: float, inset: tuple[float, float]) -> Shape:
    """Return the shape of a paragraph ``before`` points below the last, ``inset`` from left and right."""
    line = max(1.0, round(look.line / SINGLE, 2))
    return Shape(
        look.align, round(look.indent, 2), round(before, 2), line, round(inset[0], 2), round(inset[1], 2)
    )


class Stylist:
    """Makes each named style when its first paragraph is written."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: dict[str, tuple[ParagraphStyle, Shape, Look]] = {}

    def dress(self, paragraph: Paragraph, name: str, shape: Shape, look: Look) -> Look:
        """Give a paragraph its style and return the look that its text has by that."""
        if name not in self._made:
            self._made[name] = self._make(name, dataclasses.replace(shape, before=look.before), look)
        style, usual, usual_look = self._made[name]
        paragraph.style = style
        _set_shape(paragraph.paragraph_format, shape, usual)
        return usual_look

    def set_height(self, paragraph: Paragraph, height: float, *, growing: bool) -> None:
        """Make an empty paragraph as high as said, in points, or at least so high."""
        form = paragraph.paragraph_format
        form.line_spacing = Pt(round(height, 1))
        form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST if growing else WD_LINE_SPACING.EXACTLY

    def _make(self, name: str, shape: Shape, look: Look) -> tuple[ParagraphStyle, Shape, Look]:
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.element.set(qn("w:styleId"), "".join(c for c in fold(name).title() if c.isalnum()))
        style.base_style = self._document.styles["Normal"]
        style.quick_style = True
        style.paragraph_format.space_after = Pt(0)
        _set_shape(style.paragraph_format, shape, None)
        set_font(style.font, look, None)
        _add_extras(style.element.get_or_add_pPr(), name)
        return style, shape, look


def _add_extras(properties: Any, name: str) -> None:
    """Give a heading its level in the navigation pane and the style of rules its line."""
    if name in names.LEVELS:
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{names.LEVELS[name]}"/>'))
    if name == names.RULE:
        line = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        border = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
        properties.insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def _set_shape(form: ParagraphFormat, shape: Shape, usual: Shape | None) -> None:
    """Write what of ``shape`` is other than ``usual``."""
    if usual is None or shape.align != usual.align:
        form.alignment = _ALIGN[shape.align]
    for field, target in _LENGTHS.items():
        points = getattr(shape, field)
        if points != (0.0 if usual is None else getattr(usual, field)):
            setattr(form, target, Pt(points))
    if usual is None or shape.line != usual.line:
        form.line_spacing = shape.line


def set_font(font: Font, look: Look, usual: Look | None) -> None:
    """Write what of a look's letters is other than ``usual``."""
    base = usual or Look()
    if usual is None or look.size != base.size:
        font.size = Pt(look.size)
    for field, target in (("bold", "bold"), ("italic", "italic"), ("capitals", "all_caps")):
        if getattr(look, field) != getattr(base, field):
            setattr(font, target, getattr(look, field))
    if look.colour != base.colour:
        font.color.rgb = RGBColor.from_string(look.colour.upper())
