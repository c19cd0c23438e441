"""Pages of a PDF as pictures: as many as asked for, whole, grey or in colour."""

import io

import pypdfium2
import pytest
from PIL import Image

from reports.pdf.pictures import SCALE, pictures_of


@pytest.fixture
def pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for width in (200, 100, 100):
        document.new_page(width, 300)
    body = io.BytesIO()
    document.save(body)
    document.close()
    return body.getvalue()


@pytest.mark.parametrize(("most", "shown"), [(None, 3), (2, 2), (9, 3)])
def test_as_many_pages_as_asked_for(pdf, most, shown):
    found, count = pictures_of(pdf, most)
    assert count == 3
    assert [picture.number for picture in found] == list(range(1, shown + 1))


@pytest.mark.parametrize(("colour", "mode"), [(True, "RGB"), (False, "L")])
def test_a_picture_is_a_png_of_the_whole_page(pdf, colour, mode):
    first = pictures_of(pdf, colour=colour)[0][0]
    image = Image.open(io.BytesIO(first.png))
    assert (image.format, image.mode) == ("PNG", mode)
    assert image.size == (first.width, first.height) == (200 * SCALE, 300 * SCALE)
    assert first.uri.startswith("data:image/png;base64,iVBOR")
