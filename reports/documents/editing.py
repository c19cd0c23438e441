"""What a clerk may edit of a record, and in which shape: read from the types of the record itself."""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum

from reports.documents.kinds import KINDS
from reports.documents.parts import Signer


class Shape(StrEnum):
    """How the value of a field looks as plain data."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    ARTICLES = "articles"
    SIGNER = "signer"
    DAY = "day"


_ONE_LINE = frozenset({"place", "time_begun", "time_ended", "meeting_place", "chair", "note_taker", "issuer"})
_TECHNICAL = frozenset({"language", "layout_profile", "number", "date", "symbol"})


def shapes_of(kind: str) -> dict[str, Shape]:
    """Return the editable fields of a kind of page in their order, each with its shape.

    Raises:
        TypeError: a field has a type that no form knows; a programming error.
    """
    hints = typing.get_type_hints(KINDS[kind].record)
    return {name: _shape(name, hints[name]) for name in KINDS[kind].editable}


def _shape(name: str, hint: typing.Any) -> Shape:
    if hint is str:
        return Shape.LINE if name in _ONE_LINE else Shape.TEXT
    if hint is Signer:
        return Shape.SIGNER
    if hint == tuple[str, ...]:
        return Shape.LINES
    if hint == tuple[tuple[str, ...], ...]:
        return Shape.ARTICLES
    if isinstance(hint, types.UnionType) and date in typing.get_args(hint):
        return Shape.DAY
    raise TypeError(f"no form can edit {name}: {hint}")


def fixed_of(kind: str) -> list[str]:
    """Name the fields that follow from the case, in the order of the record; technical ones left out."""
    known = KINDS[kind]
    assert is_dataclass(known.record)
    names = [field.name for field in fields(known.record)]
    return [name for name in names if name not in known.editable and name not in _TECHNICAL]
