"""What a clerk may edit of each paper."""

import dataclasses
import typing
from datetime import date

import pytest

from reports.documents.kinds import KINDS
from reports.documents.labels import LABELS
from reports.documents.parts import Signer
from reports.documents.record import to_plain

EDITABLE = {str, tuple[str, ...], tuple[tuple[str, ...], ...], Signer, date | None}


@pytest.fixture
def all_papers(papers, decision):
    return papers | {"award_decision": decision}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].editable])
def test_editable_fields_are_fields_that_a_form_can_show(kind):
    hints = typing.get_type_hints(KINDS[kind].record)
    assert [name for name in KINDS[kind].editable if hints.get(name) not in EDITABLE] == []
    assert len(set(KINDS[kind].editable)) == len(KINDS[kind].editable)
    # numbers belong to the register, names of the issuer to the case
    assert not {"number", "date", "symbol", "issuing_body", "annex"} & set(KINDS[kind].editable)


def test_every_paper_but_the_article_can_be_edited():
    assert [kind for kind in KINDS if not KINDS[kind].editable] == ["article"]


def _names(plain):
    if isinstance(plain, dict):
        return set(plain) | {name for value in plain.values() for name in _names(value)}
    return {name for value in plain for name in _names(value)} if isinstance(plain, list) else set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "article"])
def test_every_field_has_a_name_for_the_clerk(kind, all_papers):
    record = all_papers[kind]
    unnamed = {"date", "number", "index", "money", "language", "layout_profile", "quorum", "authority"}
    figures = {"submitted", "passed", "screened_out", "forwarded", "received", "awarded"}
    assert _names(to_plain(record)) - set(LABELS) - unnamed - figures == set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "article"])
def test_every_paper_survives_the_way_to_json_and_takes_a_number(kind, all_papers):
    record = all_papers[kind]
    assert type(record).from_json(record.to_json()) == record
    numbered = record.numbered(5, date(2024, 2, 3))
    assert dataclasses.replace(numbered, number=record.number, date=record.date) == record
    assert KINDS[kind].context(numbered)["number"].startswith("05/")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "article"])
def test_a_draft_leaves_room_for_number_and_date(kind, all_papers):
    draft = dataclasses.replace(all_papers[kind], number=None, date=None)
    context = KINDS[kind].context(draft)
    assert context["number"].startswith("\u00a0" * 8 + "/")
    wanted = "" if kind == "jury_minutes" else "Ba Đình, ngày … tháng … năm …"
    assert context["place_and_date"] == wanted
