"""Pieces of XML: read back as they were written, whatever they hold."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports.xml import HEAD, UNKNOWN, element, plain


def back(xml):
    return ElementTree.fromstring(HEAD + xml)


@pytest.mark.parametrize(
    "text",
    [
        "a < b & c > d",
        "]]>",
        "\"dấu nháy\" 'đơn'",
        "hai\ndòng\r\nba\tcột",
        " đầu và cuối ",
        "<!-- -->",
        "&amp;",
    ],
)
def test_text_and_attributes_come_back_as_they_were(text):
    found = back(element("a", text, b=text))
    assert (found.text, found.get("b")) == (text, text)


@pytest.mark.parametrize("bad", ["\0", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_say_is_marked_not_lost(bad):
    assert back(element("a", f"x{bad}y")).text == f"x{UNKNOWN}y"


@given(st.text(st.characters(codec=None)))
def test_any_text_gives_a_file_that_can_be_read(text):
    found = back(element("a", text, b=text))
    assert (found.text or "") == plain(text)
    assert found.get("b", "") == plain(text)
    element("a", text).encode()


def test_days_and_moments():
    assert plain(date(2024, 7, 5)) == "2024-07-05"
    assert plain(datetime(2024, 7, 5, 20, 30, tzinfo=UTC)) == "2024-07-06T03:30:00+07:00"


def test_what_is_empty_is_an_empty_element():
    assert element("a", None, b=None, c="") == "<a/>\n"
    assert element("a", 0, b=0) == '<a b="0">0</a>\n'
