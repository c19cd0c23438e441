"""The standard wording of the minutes of a pre-screening."""

from datetime import date

import pytest

from reports.documents.screening_minutes import Decided, answers_in_short, page_context
from tests.reports.papers import CONTEST, screening_minutes


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"K1": True, "K2": True}, "Đạt 2/2"),
        ({"K1": True, "K2": False}, "Không đạt: K2"),
        ({"K1": False, "K2": False}, "Không đạt: K1, K2"),
        ({"K2": False}, "Không đạt: K2; Chưa trả lời: K1"),
        ({}, "Chưa trả lời: K1, K2"),
    ],
)
def test_answers_in_short(answers, text):
    assert answers_in_short(answers, ["K1", "K2"]) == text


def test_outcomes_counts_and_checklist():
    record = screening_minutes()
    assert [entry.outcome for entry in record.entries] == [
        "Chọn gửi",
        "Không chọn: Đủ điều kiện, không chọn gửi",
        "Không chọn: Không thuộc nội dung dự thi",
    ]
    assert record.conclusion[0] == "Tổng số bài được sơ loại: 03; chọn gửi 01 bài, không chọn 02 bài."
    assert record.checklist[0] == "K1: Đúng đối tượng dự thi"
    assert record.subject == f"Sơ loại bài dự thi {CONTEST}"


def test_a_reason_that_no_cell_holds_is_shortened_at_a_word():
    entry = Decided(code="T-1", title="A", author="B", answers={}, chosen=False, reason="lý do " * 400)
    [row] = screening_minutes(entries=(entry,)).entries
    assert len(row.outcome) <= 520
    assert row.outcome.endswith(" …")
    assert row.outcome.removesuffix(" …").endswith(("lý", "do"))


def test_time_place_and_people_open_the_minutes():
    assert screening_minutes().opening == (
        "Thời gian: 14 giờ 30, ngày 11 tháng 7 năm 2024.",
        "Địa điểm: Ủy ban nhân dân phường Kim Mã.",
        "Thành phần:",
        "- Bà Lê Thị Thủ Trưởng, Chủ tịch;",
        "- Ông Hoàng Văn Cán Bộ, cán bộ đầu mối.",
    )


def test_a_unit_without_entries_says_so():
    record = screening_minutes(entries=(), at=None, people=())
    assert record.conclusion == (f"Đơn vị không có bài dự thi {CONTEST}.",)
    assert record.opening[0] == "Thời gian: … giờ …, ngày … tháng … năm …."


def test_minutes_have_a_number_no_place_and_an_end():
    context = page_context(screening_minutes())
    assert (context["number"], context["place_and_date"]) == ("07/BB-UBND", "")
    assert context["closing"] == "Biên bản được lập xong ngày 11 tháng 7 năm 2024./."
    draft = screening_minutes(number=None, day=None)
    assert page_context(draft)["closing"].endswith("ngày … tháng … năm …./.")
    assert page_context(draft.numbered(3, date(2024, 1, 2)))["number"] == "03/BB-UBND"
