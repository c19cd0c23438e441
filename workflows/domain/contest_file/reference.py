"""The table of all keys in `docs/contest-file.md`, written from the schema.

`python -m workflows.domain.contest_file.reference` prints it.
"""

import sys
from collections.abc import Iterator
from typing import Any

from workflows.domain.contest_file.structure import schema

HEADER = "| key | required | type | default | meaning |\n|---|---|---|---|---|"
_TYPES = {"string": "text", "integer": "whole number", "array": "list", "boolean": "true / false"}
_FORMATS = {"date": "date", "date-time": "date and time", "code": "code", "slug": "slug"}


def key_table() -> str:
    """The Markdown table of all keys, in the order of the schema."""
    return "\n".join([HEADER, *_rows(schema(), "")])


def _rows(rules: dict[str, Any], prefix: str) -> Iterator[str]:
    required = rules.get("required", [])
    for key, member in (rules.get("properties") or {}).items():
        yield from _row(prefix + key, member, is_required=key in required)
    for member in (rules.get("patternProperties") or {}).values():
        yield from _row(prefix + member["x-example"], member, is_required=False)


def _row(path: str, rules: dict[str, Any], *, is_required: bool) -> Iterator[str]:
    default = "" if is_required else _default(rules)
    yes = "yes" if is_required else "no"
    yield f"| `{path}` | {yes} | {_type(rules)} | {default} | {rules['description']} |"
    yield from _rows(rules, f"{path}.")
    items = rules.get("items", {})
    if "properties" in items:
        yield from _rows(items, f"{path}[].")


def _default(rules: dict[str, Any]) -> str:
    if "x-default" in rules:
        return str(rules["x-default"])
    default = rules["default"]
    if default in ("", [], None):
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _type(rules: dict[str, Any]) -> str:
    if "enum" in rules:
        return " / ".join(f"`{value}`" for value in rules["enum"] if value is not None)
    types = rules.get("type", "any")
    names = [types] if isinstance(types, str) else [name for name in types if name != "null"]
    if rules.get("format") in _FORMATS and "object" not in names:
        return _FORMATS[rules["format"]]
    return " or ".join(_TYPES.get(name, name) for name in names)


if __name__ == "__main__":
    sys.stdout.write(key_table() + "\n")
