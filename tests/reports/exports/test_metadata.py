"""Fields of Annex VI: within their lengths, nothing refused, what was cut says so."""

import pytest

from reports.exports.metadata import DESCRIPTIONS, NUMBERS, TEXTS, field
from workflows.states import DocumentState


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_cut_only_where_the_field_is_shorter(name):
    room = TEXTS[name]
    assert field(name, "ờ" * room) == f"<{name}>{'ờ' * room}</{name}>\n"
    assert field(name, "ờ" * (room + 1)) == f'<{name} t:length="{room + 1}">{"ờ" * room}</{name}>\n'


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_a_number_is_never_cut(name):
    most = 10 ** NUMBERS[name] - 1
    assert field(name, most) == f"<{name}>{most}</{name}>\n"
    assert field(name, most + 1) == f'<{name} t:value="{most + 1}"/>\n'


def test_what_is_unknown_is_empty():
    assert field("IssuedDate", None) == "<IssuedDate/>\n"
    assert field("FullName", "") == "<FullName/>\n"


def test_letters_with_marks_count_as_one():
    assert field("FullName", "e\u0302\u0301" * 50) == f"<FullName>{'ế' * 50}</FullName>\n"


def test_every_state_has_a_description():
    assert set(DESCRIPTIONS) == set(DocumentState)
    assert all(len(text) <= TEXTS["Description"] for text in DESCRIPTIONS.values())
