"""Numbers of documents, points of lists, decimals as people type them."""

import re
from decimal import Decimal

# The alphabet of list points: with đ, without f, j, w, z (Decree 30/2020).
LIST_POINTS = "abcdđeghiklmnopqrstuvxy"

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)


def document_number(number: int) -> str:
    """Return ``05`` or ``205``: numbers below 10 get a leading zero."""
    if number < 1:
        raise ValueError(f"a document number starts at 1, not {number}")
    return f"{number:02d}"


def full_number(number: int, symbol: str) -> str:
    """Return ``05/QĐ-UBND``."""
    return f"{document_number(number)}/{symbol}"


def list_point(place: int) -> str:
    """Return the letter of a point, counted from 0: a, b, c, d, đ, e, g, h, …"""
    if not 0 <= place < len(LIST_POINTS):
        raise ValueError(f"a list has at most {len(LIST_POINTS)} points, not {place + 1}")
    return LIST_POINTS[place]


def roman(number: int) -> str:
    """Return ``IV`` for 4 (sections, annexes); 1..3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no Roman numeral here: 1 to 3999 only")
    out = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        out += letters * times
    return out


def parse_decimal(text: str) -> Decimal:
    """Read ``85,5`` or ``85.5``; ``ValueError`` on anything else.

    ``1.000`` is refused: it means one thousand to some and one to others.
    """
    bare = text.strip()
    if not _DECIMAL.fullmatch(bare):
        raise ValueError(f"not a number: {text!r}")
    if _THOUSANDS.fullmatch(bare):
        raise ValueError(f"could be read as thousands or as a decimal: {text!r}")
    return Decimal(bare.replace(",", "."))


def format_decimal(number: Decimal, language: str = "vi") -> str:
    """Return ``85,5`` (English ``85.5``) without an exponent, digits as stored."""
    plain = f"{number:f}"
    return plain.replace(".", ",") if language.startswith("vi") else plain
