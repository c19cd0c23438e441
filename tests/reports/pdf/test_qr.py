"""The mark: what a scanner would read from the printed page."""

import dataclasses
import io

import pikepdf
import pytest
import segno
from PIL import Image

from reports.pdf.engine import render
from reports.pdf.errors import UnfitMark
from reports.pdf.fields import MILLIMETRE
from reports.pdf.qr import QUIET, Mark, draw, matrix

ADDRESS = "https://thi.example.vn/kiem-tra/7f3a9c2e51b04d68"
OTHER = "https://thi.example.vn/kiem-tra/7f3a9c2e51b04d69"


@pytest.fixture(scope="module")
def marked(decision):
    return render("award_decision", decision, mark=Mark(url=ADDRESS))


@pytest.fixture(scope="module")
def opened_file(marked, open_pdf):
    with open_pdf(marked.pdf) as file:
        yield file


def crop(file, dpi):
    """Return the square that is drawn on page 2 as a picture."""
    page = file.document[1]
    [image] = [one for one in page.get_objects() if one.type == 3]
    left, bottom, right, top = (edge * dpi / 72 for edge in image.get_bounds())
    drawn = file.picture(2, dpi)
    return drawn.crop((round(left), round(drawn.height - top), round(right), round(drawn.height - bottom)))


def modules(picture, count):
    """Read the square as ``count`` modules a side, each by the grey in its middle; 1 is dark."""
    side = picture.width / count
    middles = [int((n + 0.5) * side) for n in range(count)]
    return tuple(tuple(int(picture.getpixel((x, y)) < 128) for x in middles) for y in middles)


def standard(url):
    """Return all eight codes that the standard allows for ``url``."""
    codes = [segno.make(url, error="m", mask=mask, micro=False, boost_error=False) for mask in range(8)]
    return [tuple(tuple(row) for row in code.matrix) for code in codes]


@pytest.mark.parametrize("dpi", [150, 300])
def test_the_printed_code_is_a_code_of_the_address(opened_file, dpi):
    count = len(matrix(ADDRESS)) + 2 * QUIET
    seen = modules(crop(opened_file, dpi), count)
    inner = tuple(row[QUIET:-QUIET] for row in seen[QUIET:-QUIET])
    assert inner in standard(ADDRESS)
    assert inner not in standard(OTHER)
    border = [*seen[:QUIET], *seen[-QUIET:], *(row[:QUIET] + row[-QUIET:] for row in seen)]
    assert not any(map(any, border))


def test_it_stands_under_the_recipients_with_its_address_below(decision, opened_file):
    last = opened_file.find(2, "Lưu: VT")
    line = opened_file.find(2, "Kiểm tra văn bản tại:")
    [image] = [one for one in opened_file.document[1].get_objects() if one.type == 3]
    height = opened_file.document[1].get_height()
    left, bottom, right, top = image.get_bounds()
    assert last.bottom <= (height - top) / MILLIMETRE <= (height - bottom) / MILLIMETRE <= line.top + 0.5
    assert right - left == pytest.approx(22 * MILLIMETRE, abs=0.2)
    assert line.left == pytest.approx(30, abs=0.5)
    assert ADDRESS in opened_file.texts()[1].replace("kiem-tra/ ", "kiem-tra/")


def test_a_reader_hears_the_address(marked):
    with pikepdf.open(io.BytesIO(marked.pdf)) as pdf:
        figures = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert [str(one.Alt) for one in figures] == [f"Mã QR: {ADDRESS}"]


def test_a_paper_without_a_mark_has_no_picture(issued, open_pdf):
    with open_pdf(issued.pdf) as file:
        assert not [one for one in file.document[1].get_objects() if one.type == 3]


def test_the_same_mark_gives_the_same_bytes_and_another_gives_others(decision, marked):
    draw.cache_clear()
    assert render("award_decision", decision, mark=Mark(url=ADDRESS)).pdf == marked.pdf
    assert render("award_decision", decision, mark=Mark(url=OTHER)).pdf != marked.pdf


def test_the_picture_is_black_and_white_and_small():
    picture = Image.open(io.BytesIO(draw(ADDRESS)))
    assert picture.mode == "1"
    assert picture.width == picture.height < 300


@pytest.mark.parametrize("url", [
    "javascript:alert(1)", "file:///etc/passwd", "thi.example.vn/1", "https://", "https://thi.example.vn/đ",
    "https://thi.example.vn/a b", "https://thi.example.vn/\n", "http://[::1", "https://a.vn/" + "x" * 140, "",
])  # fmt: skip
def test_what_cannot_be_scanned_as_an_address_is_refused(url):
    with pytest.raises(UnfitMark, match="QR code"):
        Mark(url=url)


def test_markup_in_an_address_stays_text(decision):
    url = 'https://thi.example.vn/?a="><b>&c=1'
    with pikepdf.open(io.BytesIO(render("award_decision", decision, mark=Mark(url=url)).pdf)) as pdf:
        assert any(
            str(one.get("/Alt", "")) == f"Mã QR: {url}"
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary)
        )


def test_a_mark_is_plain_data():
    assert dataclasses.asdict(Mark(url=ADDRESS)) == {"url": ADDRESS}
