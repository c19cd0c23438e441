"""The printed register as a finished file."""

from reports.pdf.engine import page, render
from tests.reports.papers import register_line, register_print


def test_it_lies_across_begins_with_the_title_page_and_repeats_its_header(open_pdf):
    lines = tuple(register_line(number) for number in range(1, 41))
    with open_pdf(render("register_print", register_print(lines=lines, first=1, last=40)).pdf) as file:
        texts = file.texts()
        sizes = {file.size(number) for number in range(1, len(texts) + 1)}
    assert sizes == {(297, 210)}
    assert "Số, ký hiệu văn bản" not in texts[0]
    assert len(texts) > 3
    assert all("Số, ký hiệu văn bản" in text for text in texts[1:])
    assert [text.split()[-1] for text in texts[1:]] == [str(n) for n in range(2, len(texts) + 1)]


def test_a_void_number_alone_is_struck_through(open_pdf):
    html = page("register_print", register_print())
    assert html.count('class="void"') == 1
    with open_pdf(render("register_print", register_print()).pdf) as file:
        held, void = file.find(2, "09/QĐ-UBND"), file.find(2, "10/QĐ-UBND")
        picture = file.picture(2, 144)
    assert darkest_row(picture, void) > 2 * darkest_row(picture, held)


def darkest_row(picture, place):
    """Return how much ink the inkiest row of pixels in the middle of a text has: a line, or its letters."""
    scale = 144 / 25.4
    box = [round(edge * scale) for edge in (place.left, place.top, place.right, place.bottom)]
    middle = range(box[1] + (box[3] - box[1]) // 3, box[3] - (box[3] - box[1]) // 4)
    return max(sum(picture.getpixel((x, y)) < 100 for x in range(box[0], box[2])) for y in middle)
