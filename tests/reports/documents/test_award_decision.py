"""What the page derives from the record."""

import dataclasses
from datetime import date

from reports.documents.award_decision import page_context


def test_a_draft_leaves_room_for_number_and_date(compose):
    context = page_context(compose(number=None, day=None))
    assert context["number"] == "\u00a0" * 8 + "/QĐ-UBND"
    assert context["place_and_date"] == "Ba Đình, ngày … tháng … năm …"
    assert context["attached_to"] == (
        "(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm … của Chủ tịch Ủy ban nhân dân quận Ba Đình)"
    )


def test_the_clerk_adds_number_and_date_and_nothing_else(compose):
    draft = compose(number=None, day=None)
    final = draft.numbered(5, date(2024, 2, 3))
    context = page_context(final)
    assert context["number"] == "05/QĐ-UBND"
    assert context["place_and_date"] == "Ba Đình, ngày 03 tháng 02 năm 2024"
    assert dataclasses.replace(final, number=None, date=None) == draft


def test_the_total_follows_from_the_rows(decision):
    context = page_context(decision)
    assert context["total_money"] == "22.000.000"
    assert context["total_in_words"] == "Hai mươi hai triệu đồng chẵn"


def test_empty_sections_are_left_out_and_numbered_anew(decision):
    section = decision.annex.sections[0]
    annex = dataclasses.replace(
        decision.annex, sections=(dataclasses.replace(section, heading="TẬP THỂ", rows=()), section)
    )
    headings = [s["heading"] for s in page_context(dataclasses.replace(decision, annex=annex))["sections"]]
    assert headings == ["I. CÁ NHÂN, NHÓM TÁC GIẢ"]
