"""What the values of our style sheets mean to Word: lengths in points, shares of a width, words.

Understands what the profiles in ``reports/pdf/styles`` use. A declaration that means nothing to a Word
file gives no values, as an unknown declaration does in CSS.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}
BOLD_FROM = 600

Values = dict[str, Any]


class Em(float):
    """A length in type sizes: the element's own, for a type size the one around it."""


def length(token: Any) -> float | None:
    """Return a length in points or as ``Em``, None if the token is none."""
    if token.type == "dimension" and token.lower_unit in POINTS:
        return float(token.value * POINTS[token.lower_unit])
    if token.type == "dimension" and token.lower_unit == "em":
        return Em(token.value)
    return 0.0 if token.type == "number" and token.value == 0 else None


def read(name: str, tokens: Sequence[Any]) -> Values:
    """Return the fields of a ``Look`` that the declaration ``name: tokens`` sets."""
    kept = [token for token in tokens if token.type not in ("whitespace", "comment")]
    reader = _READERS.get(name)
    return reader(kept) if reader and kept else {}


def _word(field: str, meanings: Mapping[str, Any]) -> Callable[[list[Any]], Values]:
    """Return a reader of one keyword."""

    def reader(tokens: list[Any]) -> Values:
        word = getattr(tokens[0], "lower_value", "")
        return {field: meanings[word]} if word in meanings else {}

    return reader


def _measure(field: str) -> Callable[[list[Any]], Values]:
    """Return a reader of one length."""

    def reader(tokens: list[Any]) -> Values:
        points = length(tokens[0])
        return {} if points is None else {field: points}

    return reader


def _name(tokens: list[Any]) -> Values:
    return {"page": tokens[0].value} if tokens[0].type == "ident" else {}


def _width(tokens: list[Any]) -> Values:
    if tokens[0].type == "percentage":
        return {"width": None, "share": tokens[0].value / 100}
    if getattr(tokens[0], "lower_value", "") == "auto":
        return {"width": None, "share": None}
    points = length(tokens[0])
    return {} if points is None else {"width": points, "share": None}


def _weight(tokens: list[Any]) -> Values:
    if tokens[0].type == "number":
        return {"bold": tokens[0].value >= BOLD_FROM}
    return _word("bold", {"bold": True, "normal": False})(tokens)


def _line(tokens: list[Any]) -> Values:
    return {"line": tokens[0].value} if tokens[0].type == "number" else {}


def _font(tokens: list[Any]) -> Values:
    """Return size and line height of ``14pt/1.25 "Family"``; weight and style go back to normal."""
    found: Values = {"bold": False, "italic": False}
    for place, token in enumerate(tokens):
        if token.type == "dimension":
            found["size"] = length(token)
        elif token.type == "literal" and token.value == "/":
            found |= _line(tokens[place + 1 :])
        elif getattr(token, "lower_value", "") in ("bold", "italic"):
            found[token.lower_value] = True
    return found


def sides(tokens: list[Any]) -> list[Any]:
    """Return the tokens for top, right, bottom, left of a shorthand of one to four."""
    top, right, bottom, left = (0, 1, 2, 3)
    order = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (top, right, bottom, left)}
    return [tokens[place] for place in order[min(len(tokens), 4)]]


def _margin(tokens: list[Any]) -> Values:
    top, right, bottom, left = sides(tokens)
    auto = [getattr(side, "lower_value", "") == "auto" for side in (left, right)]
    return {"before": length(top) or 0.0, "after": length(bottom) or 0.0, "centred": all(auto)}


def _padding(tokens: list[Any]) -> Values:
    top, right, _bottom, _left = sides(tokens)
    return {"pad_above": length(top) or 0.0, "pad_beside": length(right) or 0.0}


def _border(tokens: list[Any]) -> Values:
    widths = [points for token in tokens if (points := length(token)) is not None]
    return {"border": widths[0] if widths else 0.0}


def _colour(tokens: list[Any]) -> Values:
    if tokens[0].type != "hash":
        return {}
    digits = tokens[0].value
    return {"colour": "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits}


def _content(tokens: list[Any]) -> Values:
    """Return that a pseudo-element is not there, where the style sheet says so."""
    return {"display": "none"} if getattr(tokens[0], "lower_value", "") == "none" else {}


_AVOID = {"avoid": "avoid", "page": "page", "auto": ""}
_READERS: Mapping[str, Callable[[list[Any]], Values]] = {
    "font": _font,
    "font-size": _measure("size"),
    "font-weight": _weight,
    "font-style": _word("italic", {"italic": True, "normal": False}),
    "line-height": _line,
    "text-align": _word("align", {word: word for word in ("left", "right", "center", "justify")}),
    "text-indent": _measure("indent"),
    "text-transform": _word("capitals", {"uppercase": True, "none": False}),
    "color": _colour,
    "margin": _margin,
    "margin-top": _measure("before"),
    "margin-bottom": _measure("after"),
    "padding": _padding,
    "padding-top": _measure("pad_above"),
    "width": _width,
    "max-width": _measure("at_most"),
    "height": _measure("height"),
    "border": _border,
    "border-bottom": _border,
    "vertical-align": _word("upright", {"middle": "center", "bottom": "bottom", "top": "", "baseline": ""}),
    "content": _content,
    "display": lambda tokens: {"display": getattr(tokens[0], "lower_value", "")},
    "position": _word("floating", {"fixed": True, "absolute": True}),
    "page": _name,
    "break-before": _word("break_before", _AVOID),
    "break-after": _word("break_after", _AVOID),
    "break-inside": _word("break_inside", _AVOID),
}
