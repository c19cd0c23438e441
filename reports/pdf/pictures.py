"""Pages of a PDF as pictures, for looking at a draft beside its form."""

import base64
import io
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]

SCALE = 1.5
"""Pixels per point: a page of A4 is 893 pixels wide, sharp on a screen that shows it at half the width."""


class Picture(NamedTuple):
    """One page as PNG; ``width`` and ``height`` in pixels."""

    number: int
    png: bytes
    width: int
    height: int

    @property
    def uri(self) -> str:
        """Return the picture as a ``data:`` address."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


def pictures_of(pdf: bytes, most: int | None = None, *, colour: bool = False) -> tuple[list[Picture], int]:
    """Return the first ``most`` pages (None: all) as pictures, and how many pages there are.

    Without ``colour`` they are grey: less than half the bytes and the time.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        shown = range(count if most is None else min(most, count))
        return [_picture(document, place, colour) for place in shown], count
    finally:
        document.close()


def _picture(document: pypdfium2.PdfDocument, place: int, colour: bool) -> Picture:
    page = document[place]
    try:
        image = page.render(scale=SCALE, grayscale=not colour).to_pil()
    finally:
        page.close()
    body = io.BytesIO()
    # a fast PNG: it travels once, over the network of the office
    image.save(body, "PNG", compress_level=3)
    return Picture(place + 1, body.getvalue(), image.width, image.height)
