"""Every text of every record has a name that a clerk can read in an error."""

import dataclasses
import typing

import pytest

from reports.documents.kinds import KINDS
from reports.documents.labels import LABELS, describe_field

NEVER_WRONG = {"language", "layout_profile", "date", "day"}


def names_of(kind):
    """Yield the names of all fields that can hold a text, of this record and those inside."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            if hints[field.name] not in (bool, int, int | None):
                yield field.name
                yield from names_of(hints[field.name])
    else:
        for part in typing.get_args(kind):
            yield from names_of(part)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_label(kind):
    assert set(names_of(KINDS[kind].record)) - set(LABELS) - NEVER_WRONG == set()


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_clerk_may_edit_is_a_field(kind):
    assert set(KINDS[kind].editable) <= {field.name for field in dataclasses.fields(KINDS[kind].record)}


def test_a_path_reads_from_the_outside_in():
    assert describe_field("entries[2].title") == "entry 2, the title"
