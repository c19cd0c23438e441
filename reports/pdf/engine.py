"""The one entrance to rendering: a record in, a finished file out.

The same record gives the same bytes in every process of one environment
(``environment()`` names it). One renderer per process, behind a lock.
"""

import functools
import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from reports.documents.kinds import KINDS, PROFILES, Kind
from reports.documents.record import from_plain, to_json, to_plain
from reports.documents.record_xml import to_xml
from reports.pdf.errors import RendererUnavailable, UnknownDocument
from reports.pdf.fields import Field
from reports.pdf.qr import Mark
from reports.pdf.text import Intake

if TYPE_CHECKING:
    from reports.pdf.renderer import Extras, Renderer

_lock = threading.Lock()
_renderer: "Renderer | None" = None


@dataclass(frozen=True)
class Rendered:
    """A finished file; ``sha256`` is the hexadecimal digest of ``pdf``.

    ``fields`` are its empty signature fields, with their pages and boxes.
    """

    pdf: bytes
    sha256: str
    pages: int
    fields: tuple[Field, ...] = ()


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


def page(kind: str, record: Any, *, preview: bool = False, mark: Mark | None = None) -> str:
    """Return the HTML of an admitted record."""
    known = _known(kind, record)
    context: Mapping[str, Any] = known.context(record)
    created = f"{record.date.isoformat()}T00:00:00+07:00" if record.date else None
    extra = {"preview": preview, "created": created, "mark": mark}
    return render_to_string(known.template, {**context, **extra})


def render(
    kind: str, record: Any, *, preview: bool = False, mark: Mark | None = None, fields: bool = False
) -> Rendered:
    """Return the PDF of ``record``; raises a ``reports.pdf.errors.DocumentError``.

    ``kind`` is a key of ``reports.documents.kinds.KINDS``. A preview carries a
    watermark on every page and no data files. ``mark`` is the address that the
    paper shows as a QR code; ``fields`` leaves empty signature fields in the
    rooms for signatures, a paper for the pen has none.
    """
    admitted = admit(kind, record)
    html = page(kind, admitted, preview=preview, mark=mark)
    with _lock:
        renderer = _the_renderer()
        extras = _extras(kind, None if preview else admitted, mark, fields)
        pages = renderer.render(html, admitted.layout_profile, extras)
    digest = hashlib.sha256(pages.pdf).hexdigest()
    return Rendered(pdf=pages.pdf, sha256=digest, pages=pages.count, fields=pages.fields)


def _extras(kind: str, data: Any, mark: Mark | None, fields: bool) -> "Extras":
    """Return what goes into the file beside the page; ``data`` is the record to embed, or None."""
    from reports.pdf.renderer import Extras

    assets = mark.assets() if mark else {}
    if data is None or data.date is None:
        # a paper without a date has no data yet
        return Extras(assets=assets, fields=fields)
    return Extras(assets=assets, fields=fields, attach=functools.partial(_data_of, kind, data))


def _data_of(kind: str, record: Any, pages: int) -> tuple[Any, ...]:
    """Return the record as files to embed: JSON to be read back, XML for registers and archives."""
    from reports.pdf.archive import data_attachment

    name = KINDS[kind].data_name
    return (
        data_attachment(name, to_json(record), record.date),
        data_attachment(f"{name.removesuffix('.json')}.xml", to_xml(kind, record, pages), record.date),
    )


def environment() -> str:
    """Return, as JSON, the versions that the bytes depend on; stored beside the digest."""
    with _lock:
        _the_renderer()
        from reports.pdf.renderer import versions

        return json.dumps(versions(), sort_keys=True)
