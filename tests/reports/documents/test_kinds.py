"""What a clerk may edit of each paper."""

import dataclasses
import typing
from datetime import date

import pytest

from reports.documents.kinds import KINDS
from reports.documents.parts import Signer
from reports.documents.record import from_plain, to_plain
from tests.reports.papers import SAMPLES

EDITABLE = {str, tuple[str, ...], tuple[tuple[str, ...], ...], Signer, date | None}


FORMS = {"article", "scoresheet", "submission_receipt", "intake_receipt", "register_print"}
"""What says only what the case says: nobody words it."""

NUMBERED = sorted(set(KINDS) - FORMS - {sample().KIND for sample in SAMPLES})


@pytest.fixture
def all_papers(papers, decision):
    ours = (sample() for sample in SAMPLES)
    return papers | {record.KIND: record for record in (decision, *ours)}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].editable])
def test_editable_fields_are_fields_that_a_form_can_show(kind):
    hints = typing.get_type_hints(KINDS[kind].record)
    assert [name for name in KINDS[kind].editable if hints.get(name) not in EDITABLE] == []
    assert len(set(KINDS[kind].editable)) == len(KINDS[kind].editable)
    # numbers belong to the register, names of the issuer to the case
    assert not {"number", "date", "symbol", "issuing_body", "annex"} & set(KINDS[kind].editable)


def test_every_paper_can_be_edited_but_those_that_only_repeat_the_case():
    assert {kind for kind in KINDS if not KINDS[kind].editable} == FORMS


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"article"}))
def test_every_record_survives_the_way_through_plain_data(kind, all_papers):
    record = all_papers[kind]
    assert from_plain(type(record), to_plain(record)) == record


@pytest.mark.parametrize("kind", NUMBERED)
def test_every_paper_survives_the_way_to_json_and_takes_a_number(kind, all_papers):
    record = all_papers[kind]
    assert type(record).from_json(record.to_json()) == record
    numbered = record.numbered(5, date(2024, 2, 3))
    assert dataclasses.replace(numbered, number=record.number, date=record.date) == record
    assert KINDS[kind].context(numbered)["number"].startswith("05/")


@pytest.mark.parametrize("kind", NUMBERED)
def test_a_draft_leaves_room_for_number_and_date(kind, all_papers):
    draft = dataclasses.replace(all_papers[kind], number=None, date=None)
    context = KINDS[kind].context(draft)
    assert context["number"].startswith("\u00a0" * 8 + "/")
    wanted = "" if kind == "jury_minutes" else "Ba Đình, ngày … tháng … năm …"
    assert context["place_and_date"] == wanted
