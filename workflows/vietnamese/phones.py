"""Vietnamese telephone numbers: one stored form, one shown form."""

import re

_SEPARATORS = re.compile(r"[\s.\-()–]+")
_COUNTRY = re.compile(r"(?:\+|00)?840?(?=[1-9])")
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}", re.ASCII)
_LANDLINE = re.compile(r"02[0-9]{9}", re.ASCII)
_TWO_DIGIT_AREAS = ("024", "028")


class PhoneError(ValueError):
    """The text is no Vietnamese mobile or landline number."""


def normalise_phone(text: str) -> str:
    """Return the stored form ``0912345678``; ``PhoneError`` if it is no number.

    Accepts ``+84``, ``84`` and ``0084`` and the usual separators.
    """
    bare = _SEPARATORS.sub("", text)
    national = bare if bare.startswith("0") and not bare.startswith("0084") else ""
    number = national or _COUNTRY.sub("0", bare, count=1)
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number
    raise PhoneError(f"not a Vietnamese telephone number: {text!r}")


def format_phone(text: str) -> str:
    """Return ``0912 345 678`` or ``024 3xxx xxxx``."""
    number = normalise_phone(text)
    if number.startswith(_TWO_DIGIT_AREAS):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if len(number) == 11:
        return f"{number[:4]} {number[4:8]} {number[8:]}"
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def to_e164(text: str) -> str:
    """Return ``+84912345678``."""
    return f"+84{normalise_phone(text)[1:]}"
