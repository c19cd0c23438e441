"""The mark of a paper: a QR code of the address where the paper can be checked.

Error correction M (15 % may be unreadable), as printed papers are folded and stamped. The mask is fixed:
weighing all eight, as the standard wants for the evenest pattern, takes five times as long, and readers
read each. The picture is a small PNG, which costs a page half of what the same code costs as SVG.
"""

import functools
import io
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno

from reports.pdf.asset_names import SCHEME, Assets
from reports.pdf.errors import UnfitMark

# With more letters the modules become too small for a telephone at the printed size of 22 mm.
MAX_URL = 150
ERROR, MASK = "m", 4
# Light modules around the code (ISO/IEC 18004)
QUIET = 4
# Pixels a module, so that viewers that smooth enlarged pictures leave the modules square
SCALE = 4
NAME = "mark.png"


@dataclass(frozen=True)
class Mark:
    """The address that a paper shows as a QR code and in letters.

    Raises ``UnfitMark`` unless ``url`` is an absolute web address in ASCII of at most 150 characters.
    """

    url: str

    def __post_init__(self) -> None:
        if not is_fit(self.url):
            raise UnfitMark(self.url)

    @property
    def asset(self) -> str:
        """Return the name under which a page asks for the picture."""
        return SCHEME + NAME

    def assets(self) -> Assets:
        """Return the picture as a file that the page may use."""
        return {NAME: ("image/png", draw(self.url))}


def is_fit(url: str) -> bool:
    """Tell whether ``url`` can be printed and scanned."""
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def matrix(url: str) -> tuple[tuple[int, ...], ...]:
    """Return the modules of the code without its quiet zone, row by row; 1 is dark."""
    return tuple(tuple(row) for row in _code(url).matrix)


def _code(url: str) -> segno.QRCode:
    return segno.make(url, error=ERROR, mask=MASK, micro=False, boost_error=False)


@functools.lru_cache(maxsize=256)
def draw(url: str) -> bytes:
    """Return the code with its quiet zone as a black and white PNG."""
    drawing = io.BytesIO()
    _code(url).save(drawing, kind="png", border=QUIET, scale=SCALE)
    return drawing.getvalue()
