"""The minutes of the jury's meeting."""

import dataclasses
from decimal import Decimal

import pytest

from reports.documents.jury_minutes import attendance, page_context
from reports.documents.jury_minutes_wording import (
    Recusal,
    ScoredEntry,
    Tie,
    compose_jury_minutes,
    tie_line,
)
from tests.reports.contest_papers import minutes_inputs


@pytest.fixture
def written(inputs):
    return lambda judges=5, **changes: compose_jury_minutes(**(minutes_inputs(inputs, judges) | changes))


def test_what_the_system_cannot_know_is_a_blank_for_the_secretary(written):
    record = written()
    assert record.time_begun == record.time_ended == "… giờ …, ngày 25 tháng 7 năm 2024"
    assert record.meeting_place == "…"
    assert written(met_on=None).time_begun == "… giờ …, ngày … tháng … năm …"


def test_the_head_has_no_place_and_date(written):
    context = page_context(written())
    assert context["place_and_date"] == ""
    assert context["number"] == "03/BB-HĐCT"


def test_opening_lines_end_with_one_full_stop(written):
    record = dataclasses.replace(written(), meeting_place="Hội trường.")
    assert page_context(record)["opening"][:2] == [
        "Thời gian bắt đầu: … giờ …, ngày 25 tháng 7 năm 2024.",
        "Địa điểm: Hội trường.",
    ]


def test_attendance_follows_from_the_lines_that_the_secretary_edits(written):
    record = written()
    assert attendance(record) == "Có mặt: 05/05 thành viên; đủ số thành viên tối thiểu để họp (03)."
    away = dataclasses.replace(
        record, present=record.present[:2], absent=tuple(f"{m} (đi công tác)" for m in record.present[2:])
    )
    assert attendance(away) == "Có mặt: 02/05 thành viên; không đủ số thành viên tối thiểu để họp (03)."
    assert page_context(away)["absent"][-1].endswith("(đi công tác).")
    assert attendance(dataclasses.replace(record, quorum=None)) == "Có mặt: 05/05 thành viên."


def test_every_total_of_every_judge_stands_in_the_table(written):
    row = written().rows[1]
    assert (row.code, row.rank, row.mean, row.prize) == ("B12", "2", "94,00", "Giải Nhì")
    assert row.totals == ("", "94", "94", "94", "94")
    context = page_context(written())
    assert context["lines"][1]["totals"] == ["–", "94", "94", "94", "94"]
    assert context["legend"] == "–"


def test_without_a_gap_there_is_no_legend(written):
    full = [dataclasses.replace(row, totals=("90",) * 5) for row in written().rows]
    assert page_context(dataclasses.replace(written(), rows=tuple(full)))["legend"] == ""


@pytest.mark.parametrize(
    ("judges", "apart", "crowd"), [(3, False, False), (4, True, False), (6, True, False), (7, True, True)]
)
def test_many_judges_take_the_table_to_an_annex_that_lies_across(written, judges, apart, crowd):
    context = page_context(written(judges))
    assert (context["apart"], context["crowd"]) == (apart, crowd)


@pytest.mark.parametrize(
    ("tie", "line"),
    [
        (
            Tie(codes=("B1", "B2"), mean=Decimal("91.00"), first=5, criteria=("Hiệu quả", "Tính mới")),
            "Các bài B1 và B2 cùng điểm trung bình 91,00; lần lượt xếp hạng 5 và 6 theo điểm trung bình tiêu "
            "chí “Hiệu quả” và điểm trung bình tiêu chí “Tính mới”.",
        ),
        (
            Tie(codes=("B1", "B2", "B3"), mean=Decimal("80.50"), first=1, vote="5/5 phiếu đồng ý."),
            "Các bài B1, B2 và B3 cùng điểm trung bình 80,50; lần lượt xếp hạng 1, 2 và 3 theo kết quả biểu "
            "quyết (5/5 phiếu đồng ý).",
        ),
        (
            Tie(codes=("B1", "B2"), mean=Decimal("80.50"), first=1, vote=""),
            "Các bài B1 và B2 cùng điểm trung bình 80,50; lần lượt xếp hạng 1 và 2 theo kết quả biểu quyết.",
        ),
        (
            Tie(codes=("B1", "B2"), mean=Decimal("80.50"), first=1),
            "Các bài B1 và B2 cùng điểm trung bình 80,50; lần lượt xếp hạng 1 và 2.",
        ),
        (
            Tie(codes=("B1", "B2"), mean=Decimal("80.50"), first=None),
            "Các bài B1 và B2 cùng điểm trung bình 80,50; chưa phân định được thứ hạng.",
        ),
    ],
)
def test_how_a_tie_was_settled(tie, line):
    assert tie_line(tie) == line


def test_recusals_and_replacements(written):
    record = written(
        recusals=(
            Recusal(judge="Bà A (GK1)", codes=("B1", "B2")),
            Recusal(judge="GK2", codes=("B3",), by="GK4"),
        )
    )
    assert record.recusals == (
        "Bà A (GK1) không chấm bài B1 và B2 do xung đột lợi ích.",
        "GK2 không chấm bài B3; GK4 chấm thay.",
    )


def test_the_conclusion_counts_the_prizes(written):
    assert written().conclusions == (
        "Hội đồng chấm thi thống nhất kết quả chấm và đề nghị trao 11 giải, gồm: 01 Giải Nhất, 02 Giải Nhì, "
        "03 Giải Ba và 05 Giải Khuyến khích.",
    )


def test_one_entry_without_prize_and_an_open_rank(written):
    entry = ScoredEntry(code="B1", title="T", unit="U", totals=(None,), mean=Decimal("40.00"), rank=None)
    record = written(1, entries=(entry,), ties=(), recusals=())
    assert record.rows[0].rank == "…"
    assert record.agenda[0].startswith("01 bài dự thi được chấm điểm.")
    assert record.conclusions == ("Hội đồng chấm thi thống nhất không đề nghị trao giải.",)


def test_no_entries_at_all(written):
    record = written(entries=(), ties=(), recusals=())
    assert record.agenda[0].startswith("Không có bài dự thi nào được chấm điểm.")
    assert page_context(record)["apart"] is False
    assert page_context(record)["lines"] == []
