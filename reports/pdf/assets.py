"""The only files a document may use: an allow-list held in memory."""

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.pdf.asset_names import SCHEME, Assets
from reports.pdf.errors import BlockedResource
from reports.pdf.text import FACES, FONTS


def font_assets() -> Assets:
    """Return the four font faces as ``{name: (MIME type, bytes)}``."""
    names = [f"QDSerif-{face}.ttf" for face in FACES]
    return {name: ("font/ttf", (FONTS / name).read_bytes()) for name in names}


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``asset:NAME`` from memory; counts and refuses every other address.

    The parent's constructor, which sets up the openers for http, ftp, file and
    data, is left out on purpose: this object has nothing that could open them.
    WeasyPrint swallows some refusals (pictures inside SVG), so the caller must
    ask ``refuse_if_blocked`` after rendering.
    """

    def __init__(self, assets: Assets | None = None) -> None:
        self._assets = assets or {}
        self._fail_on_errors = True
        self.blocked: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the asset; anything else stops the rendering."""
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in self._assets:
            self.blocked.append(url)
            raise FatalURLFetchingError(f"blocked: {url}")
        mime, body = self._assets[name]
        return URLFetcherResponse(url, body, {"Content-Type": mime})

    def refuse_if_blocked(self) -> None:
        """Raise ``BlockedResource`` when anything was asked for in vain."""
        if self.blocked:
            raise BlockedResource(tuple(self.blocked))
