"""Holds a file against the JSON Schema and says each misfit in one sentence."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError as ValidationRefused
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from workflows.domain.contest_file.errors import ContestFileError, Errors, child

SCHEMA_FILE = Path(__file__).with_name("schema.json")
_SHOWN = 60
_YEARS = range(1900, 3000)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of contest files."""
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    return loaded


def structure_errors(value: Any) -> Errors:
    """All misfits between a cleaned value and the schema, at most one for each path, in order of the file."""
    seen: set[str] = set()
    for error in sorted(_validator().iter_errors(value), key=_place):
        path = _path_of(error)
        if path not in seen:
            seen.add(path)
            yield ContestFileError(path, _sentence(error))


def unknown_keys(value: Any) -> tuple[str, ...]:
    """Paths of all keys that the schema does not name (they are ignored), list indices as `[]`, each once."""
    return tuple(dict.fromkeys(_unknown(value, schema(), "$")))


def _unknown(value: Any, rules: dict[str, Any], path: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _unknown(item, rules.get("items", {}), f"{path}[]")
    elif isinstance(value, dict) and "properties" in rules:
        for key, member in value.items():
            known = _rules_for(key, rules)
            if known is None:
                yield child(path, key)
            else:
                yield from _unknown(member, known, child(path, key))


def _rules_for(key: str, rules: dict[str, Any]) -> dict[str, Any] | None:
    if key in rules["properties"]:
        found: dict[str, Any] = rules["properties"][key]
        return found
    patterns: dict[str, dict[str, Any]] = rules.get("patternProperties", {})
    return next((known for pattern, known in patterns.items() if re.search(pattern, key)), None)


@cache
def _validator() -> Any:
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer).redefine("number", _is_number)
    return extend(Draft202012Validator, type_checker=types)(schema(), format_checker=_formats())


def _is_number(_checker: Any, value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_integer(checker: Any, value: Any) -> bool:
    return _is_number(checker, value) and value == int(value)


@cache
def _formats() -> FormatChecker:
    formats = FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_check_date)
    formats.checks("date-time", raises=ValueError)(_check_moment)
    formats.checks("email", raises=ValidationRefused)(_check_address)
    return formats


def _check_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    day = date.fromisoformat(value)
    return day.isoformat() == value and day.year in _YEARS


def _check_moment(value: object) -> bool:
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).year in _YEARS)


def _check_address(value: object) -> bool:
    if isinstance(value, str) and value.strip():
        validate_email(value.strip())
    return True


def _place(error: ValidationError) -> list[tuple[int, str]]:
    """Sorts errors in a fixed order: list indices as numbers, the rest by name."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in error.absolute_path]


def _path_of(error: ValidationError) -> str:
    path = "$"
    for step in error.absolute_path:
        path = child(path, step)
    return child(path, _missing_key(error)) if error.validator == "required" else path


def _missing_key(error: ValidationError) -> str:
    keys: list[str] = error.validator_value
    return next(key for key in keys if key not in error.instance and repr(key) in error.message)


def _sentence(error: ValidationError) -> str:
    return _SENTENCES[str(error.validator)](error)


def _shown(value: Any) -> str:
    if isinstance(value, list | dict):
        return _("a list") if isinstance(value, list) else _("an object")
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _on_required(_error: ValidationError) -> str:
    return _("is required and missing; please add it.")


def _on_type(error: ValidationError) -> str:
    names = {
        "string": _("a text"),
        "number": _("a number"),
        "integer": _("a whole number"),
        "boolean": _("true or false"),
        "array": _("a list"),
        "object": _("an object"),
        "null": _("null"),
    }
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    kinds = _(" or ").join(names[kind] for kind in wanted)
    return _("must be {kinds}, not “{value}”; please correct it.").format(
        kinds=kinds, value=_shown(error.instance)
    )


def _on_enum(error: ValidationError) -> str:
    known = ", ".join(str(value) for value in error.validator_value if value is not None)
    return _("“{value}” is not known; please use one of: {known}.").format(
        value=_shown(error.instance), known=known
    )


def _on_form(error: ValidationError) -> str:
    wanted = {
        "date": _("a date as 2024-07-15"),
        "date-time": _("a date and time as 2024-07-14T10:00:00+07:00"),
        "slug": _("small letters a–z, digits and hyphens"),
        "code": _("a code without spaces or brackets"),
        "email": _("an e-mail address as name@example.vn"),
        "username": _("letters, digits and . @ + - _"),
        "filename": _("a file name without folders"),
    }[error.schema["format"]]
    return _("“{value}” does not fit; please write {wanted}.").format(
        value=_shown(error.instance), wanted=wanted
    )


def _on_pattern(error: ValidationError) -> str:
    """A pattern without the name of a form asks for something that is not blank."""
    return _on_form(error) if "format" in error.schema else _on_empty(error)


def _on_empty(_error: ValidationError) -> str:
    return _("is empty; please fill it in.")


def _on_length(error: ValidationError) -> str:
    return _("has {count} characters, at most {most} are kept; please shorten it.").format(
        count=len(error.instance), most=error.validator_value
    )


def _on_too_few(error: ValidationError) -> str:
    least = error.validator_value
    sentence = ngettext(
        "needs at least {least} item; please add it.", "needs at least {least} items; please add them.", least
    )
    return sentence.format(least=least)


def _on_too_small(error: ValidationError) -> str:
    return _("is {value}, at least {least} is needed; please correct it.").format(
        value=error.instance, least=error.validator_value
    )


def _on_not_above(error: ValidationError) -> str:
    return _("is {value}, more than {least} is needed; please correct it.").format(
        value=error.instance, least=error.validator_value
    )


def _on_too_large(error: ValidationError) -> str:
    return _("is {value}, at most {most} is possible; please correct it.").format(
        value=error.instance, most=error.validator_value
    )


_SENTENCES: dict[str, Callable[[ValidationError], str]] = {
    "required": _on_required,
    "type": _on_type,
    "enum": _on_enum,
    "format": _on_form,
    "pattern": _on_pattern,
    "minLength": _on_empty,
    "maxLength": _on_length,
    "minItems": _on_too_few,
    "minimum": _on_too_small,
    "exclusiveMinimum": _on_not_above,
    "maximum": _on_too_large,
}
