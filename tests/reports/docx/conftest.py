"""Reading Word files, and a record of every kind of paper."""

import dataclasses
import datetime
import io
import itertools
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reports.docx.engine import write

DAY = datetime.date(2024, 7, 30)
AS_THEY_ARE = ("language", "layout_profile")


class WordFile:
    """An opened DOCX."""

    def __init__(self, data: bytes) -> None:
        self.document = docx.Document(io.BytesIO(data))
        self.body = self.document.element.body

    def paragraphs(self) -> list[Paragraph]:
        """Return all paragraphs, those of tables too, in the order of the file."""
        return [Paragraph(found, self.document._body) for found in self.body.iter(qn("w:p"))]

    def find(self, text: str) -> Paragraph:
        """Return the first paragraph that holds ``text``."""
        found = [paragraph for paragraph in self.paragraphs() if text in paragraph.text]
        assert found, f"{text!r} is not in the file"
        return found[0]

    def words(self) -> list[str]:
        return " ".join(paragraph.text for paragraph in self.paragraphs()).split()

    def tables(self) -> list[Any]:
        return list(self.body.iter(qn("w:tbl")))


def sample(kind: Any, count: Iterator[int], name: str = "") -> Any:
    """Return a value of a field's type; texts and numbers are all different, nothing is left out."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return sample(next(arm for arm in typing.get_args(kind) if arm is not type(None)), count, name)
    if origin is tuple:
        return tuple(sample(typing.get_args(kind)[0], count, name) for _ in range(2))
    if dataclasses.is_dataclass(kind):
        return sample_record(kind, count)
    made: dict[Any, Callable[[], Any]] = {
        str: lambda: f"Chữ {name} {next(count)}", int: lambda: next(count), bool: lambda: True,
        datetime.date: lambda: DAY,
    }  # fmt: skip
    return made[kind]()


def sample_record(cls: Any, count: Iterator[int] | None = None) -> Any:
    """Return a record of ``cls`` with every field filled."""
    numbers = count or itertools.count(101)
    hints = typing.get_type_hints(cls)
    fields = [field.name for field in dataclasses.fields(cls) if field.name not in AS_THEY_ARE]
    return cls(**{name: sample(hints[name], numbers, name) for name in fields})


@pytest.fixture(scope="session")
def open_word() -> Callable[[bytes], WordFile]:
    return WordFile


@pytest.fixture(scope="session")
def make_sample() -> Callable[[Any], Any]:
    return sample_record


@pytest.fixture(scope="session")
def word(decision) -> WordFile:
    """Return the standard decision as a Word file."""
    return WordFile(write("award_decision", decision))
