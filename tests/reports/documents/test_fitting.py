"""The estimate of room is one from above."""

import pytest
from fontTools.ttLib import TTFont

from reports.documents.fitting import LINE, Block, height_of, lines_of, step_down, width_of
from reports.pdf.text import FACES, FONTS
from workflows.vietnamese.characters import PRINTABLE


def test_no_letter_of_any_face_is_wider_than_taken():
    for face in FACES:
        font = TTFont(FONTS / f"QDSerif-{face}.ttf")
        names, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        wider = [char for char in PRINTABLE if widths[names[ord(char)]][0] / unit > width_of(char) + 0.006]
        assert wider == []


def test_vietnamese_words_are_taken_not_much_wider_than_they_are():
    font = TTFont(FONTS / "QDSerif-Bold.ttf")
    names, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    text = "Giải pháp số hóa và rút ngắn quy trình giải quyết thủ tục hành chính ĐỖ THỊ ƯỚC"
    real = sum(widths[names[ord(char)]][0] for char in text) / unit
    assert real <= width_of(text) <= real * 1.05


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("aaaa", 2.0, 1),
        ("aa aa", 2.0, 2),
        ("aa aa", 2.25, 1),
        ("a" * 9, 2.0, 3),
        ("a " + "a" * 9 + " a", 2.0, 5),
    ],
)
def test_words_go_to_the_next_line_and_too_long_ones_are_broken(text, width, lines):
    assert lines_of(text, width) == lines


def test_height_counts_lines_and_gaps_of_what_is_there():
    blocks = [Block(text="aaaa"), Block(text=""), Block(text="aa", size=2, gap=0.5)]
    assert height_of(blocks, width=20, size=10) == pytest.approx(10 * LINE + 5 + 20 * LINE)


def test_the_largest_size_that_fits_is_taken_and_the_smallest_where_none_does():
    blocks = [Block(text="a" * 10)]
    assert step_down(blocks, width=50, height=12.5, sizes=(20, 10, 5)) == 1
    assert step_down(blocks, width=50, height=1, sizes=(20, 10, 5)) == 2
