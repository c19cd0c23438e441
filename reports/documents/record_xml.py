"""Records of documents to XML: the file that registers and archives read beside the JSON.

The same record and page count always give the same text. Elements of ``Record`` are the names of the
record's fields, those of a list are called ``item``; a field without a value is an empty element.
"""

import dataclasses
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reports.documents.metadata import metadata_of, signers_of

# The version of this layout; it changes with the names or the nesting of the elements.
VERSION = "1"


def to_xml(kind: str, record: Any, pages: int) -> str:
    """Return the record as an XML document in UTF-8; ``pages`` is how many pages its file has."""
    root = Element("Document", {"kind": kind, "layout": record.layout_profile, "version": VERSION})
    _fill(SubElement(root, "Metadata"), metadata_of(record, pages))
    for signer in signers_of(record):
        _fill(SubElement(root[0], "SignerInfo"), signer)
    _write(SubElement(root, "Record"), record)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _fill(parent: Element, fields: list[tuple[str, str]]) -> None:
    for name, text in fields:
        SubElement(parent, name).text = text


def _write(element: Element, value: Any) -> None:
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _write(SubElement(element, field.name), getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            _write(SubElement(element, "item"), item)
    elif value is not None:
        element.text = _plain(value)


def _plain(value: str | int | bool | date) -> str:
    """Return a value as XML Schema writes its type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
