"""What two versions of a paper say differently: by field, by line, by word."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reports.documents.labels import describe_field

SAME, ADDED, REMOVED = "same", "added", "removed"
_WORDS = re.compile(r"\s*\S+\s*")


class Part(NamedTuple):
    """A piece of a line: its words, and whether they stayed, came or went."""

    kind: str
    text: str


class Line(NamedTuple):
    """A line of a field; ``kind`` is ``same`` too where only some of its words differ."""

    kind: str
    parts: tuple[Part, ...]


class Difference(NamedTuple):
    """A field, named as a clerk reads it, with its lines; those that stayed give the others their place."""

    label: str
    lines: tuple[Line, ...]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return the fields of two plain records that differ, in the order of the newer one."""
    before, after = dict(blocks(old)), dict(blocks(new))
    paths = [*after, *(path for path in before if path not in after)]
    return [
        Difference(describe_field(path), tuple(_lines(before.get(path, []), after.get(path, []))))
        for path in paths
        if before.get(path, []) != after.get(path, [])
    ]


def blocks(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the fields of plain data with their lines; a row of a list is one line."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from blocks(item, f"{path}.{name}" if path else name)
    elif _is_list_of_lists(value):
        for place, item in enumerate(value, 1):
            yield from blocks(item, f"{path}[{place}]")
    elif isinstance(value, list):
        yield path, [_line(item) for item in value]
    else:
        yield path, [] if value in (None, "") else str(value).splitlines()


def _is_list_of_lists(value: Any) -> bool:
    """Sections hold rows of their own; articles hold paragraphs."""
    return isinstance(value, list) and any(
        isinstance(item, list) or (isinstance(item, Mapping) and any(map(_has_rows, item.values())))
        for item in value
    )


def _has_rows(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(row, Mapping) and any(isinstance(cell, list) for cell in row.values()) for row in value
    )


def _line(item: Any) -> str:
    return " · ".join(text for text in _texts(item) if text)


def _texts(item: Any) -> Iterator[str]:
    if isinstance(item, Mapping):
        yield from (text for value in item.values() for text in _texts(value))
    elif isinstance(item, list):
        yield from (text for value in item for text in _texts(value))
    elif item is not None:
        yield str(item)


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for act, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield from (_whole(SAME, line) for line in new[c:d])
        elif act == "replace" and b - a == d - c:
            yield from (Line(SAME, _words(was, now)) for was, now in zip(old[a:b], new[c:d], strict=True))
        else:
            yield from (_whole(REMOVED, line) for line in old[a:b])
            yield from (_whole(ADDED, line) for line in new[c:d])


def _whole(kind: str, line: str) -> Line:
    return Line(kind, (Part(kind, line),))


def _words(old: str, new: str) -> tuple[Part, ...]:
    """Return one line with what came and went in it, word by word."""
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(
        None, list(map(str.strip, was)), list(map(str.strip, now)), autojunk=False
    )
    parts: list[Part] = []
    for act, a, b, c, d in matcher.get_opcodes():
        if act == "equal":
            parts.append(Part(SAME, "".join(now[c:d])))
            continue
        parts += [Part(REMOVED, "".join(was[a:b]))] if b > a else []
        parts += [Part(ADDED, "".join(now[c:d]))] if d > c else []
    return tuple(parts)
