"""Sheets of a Word document: size, margins, the page number in the upper margin, the mark of a preview."""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt

from reports.docx.blank import NUMBER
from reports.docx.frame import Frame
from reports.docx.paper import Paper
from reports.docx.watermark import watermark_xml

NUMBER_SIZE = 14


class Sections:
    """Begins a section wherever the kind of paper changes; ``mark`` stands across every page, if given."""

    def __init__(self, document: Document, papers: dict[str, Paper], mark: str) -> None:
        self._document, self._papers, self._mark = document, papers, mark
        self._page: str | None = None

    def turn_to(self, page: str, frame: Frame) -> None:
        """Make the next block of the body stand on paper of the name ``page``."""
        if page == self._page:
            return
        begun, self._page = self._page is not None, page
        paper = self._papers.get(page, self._papers[""])
        section = self._begin() if begun else self._document.sections[0]
        _set_paper(section, paper)
        self._head(section, paper)
        if begun:
            _count_anew(section)
            frame.last, frame.after_table, frame.gap = [], False, 0.0
        frame.width = paper.room

    def _begin(self) -> Section:
        """Begin a section; what Word keeps of the last one stands in a paragraph too low to be seen."""
        section: Section = self._document.add_section(WD_SECTION.NEW_PAGE)
        end = self._document.paragraphs[-1]
        end.paragraph_format.line_spacing = Pt(1)
        end.paragraph_format.space_before = end.paragraph_format.space_after = Pt(0)
        return section

    def _head(self, section: Section, paper: Paper) -> None:
        """Write the upper margins: the first page of a section shows no number."""
        section.different_first_page_header_footer = True
        for place, header in enumerate((section.first_page_header, section.header)):
            header.is_linked_to_previous = False
            paragraph = header.paragraphs[0]
            paragraph.style = self._document.styles[NUMBER]
            if place and paper.numbered:
                paragraph._p.append(_page_field())
            if self._mark:
                paragraph._p.append(parse_xml(watermark_xml(self._mark, place + 1)))


def _page_field() -> Any:
    """Return the field that Word counts pages in."""
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')


def _count_anew(section: Section) -> None:
    """Let the pages of a section count from 1, as each annex does (Decree 30/2020, Annex I)."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    count = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    properties.insert_element_before(count, "w:cols", "w:titlePg", "w:docGrid")


def _set_paper(section: Section, paper: Paper) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if paper.across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(paper.width), Pt(paper.height)
    top, right, bottom, left = map(Pt, paper.margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.gutter = Pt(0)
    # the line of the number in the middle of the upper margin
    section.header_distance = Pt(max(0.0, (paper.margins[0] - NUMBER_SIZE * 1.15) / 2))
    section.footer_distance = Pt(paper.margins[2] / 2)
