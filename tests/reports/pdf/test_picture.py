"""The pages look as approved. Renew the pictures with TRANG_APPROVE=1 and look at each of them."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from reports.documents.jury_minutes_wording import compose_jury_minutes
from reports.pdf.engine import render
from tests.reports.contest_papers import minutes_inputs

APPROVED = Path(__file__).parents[1] / "approved"
DPI = 45
# A shifted line changes about one pixel in fifty; another rasteriser version only greys.
CLEARLY_OTHER = 80
SHARE = 0.004


def changed_share(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ clearly."""
    histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(histogram[CLEARLY_OTHER:]) / (one.width * one.height)


def hold_against(approved: Path, drawn: Image.Image) -> None:
    """Compare a drawn page with its approved picture, or approve it."""
    if os.environ.get("TRANG_APPROVE"):
        drawn.quantize(16).save(approved, optimize=True)
    expected = Image.open(approved).convert("L")
    assert drawn.size == expected.size
    assert changed_share(drawn, expected) < SHARE


@pytest.mark.parametrize("page", [1, 2, 3, 5])
def test_the_page_is_as_approved(issued_file, page):
    hold_against(APPROVED / f"award-decision-{page}.png", issued_file.picture(page, DPI))


PAGES = {
    "recognition": (1, 2, 3),
    "proposal": (1, 2, 3),
    "jury_minutes": (1, 2, 3),
    "results_notice": (1, 2),
    "participation_report": (1, 2, 3),
    "correction": (1,),
    "recall": (1,),
    "revocation": (1, 2),
}


@pytest.mark.parametrize(("kind", "page"), [(kind, page) for kind, pages in PAGES.items() for page in pages])
def test_the_page_of_a_paper_is_as_approved(paper_files, open_pdf, kind, page):
    with open_pdf(paper_files[kind].pdf) as file:
        hold_against(APPROVED / f"{kind.replace('_', '-')}-{page}.png", file.picture(page, DPI))


def test_scores_of_three_judges_stand_in_the_text_as_approved(inputs, open_pdf):
    record = compose_jury_minutes(**minutes_inputs(inputs, 3))
    with open_pdf(render("jury_minutes", record).pdf) as file:
        hold_against(APPROVED / "jury-minutes-of-three.png", file.picture(2, DPI))


def test_a_line_moved_by_a_millimetre_is_noticed(issued_file):
    drawn = issued_file.picture(1, DPI)
    moved = ImageChops.offset(drawn, 0, 2)
    assert changed_share(drawn, moved) > SHARE * 5
