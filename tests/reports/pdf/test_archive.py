"""Marks of an archive file; a validator outside the suite judges the rest."""

import re

from fontTools.ttLib import TTFont

from reports.pdf.text import FACES, FONTS


def test_the_file_names_its_standards_once(issued, everything_in):
    content = everything_in(issued.pdf)
    assert content.count(b"<pdfuaid:part>1</pdfuaid:part>") == 1
    assert re.search(rb'pdfaid:part="3"', content)
    assert re.search(rb'pdfaid:conformance="A"', content)
    assert b"/GTS_PDFA1" in content
    assert content.count(b"/AF [") == 1
    assert len(re.findall(rb"/AF \[([^\]]*)\]", content)[0].split()) == 2 * 3


def test_table_headers_head_their_columns(issued, everything_in):
    content = everything_in(issued.pdf)
    assert content.count(b"/Scope /Column") == 7 * 3
    assert b"/Headers" not in content


def test_only_our_fonts_are_inside(issued, everything_in):
    names = set(re.findall(rb"/BaseFont /[A-Z]{6}\+([A-Za-z-]+)", everything_in(issued.pdf)))
    assert names == {b"QD-Serif", b"QD-Serif-Bold", b"QD-Serif-Italic", b"QD-Serif-Bold-Italic"}


def test_the_only_time_inside_is_the_date_of_the_decision(issued, everything_in):
    stamps = set(re.findall(rb"D:(\d{8})", everything_in(issued.pdf)))
    assert stamps == {b"20240730", b"20240729"}


def test_the_vendored_font_keeps_its_licence_and_leaves_the_reserved_name():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
    for face in FACES:
        font = TTFont(FONTS / f"QDSerif-{face}.ttf")
        names = {record.nameID: str(record) for record in font["name"].names}
        assert names[1] == "QD Serif"
        assert "Red Hat" in names[0]
        assert not any("Liberation" in names.get(key, "") for key in (1, 3, 4, 6, 16))
        assert font["OS/2"].fsType == 0
