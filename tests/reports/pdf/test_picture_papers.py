"""The papers of authors, judges, units and payment look as approved; see ``test_picture.py``."""

import os

import pytest
from PIL import Image

from reports.pdf.engine import render
from tests.reports.papers import SAMPLES
from tests.reports.pdf.test_certificate import WORST
from tests.reports.pdf.test_picture import APPROVED, DPI, SHARE, changed_share

RECORDS = {record.KIND.replace("_", "-"): record for record in (sample() for sample in SAMPLES)} | {
    f"certificate-{name}": record for name, record in WORST.items()
}
PAGES = [(name, 1) for name in RECORDS] + [
    ("screening-minutes", 2),
    ("forwarding-letter", 2),
    ("register-print", 2),
]


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_the_page_is_as_approved(name, page, open_pdf):
    approved = APPROVED / f"{name}-{page}.png"
    with open_pdf(render(RECORDS[name].KIND, RECORDS[name]).pdf) as file:
        assert len(file.document) == max(number for other, number in PAGES if other == name)
        drawn = file.picture(page, DPI)
    if os.environ.get("TRANG_APPROVE"):
        drawn.quantize(16).save(approved, optimize=True)
    expected = Image.open(approved).convert("L")
    assert drawn.size == expected.size
    assert changed_share(drawn, expected) < SHARE
