"""What a paper says about itself, under the names of Decree 30/2020, Annex VI (outgoing documents).

Every name used in a file's XML stands in this module and nowhere else. A paper that has no such field
leaves the element out.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from reports.documents.parts import Signer

# Kinds of administrative papers by their abbreviation (Decree 30/2020, Annex III), as symbols begin with it.
TYPE_NAMES = {
    "BB": "Biên bản",
    "BC": "Báo cáo",
    "CV": "Công văn",
    "GM": "Giấy mời",
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "TTr": "Tờ trình",
}
LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}

Fields = Iterator[tuple[str, str]]


def metadata_of(record: Any, pages: int) -> list[tuple[str, str]]:
    """Return ``(name, text)`` of each field that ``record`` has, in the order of Annex VI.

    Dates are ISO 8601. ``pages`` is how many pages the file has.
    """
    return [
        *_type(record),
        *_number(record),
        *_text("OrganName", " ".join(getattr(record, "issuing_body", ()) or ())),
        *_text("Subject", getattr(record, "subject", None) or getattr(record, "title", "")),
        *_text("Language", LANGUAGES.get(record.language, record.language)),
        ("PageAmount", str(pages)),
    ]


def signers_of(record: Any) -> list[list[tuple[str, str]]]:
    """Return Position and FullName of each person who signs, in the order of the record's fields."""
    values = (value if isinstance(value, tuple) else (value,) for value in vars(record).values())
    found = (one for one in chain.from_iterable(values) if isinstance(one, Signer))
    return [[("Position", one.position), ("FullName", one.full_name)] for one in found]


def _text(name: str, text: str | None) -> Fields:
    if text:
        yield name, text


def _type(record: Any) -> Fields:
    """A record may name its type itself; else the beginning of its symbol does."""
    abbreviation = (getattr(record, "symbol", "") or "").split("-")[0]
    yield from _text("TypeName", getattr(record, "TYPE_NAME", None) or TYPE_NAMES.get(abbreviation))


def _number(record: Any) -> Fields:
    number = getattr(record, "number", None)
    yield from _text("CodeNumber", None if number is None else str(number))
    yield from _text("CodeNotation", getattr(record, "symbol", None))
    yield from _text("IssuedDate", record.date.isoformat() if record.date else None)
