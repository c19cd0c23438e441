"""A Word file says what the PDF says: the same words in the same order, and never as markup."""

import dataclasses
from contextlib import closing
from xml.etree import ElementTree

import pypdfium2
import pytest

from reports.documents.kinds import KINDS
from reports.docx.engine import write
from reports.pdf.engine import admit, page

COLUMNS = "STT Họ và tên (tên tập thể) Chức vụ, đơn vị công tác Tên ý tưởng, giải pháp Giải Mức thưởng (đồng) Ghi chú"


def printed_words(pdf):
    """Return the words of a PDF without page numbers and without the headings that a new page repeats."""
    words, headed = [], False
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, sheet in enumerate(document, 1):
            text = " ".join(sheet.get_textpage().get_text_range().replace("\ufffe", "-").split())
            here = text.removesuffix(f" {number if number < 3 else number - 2}")
            words += (here.replace(COLUMNS, "") if headed else here).split()
            headed = headed or COLUMNS in here
    return words


def page_words(html):
    """Return the words of a page, a tag between two texts parting them only where it begins a block."""
    body = ElementTree.fromstring(html).find("body")
    for node in body.iter():
        if node.tag not in ("b", "em"):
            node.text, node.tail = f" {node.text or ''}", f" {node.tail or ''}"
    return "".join(body.itertext()).split()


def test_the_same_words_in_the_same_order_as_the_pdf(word, issued):
    printed, written = printed_words(issued.pdf), word.words()
    table = printed.index("STT")
    assert table > 400
    assert written[:table] == printed[:table]
    # the reader of the PDF takes the lines of cells that span rows in the order of their height on the page
    assert sorted(written[table:]) == sorted(printed[table:])


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_has_all_its_words(kind, make_sample, open_word):
    record = admit(kind, make_sample(KINDS[kind].record))
    expected = page_words(page(kind, record))
    assert len(expected) > 5
    assert open_word(write(kind, record)).words() == expected


def test_markup_in_a_record_stays_text(decision, open_word):
    nasty = '<b>đậm</b> & <w:br/> </w:t> "]]> {{ x }} &amp;'
    file = open_word(write("award_decision", dataclasses.replace(decision, subject=nasty)))
    assert file.find("đậm").text == nasty
    assert file.document.core_properties.title == f"Quyết định {nasty}"


def test_no_break_spaces_keep_the_room_for_the_pen(compose, open_word):
    file = open_word(write("award_decision", compose(number=None, day=None)))
    assert file.find("/QĐ-UBND").text == "Số: " + "\u00a0" * 8 + "/QĐ-UBND"


def test_a_forced_line_break_is_one(word):
    assert word.find("Họ và tên").text == "Họ và tên\n(tên tập thể)"
