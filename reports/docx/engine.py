"""The one entrance to Word files: a record in, the bytes of a DOCX out.

The page is the one that the PDF is made of, so both say the same; the look comes from the same layout
profile. A Word file is for editing: it is never signed, and never the issued paper.
"""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
from docx.document import Document

from reports.docx.blank import LANGUAGE, blank_document
from reports.docx.cascade import Look, cascade_of
from reports.docx.flow import Flow, Spot
from reports.docx.frame import Frame
from reports.docx.package import packed
from reports.docx.sections import Sections
from reports.pdf.engine import admit, page
from reports.pdf.errors import DocumentTooLarge
from reports.pdf.text import MAX_HTML

# No property of a file is longer (python-docx refuses it).
MAX_PROPERTY = 255


def write(kind: str, record: Any, *, preview: bool = False) -> bytes:
    """Return ``record`` as a Word file; raises a ``reports.pdf.errors.DocumentError``, as the PDF does.

    ``kind`` is a key of ``reports.documents.kinds.KINDS``; a preview is marked on every page. The same
    record gives the same bytes.
    """
    admitted = admit(kind, record)
    html = page(kind, admitted, preview=preview)
    if len(html) > MAX_HTML:
        raise DocumentTooLarge("HTML", len(html), MAX_HTML)
    return translate(html, admitted.layout_profile)


def translate(html: str, profile: str) -> bytes:
    """Return the Word file for one page of ours, well-formed as XML, in a layout profile."""
    # Our own template: its doctype declares no entities, and every text in it is escaped.
    root = ElementTree.fromstring(html)  # noqa: S314
    document, cascade = blank_document(), cascade_of(profile)
    marks = [node.text or "" for node in root.iter() if node.get("class") == "watermark"]
    flow = Flow(document, cascade, Sections(document, cascade.papers, "".join(marks)))
    body = cssselect2.ElementWrapper.from_html_root(root).query("body")
    flow.block(body, cascade.look(body.parent, Look()), Spot(Frame(document.element.body, 0.0)))
    _describe(document, root)
    return packed(document)


def shortened(text: str) -> str:
    """Return ``text`` as a property of a file can hold it."""
    return text if len(text) <= MAX_PROPERTY else f"{text[: MAX_PROPERTY - 1]}…"


def _describe(document: Document, root: ElementTree.Element) -> None:
    """Write title, author, language and the date of the paper; there is no other time in the file."""
    properties = document.core_properties
    properties.title = shortened(root.findtext("head/title") or "")
    properties.language = LANGUAGE
    said = {meta.get("name"): meta.get("content", "") for meta in root.iter("meta")}
    if "author" in said:
        properties.author = shortened(said["author"])
    if "dcterms.created" in said:
        day = datetime.fromisoformat(said["dcterms.created"]).astimezone(UTC).replace(tzinfo=None)
        properties.created = properties.modified = day
