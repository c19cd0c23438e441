"""Every field that a clerk may edit has a shape that a form knows."""

from dataclasses import fields

import pytest

from reports.documents.editing import Shape, fixed_of, shapes_of
from reports.documents.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_editable_field_has_a_shape(kind):
    assert list(shapes_of(kind)) == list(KINDS[kind].editable)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_fixed_and_what_is_edited_are_apart(kind):
    names = {field.name for field in fields(KINDS[kind].record)}
    assert set(fixed_of(kind)) <= names - set(KINDS[kind].editable)


def test_shapes_of_a_decision():
    assert shapes_of("award_decision") == {
        "subject": Shape.TEXT,
        "bases": Shape.LINES,
        "articles": Shape.ARTICLES,
        "recipients": Shape.LINES,
        "signer": Shape.SIGNER,
        "place": Shape.LINE,
    }
    assert "annex" in fixed_of("award_decision")
