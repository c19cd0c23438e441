"""Records of documents to canonical JSON and back.

A record is a frozen dataclass of strings, integers, booleans, dates, None,
tuples and other records. The same record always gives the same text, so its
digest names it.
"""

import dataclasses
import json
import types
import typing
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

R = TypeVar("R")


class RecordError(ValueError):
    """Stored data is not a record of this kind; says where and why."""


def to_plain(value: Any) -> Any:
    """Return ``value`` as JSON data: dataclasses to dicts, tuples to lists, dates to ISO."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: to_plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def to_json(record: Any) -> str:
    """Return the canonical JSON of a record: sorted keys, no spaces, UTF-8 letters."""
    return json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(cls: type[R], text: str) -> R:
    """Return the record that ``to_json`` wrote; ``RecordError`` on anything else."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise RecordError(_("The stored document data is not JSON: %s.") % error) from None
    return from_plain(cls, data)


def from_plain(cls: type[R], data: Any) -> R:
    """Return the record for JSON data, checking every key and type on the way."""
    return typing.cast(R, _read(cls, data, "$"))


def _refuse(where: str, wanted: str) -> typing.NoReturn:
    raise RecordError(
        _("The stored document data does not fit at %(where)s: expected %(wanted)s.")
        % {"where": where, "wanted": wanted}
    )


def _read(kind: Any, data: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        inner = [arm for arm in typing.get_args(kind) if arm is not type(None)]
        return None if data is None else _read(inner[0], data, where)
    if origin is tuple:
        return _read_list(typing.get_args(kind)[0], data, where)
    if dataclasses.is_dataclass(kind):
        return _read_record(kind, data, where)
    if kind is date:
        return _read_date(data, where)
    return data if type(data) is kind else _refuse(where, kind.__name__)


def _read_list(kind: Any, data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        _refuse(where, "list")
    return tuple(_read(kind, item, f"{where}[{place}]") for place, item in enumerate(data))


def _read_record(kind: Any, data: Any, where: str) -> Any:
    names = {field.name for field in dataclasses.fields(kind)}
    if not isinstance(data, dict) or set(data) != names:
        _refuse(where, ", ".join(sorted(names)))
    hints = typing.get_type_hints(kind)
    values = {name: _read(hints[name], data[name], f"{where}.{name}") for name in names}
    return kind(**values)


def _read_date(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        _refuse(where, "YYYY-MM-DD")
