"""Which characters official papers can print: those that the document font has.

Asked before an entry is handed in: what cannot be printed must not come to light when the decision is made.
"""

import unicodedata

from workflows.vietnamese.text import clean_line

# Liberation, from which the document font is made, has no non-breaking hyphen; a plain one reads the same.
_REPLACED = str.maketrans({"\u2011": "-", "\u2010": "-"})

# What all four faces have; a test compares with the fonts.
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x180), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0x243, 0x243),
    (0x2BC, 0x2BC), (0x2C6, 0x2DD), (0x300, 0x30C), (0x31B, 0x31B), (0x323, 0x323), (0x391, 0x3A1),
    (0x3A3, 0x3A9), (0x3B1, 0x3C9), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2010, 0x2010),
    (0x2012, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2074, 0x2079), (0x207F, 0x2089),
    (0x2090, 0x2094), (0x20AB, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2153, 0x2154),
    (0x215B, 0x215E), (0x2190, 0x2195), (0x2202, 0x2202), (0x2206, 0x2206), (0x220F, 0x220F),
    (0x2211, 0x2212), (0x2215, 0x2215), (0x2219, 0x221A), (0x221E, 0x221F), (0x2229, 0x2229),
    (0x222B, 0x222B), (0x2248, 0x2248), (0x2260, 0x2262), (0x2264, 0x2265), (0x25A0, 0x25A1),
    (0x25AA, 0x25AC), (0x25B2, 0x25B2), (0x25BA, 0x25BA), (0x25BC, 0x25BC), (0x25C4, 0x25C4),
    (0x25CA, 0x25CC), (0x25CF, 0x25CF),
)  # fmt: skip
PRINTABLE = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))


def printed(text: str) -> str:
    """Return ``text`` as it is printed: one visible NFC line, hyphens as the font has them."""
    return clean_line(text).translate(_REPLACED)


def unprintable(text: str) -> str | None:
    """Return the first character of ``text`` that cannot be printed; ``text`` comes from :func:`printed`."""
    missing = next((char for char in text if char not in PRINTABLE), None)
    return missing or _stacked_mark(text)


def _stacked_mark(text: str) -> str | None:
    """Return the first mark that sits on another mark or on nothing: it could cover other lines."""
    previous = "Mn"
    for char in text:
        kind = unicodedata.category(char)
        if kind == "Mn" and previous in ("Mn", "Zs"):
            return char
        previous = kind
    return None
