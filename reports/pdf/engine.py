"""The one entrance to rendering: a record in, a finished file out.

The same record gives the same bytes in every process of one environment
(``environment()`` names it). One renderer per process, behind a lock.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from reports.documents.kinds import KINDS, PROFILES, Kind
from reports.documents.record import from_plain, to_json, to_plain
from reports.pdf.errors import RendererUnavailable, UnknownDocument
from reports.pdf.text import Intake

if TYPE_CHECKING:
    from reports.pdf.renderer import Renderer

_lock = threading.Lock()
_renderer: "Renderer | None" = None


@dataclass(frozen=True)
class Rendered:
    """A finished file; ``sha256`` is the hexadecimal digest of ``pdf``."""

    pdf: bytes
    sha256: str
    pages: int


def _the_renderer() -> "Renderer":
    """Return the renderer of this process; WeasyPrint and Pango are loaded here, once."""
    global _renderer
    if _renderer is None:
        try:
            from reports.pdf.renderer import Renderer
        except OSError:
            raise RendererUnavailable from None
        _renderer = Renderer()
    return _renderer


def _known(kind: str, record: Any) -> Kind:
    known = KINDS.get(kind)
    if known is None or not isinstance(record, known.record) or record.layout_profile not in PROFILES:
        raise UnknownDocument(kind)
    return known


def admit(kind: str, record: Any) -> Any:
    """Return the record as it will be printed: cleaned, every character drawable, within the limits.

    Raises ``UncoveredCharacter`` or ``DocumentTooLarge``. Costs no rendering, so
    it can be asked before a number is taken.
    """
    known = _known(kind, record)
    return from_plain(known.record, Intake().take(to_plain(record)))


def page(kind: str, record: Any, *, preview: bool = False) -> str:
    """Return the HTML of an admitted record."""
    known = _known(kind, record)
    context: Mapping[str, Any] = known.context(record)
    created = f"{record.date.isoformat()}T00:00:00+07:00" if record.date else None
    return render_to_string(known.template, {**context, "preview": preview, "created": created})


def render(kind: str, record: Any, *, preview: bool = False) -> Rendered:
    """Return the PDF of ``record``; raises a ``reports.pdf.errors.DocumentError``.

    ``kind`` is a key of ``reports.documents.kinds.KINDS``. A preview carries a
    watermark on every page and no data file.
    """
    admitted = admit(kind, record)
    html = page(kind, admitted, preview=preview)
    with _lock:
        renderer = _the_renderer()
        attachments = () if preview else _data_of(KINDS[kind], admitted)
        pages = renderer.render(html, admitted.layout_profile, attachments)
    return Rendered(pdf=pages.pdf, sha256=hashlib.sha256(pages.pdf).hexdigest(), pages=pages.count)


def _data_of(kind: Kind, record: Any) -> tuple[Any, ...]:
    """Return the record as a file to embed; a paper without a date has none yet."""
    from reports.pdf.archive import data_attachment

    if record.date is None:
        return ()
    return (data_attachment(kind.data_name, to_json(record), record.date),)


def environment() -> str:
    """Return, as JSON, the versions that the bytes depend on; stored beside the digest."""
    with _lock:
        _the_renderer()
        from reports.pdf.renderer import versions

        return json.dumps(versions(), sort_keys=True)
