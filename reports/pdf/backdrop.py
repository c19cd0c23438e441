"""A drawing that lies behind a page: drawn once a process, shown by every document that names it.

A template names it in its head: ``<meta name="backdrop" content="certificate" />`` is
``backdrops/certificate.svg``, as large as the page. Drawing the border of a certificate anew for every
person was measured at 72 % of the work. Inside the file it is a Form XObject and, to readers, an artifact.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydyf  # type: ignore[import-untyped]
import weasyprint

from reports.pdf.asset_names import SCHEME
from reports.pdf.assets import AssetFetcher
from reports.pdf.errors import LayoutFailed

DRAWINGS = Path(__file__).parent / "backdrops"
NAME = "backdrop"

Finisher = Callable[[Any, Any], None]

_SHEET = """<html><head><style>@page {{ margin: 0; size: {size} }} body {{ margin: 0 }}
img {{ display: block; width: 100% }}</style></head><body><img src="{url}" /></body></html>"""


class _Form(pydyf.Object):  # type: ignore[misc]
    """The drawing as an object of one file; its bytes are shared by all files."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    @property
    def data(self) -> bytes:
        """Return the bytes of the Form XObject."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Say that a stream cannot stand inside another."""
        return False


@functools.cache
def drawing(name: str, size: str) -> bytes:
    """Return the Form XObject of ``name`` for a page of the CSS size ``size``; drawn when first asked for."""
    svg = f"{name}.svg"
    fetcher = AssetFetcher({svg: ("image/svg+xml", (DRAWINGS / svg).read_bytes())})
    drawn: list[bytes] = []
    page = weasyprint.HTML(string=_SHEET.format(size=size, url=SCHEME + svg), url_fetcher=fetcher)
    page.write_pdf(finisher=lambda _document, pdf: drawn.append(_taken(pdf)))
    fetcher.refuse_if_blocked()
    return drawn[0]


def _taken(pdf: Any) -> bytes:
    """Return what is drawn on the only page of ``pdf``; it may use graphic states, nothing else."""
    [page] = _pages(pdf)
    resources = pdf.objects[int(page["Resources"].split()[0])]
    if any(resources[kind] for kind in ("XObject", "Pattern", "Shading")):
        raise ValueError("a backdrop is made of paths in plain colours")
    content = pdf.objects[int(page["Contents"].split()[0])]
    states = pydyf.Dictionary({"ExtGState": resources["ExtGState"]})
    form = {"Type": "/XObject", "Subtype": "/Form", "BBox": page["MediaBox"], "Resources": states}
    return bytes(pydyf.Stream(content.stream, form, compress=True).data)


def _pages(pdf: Any) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]


def behind(document: Any, then: Finisher) -> Finisher:
    """Return a finisher that puts the backdrop that ``document`` names behind it, and goes on with ``then``.

    A backdrop frames one sheet: a document that needs more is refused with ``LayoutFailed``.
    """
    name = document.metadata.custom.get(NAME)
    if name is None:
        return then
    if len(document.pages) > 1:
        raise LayoutFailed
    [page] = document.pages

    def finish(document: Any, pdf: Any) -> None:
        _lay(pdf, drawing(name, f"{page.width:g}px {page.height:g}px"))
        then(document, pdf)

    return finish


def _lay(pdf: Any, picture: bytes) -> None:
    form = _Form(picture)
    pdf.add_object(form)
    [page] = _pages(pdf)
    resources = pdf.objects[int(page["Resources"].split()[0])]
    resources["XObject"]["Backdrop"] = form.reference
    under = pydyf.Stream([b"/Artifact BMC q /Backdrop Do Q EMC"])
    pdf.add_object(under)
    page["Contents"] = pydyf.Array([under.reference, page["Contents"]])
