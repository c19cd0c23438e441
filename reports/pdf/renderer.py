"""HTML to PDF bytes by WeasyPrint, with our fonts only and nothing from outside.

Import this module late: WeasyPrint costs half a second and needs Pango.
"""

import functools
import gc
import io
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

# Fontconfig reads this when it is first asked: no font of the machine may enter a document.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parent / "fonts" / "fonts.conf")

import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from reports.pdf.archive import VARIANT, finish
from reports.pdf.asset_names import Assets
from reports.pdf.assets import AssetFetcher, font_assets
from reports.pdf.backdrop import behind
from reports.pdf.errors import BlockedResource, DocumentError, DocumentTooLarge, LayoutFailed
from reports.pdf.fields import Field, NoSeats, Seats
from reports.pdf.sheet import Sheet
from reports.pdf.text import MAX_HTML

logger = logging.getLogger(__name__)

# A name of our own: for “srgb” WeasyPrint would read its profile again for every file.
PROFILE = "sheet-srgb"
STYLES = Path(__file__).parent / "styles"


class SheetProfile(ColorProfile):  # type: ignore[misc]
    """The sRGB profile that WeasyPrint brings, with the bytes of its file.

    The parent has LittleCMS write the profile anew, which gives other bytes the second time.
    """

    def __init__(self, body: bytes) -> None:
        super().__init__(io.BytesIO(body), "sRGB", "relative-colorimetric", (["r"], ["g"], ["b"]))
        self._body = body

    @property
    def content(self) -> bytes:
        """Return the profile as it stands in its file."""
        return self._body


def _colour_profile() -> SheetProfile:
    """Return the profile that PDF/A wants inside."""
    return SheetProfile((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cycle collector still while one document is made.

    Most of what a document makes lives until its end; looking through it again and
    again was measured at about a sixth of the work. The limits bound what piles up.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# What to embed, asked for when the number of pages is known.
Attach = Callable[[int], tuple[weasyprint.Attachment, ...]]


@dataclass(frozen=True)
class Extras:
    """What a file gets beside its page: pictures it may show, data it carries, room for signatures."""

    assets: Assets = field(default_factory=dict)
    attach: Attach = lambda _pages: ()
    fields: bool = False


@dataclass(frozen=True)
class Pages:
    """One rendered file, and where its empty signature fields are."""

    pdf: bytes
    count: int
    fields: tuple[Field, ...]


class Renderer:
    """Keeps fonts and parsed style sheets; not for two threads at once."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._assets = font_assets()
        self._profile = _colour_profile()
        self._style = functools.cache(self._parse_style)

    def _parse_style(self, name: str) -> weasyprint.CSS:
        fetcher = AssetFetcher(self._assets)
        text = "".join((STYLES / f"{part}.css").read_text(encoding="utf-8") for part in ("mark", name))
        return weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=fetcher)

    def render(self, html: str, style: str, extras: Extras | None = None) -> Pages:
        """Return the pages of ``html`` (well-formed as XML) as PDF/A-3a, PDF/UA-1; or a ``DocumentError``."""
        if len(html) > MAX_HTML:
            raise DocumentTooLarge("HTML", len(html), MAX_HTML)
        extras = extras or Extras()
        fetcher = AssetFetcher(extras.assets)
        try:
            with _collector_paused():
                return self._write(html, style, extras, fetcher)
        except FatalURLFetchingError:
            raise BlockedResource(tuple(fetcher.blocked)) from None
        except DocumentError:
            raise
        except Exception:
            # WeasyPrint ends in assertions on layouts that it cannot solve.
            logger.exception("Layout failed: %s, %s characters", style, len(html))
            raise LayoutFailed from None

    def _write(self, html: str, style: str, extras: Extras, fetcher: AssetFetcher) -> Pages:
        document = Sheet(html, fetcher).render(
            font_config=self._fonts,
            color_profiles={PROFILE: self._profile},
            stylesheets=[self._style(style)],
        )
        seats = Seats(document) if extras.fields else NoSeats()
        pdf = document.write_pdf(
            finisher=behind(document, seats.then(finish)),
            pdf_variant=VARIANT,
            output_intent=PROFILE,
            attachments=list(extras.attach(len(document.pages))),
        )
        fetcher.refuse_if_blocked()
        return Pages(pdf=pdf, count=len(document.pages), fields=seats.fields)


def versions() -> dict[str, str]:
    """Return what the bytes of a file depend on, beside the record."""
    import fontTools  # type: ignore[import-untyped]
    import pydyf  # type: ignore[import-untyped]
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return {
        "weasyprint": weasyprint.__version__,
        "pydyf": pydyf.VERSION,
        "fonttools": fontTools.version,
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
    }
