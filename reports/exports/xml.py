"""Pieces of an XML file: well-formed whatever a person has typed, and always the same for the same data."""

import re
from datetime import date, datetime
from typing import Any

from workflows import clock
from workflows.vietnamese.text import nfc

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
UNKNOWN = "\ufffd"
"""Stands for every character that XML 1.0 knows no way to write, so that none vanishes unseen."""

_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def plain(value: Any) -> str:
    """Return a value as text: dates by ISO 8601, moments with the offices' offset, text in NFC."""
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    return value.isoformat() if isinstance(value, date) else _NO_CHARACTER.sub(UNKNOWN, nfc(str(value)))


def opened(name: str, **attributes: Any) -> str:
    """Return the tag that opens an element; attributes without a value (``None`` or empty) are left out."""
    return f"<{name}{_written(attributes)}>"


def closed(name: str) -> str:
    """Return the tag that closes an element."""
    return f"</{name}>\n"


def element(name: str, value: Any = "", **attributes: Any) -> str:
    """Return a whole element with text."""
    if value is None or value == "":
        return f"<{name}{_written(attributes)}/>\n"
    return f"{opened(name, **attributes)}{plain(value).translate(_ESCAPES)}{closed(name)}"


def _written(attributes: dict[str, Any]) -> str:
    given = ((name.rstrip("_"), value) for name, value in attributes.items() if value not in (None, ""))
    return "".join(f' {name}="{plain(value).translate(_ESCAPES)}"' for name, value in given)
