"""The border behind a certificate: drawn once, looking as if drawn every time."""

import pytest
import weasyprint
from PIL import ImageChops

from reports.pdf import backdrop
from reports.pdf.backdrop import DRAWINGS, drawing
from reports.pdf.engine import admit, page, render
from reports.pdf.errors import LayoutFailed
from reports.pdf.renderer import STYLES
from reports.pdf.text import FONTS
from tests.reports.papers import certificate, scoresheet

DPI = 60
BEHIND = """
.border { position: fixed; z-index: -1; left: -31mm; top: -21mm; width: 297mm; height: 210mm }
"""


def plainly(record):
    """Return the same page as a plain loop makes it, the border as a picture on its sheet."""
    style = (STYLES / "certificate.css").read_text(encoding="utf-8").replace("asset:", f"{FONTS.as_uri()}/")
    border = (DRAWINGS / "certificate.svg").as_uri()
    html = page("certificate", admit("certificate", record))
    html = html.replace("</head>", f"<style>{style}{BEHIND}</style></head>")
    html = html.replace("</body>", f'<img class="border" src="{border}" /></body>')
    return weasyprint.HTML(string=html).write_pdf()


def test_the_border_looks_as_if_it_were_drawn_in_the_page(open_pdf):
    record = certificate()
    with open_pdf(render("certificate", record).pdf) as ours, open_pdf(plainly(record)) as plain:
        difference = ImageChops.difference(ours.picture(1, DPI), plain.picture(1, DPI))
        darkest = ours.picture(1, DPI).crop((0, 0, 300, 36)).getextrema()[0]
    assert darkest < 200  # there is a border
    histogram = difference.histogram()
    assert sum(histogram[8:]) == 0


def test_a_file_holds_the_drawing_once_as_an_artifact(everything_in):
    content = everything_in(render("certificate", certificate()).pdf)
    assert content.count(b"/Subtype /Form") == 1
    assert content.count(b"/Artifact BMC q /Backdrop Do Q EMC") == 1


def test_the_border_is_drawn_once_a_process(monkeypatch):
    drawn = []

    def counted(pdf):
        drawn.append(pdf)
        return taken(pdf)

    taken = backdrop._taken
    monkeypatch.setattr(backdrop, "_taken", counted)
    drawing.cache_clear()
    first = render("certificate", certificate()).pdf
    assert render("certificate", certificate(entry_title="Khác")).pdf != first
    assert render("certificate", certificate()).pdf == first
    assert len(drawn) == 1


def test_a_paper_that_names_none_has_none(everything_in):
    assert b"/Backdrop" not in everything_in(render("scoresheet", scoresheet()).pdf)


def test_text_cannot_name_a_backdrop(everything_in):
    title = '"/><meta name="backdrop" content="certificate" />'
    assert b"/Backdrop" not in everything_in(render("scoresheet", scoresheet(entry_title=title)).pdf)


def test_what_needs_more_than_one_sheet_is_refused():
    members = tuple(f"{'W' * 150}{n}" for n in range(40))
    with pytest.raises(LayoutFailed, match="shorten its longest texts"):
        render("certificate", certificate(members=members))


def test_the_drawing_is_made_by_its_script():
    from reports.pdf.backdrops.build import drawing as drawn

    assert (DRAWINGS / "certificate.svg").read_text(encoding="utf-8") == drawn()
