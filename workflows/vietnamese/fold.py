"""Accent-insensitive keys for search, comparison and file names."""

import re
import unicodedata

# đ and Đ have no Unicode decomposition, so stripping marks leaves them as they are.
_STROKED_D = str.maketrans({"đ": "d", "Đ": "D"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return the search key of ``text``: no marks, lower case, single spaces.

    Old and new tone placement (``hoà``/``hòa``) and both Unicode forms give the
    same key. Punctuation stays. ``fold(fold(x)) == fold(x)``.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return " ".join(bare.translate(_STROKED_D).casefold().split())


def slug(text: str, fallback: str = "x") -> str:
    """Return an ASCII name of ``[a-z0-9]`` words joined by ``-``, never empty."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-") or fallback
