"""From bytes to plain values: UTF-8, JSON, exact decimals, NFC text.

What later stages could not hold (a NUL in a text, a number of a thousand digits, a key given twice) is
refused here, with its path.
"""

import json
import unicodedata
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from workflows.domain.contest_file.errors import ContestFileError, child

_DIGITS = 15
_FINEST = -9
_LAYOUT = "\n\r\t"


class _Members(dict[str, Any]):
    """A JSON object that remembers a key which was given twice."""

    twice: str | None = None


def read(source: Path | str | bytes) -> tuple[bytes, Any]:
    """The bytes of a contest file (a path, or the bytes themselves) and their value, cleaned."""
    raw = source if isinstance(source, bytes) else _bytes_of(Path(source))
    try:
        return raw, clean(_parsed(_text_of(raw)), "$")
    except RecursionError:
        raise ContestFileError("$", _("is nested too deeply for a contest file; please check the file."))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        sentence = _("the file “{file}” can't be read ({reason}); please check its name and place.")
        raise ContestFileError("$", sentence.format(file=path, reason=reason))


def _text_of(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("the file is not UTF-8 (byte {position}); please save it as UTF-8.")
        raise ContestFileError("$", sentence.format(position=error.start + 1))


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_no_such_number,
            object_pairs_hook=_members,
        )
    except json.JSONDecodeError as error:
        sentence = _(
            "the file is not JSON: line {line}, column {column} ({reason}); please correct it there."
        )
        raise ContestFileError("$", sentence.format(line=error.lineno, column=error.colno, reason=error.msg))


def _whole(digits: str) -> int | Decimal:
    """A number of thousands of digits is no int for Python; as infinite it is refused at its place."""
    try:
        return int(digits)
    except ValueError:
        return Decimal("Infinity")


def _decimal(written: str) -> Decimal:
    """An exponent that no decimal holds counts as infinite, as above."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return Decimal("Infinity")


def _no_such_number(name: str) -> NoReturn:
    raise ContestFileError("$", _("{name} is not a number in JSON; please correct it.").format(name=name))


def _members(pairs: list[tuple[str, Any]]) -> _Members:
    members = _Members(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _value in pairs]
        members.twice = next(key for key in keys if keys.count(key) > 1)
    return members


def clean(value: Any, path: str) -> Any:
    """The value in NFC and without members that are null; ContestFileError for what can't be kept."""
    if isinstance(value, str):
        return _clean_text(value, path)
    if isinstance(value, list):
        return [clean(item, child(path, index)) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return _clean_members(value, path)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _clean_number(value, path)
    return value


def _clean_members(members: dict[str, Any], path: str) -> dict[str, Any]:
    twice = getattr(members, "twice", None)
    if twice is not None:
        sentence = _("is given twice in one object; please keep one of them.")
        raise ContestFileError(child(path, twice), sentence)
    return {
        _clean_text(key, path): clean(value, child(path, key))
        for key, value in members.items()
        if value is not None
    }


def _clean_text(text: str, path: str) -> str:
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in _LAYOUT:
            sentence = _("contains a character that can't be kept (U+{code}); please remove it.")
            raise ContestFileError(path, sentence.format(code=f"{ord(character):04X}"))
    return unicodedata.normalize("NFC", text)


def _clean_number(number: int | Decimal, path: str) -> int | Decimal:
    if isinstance(number, int):
        if abs(number) >= 10**_DIGITS:
            raise _too_large(path)
        return number
    exponent = number.as_tuple().exponent
    # adjusted() only looks: comparing 1e999999999 with anything would overflow
    if not isinstance(exponent, int) or number.adjusted() >= _DIGITS or exponent < _FINEST:
        raise _too_large(path)
    return number


def _too_large(path: str) -> ContestFileError:
    sentence = _("is too large a number, or has too many decimals; please write a shorter one.")
    return ContestFileError(path, sentence)
