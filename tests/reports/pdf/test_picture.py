"""The pages look as approved. Renew the pictures with TRANG_APPROVE=1 and look at each of them."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

APPROVED = Path(__file__).parents[1] / "approved"
DPI = 45
# A shifted line changes about one pixel in fifty; another rasteriser version only greys.
CLEARLY_OTHER = 80
SHARE = 0.004


def changed_share(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ clearly."""
    histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(histogram[CLEARLY_OTHER:]) / (one.width * one.height)


@pytest.mark.parametrize("page", [1, 2, 3, 5])
def test_the_page_is_as_approved(issued_file, page):
    approved = APPROVED / f"award-decision-{page}.png"
    drawn = issued_file.picture(page, DPI)
    if os.environ.get("TRANG_APPROVE"):
        drawn.quantize(16).save(approved, optimize=True)
    expected = Image.open(approved).convert("L")
    assert drawn.size == expected.size
    assert changed_share(drawn, expected) < SHARE


def test_a_line_moved_by_a_millimetre_is_noticed(issued_file):
    drawn = issued_file.picture(1, DPI)
    moved = ImageChops.offset(drawn, 0, 2)
    assert changed_share(drawn, moved) > SHARE * 5
