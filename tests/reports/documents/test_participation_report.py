"""The report on participation."""

import pytest

from reports.documents.participation_report import Figures, ThemeRow, UnitRow, page_context, total_of
from reports.documents.participation_report_wording import NONE_DECLARED, compose_participation_report
from tests.reports.contest_papers import report_inputs

ACTIVE = UnitRow(name="Phòng Một", figures=Figures(submitted=3, passed=2, screened_out=1, forwarded=2))
DECLARED = UnitRow(name="Phòng Hai", figures=Figures(), note=NONE_DECLARED)
SILENT = UnitRow(name="Phòng Ba", figures=Figures())


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_participation_report(**(report_inputs(inputs) | changes))


def test_totals_follow_from_the_rows(written):
    context = page_context(written())
    assert context["unit_total"].cells == (81, 54, 27, 54, 54, 13)
    assert context["theme_total"].cells == (81, 54, 27, 54, 54, 12)
    assert total_of(()) == Figures()


def test_units_that_declared_none_are_not_mixed_with_silent_ones(written):
    record = written(units=(ACTIVE, DECLARED, SILENT))
    assert record.chapters[0] == (
        "Cơ quan, đơn vị tham gia",
        "Tổng số cơ quan, đơn vị tham gia: 03; có bài dự thi: 01.",
        "Cơ quan, đơn vị báo cáo không có bài dự thi: Phòng Hai.",
        "Cơ quan, đơn vị không gửi bài và không báo cáo: Phòng Ba.",
        "Số liệu từng cơ quan, đơn vị tại Bảng 1.",
    )


def test_many_silent_units_are_counted_and_marked_in_the_table(written):
    record = written(units=[UnitRow(name=f"Phường {n}", figures=Figures()) for n in range(400)])
    assert record.chapters[0][2] == (
        "Cơ quan, đơn vị không gửi bài và không báo cáo: 400 (ghi chú tại Bảng 1)."
    )
    assert {row.note for row in record.units} == {"Không gửi bài, không báo cáo"}


def test_figures_of_the_text_are_those_of_the_table(written):
    assert written(units=(ACTIVE,)).chapters[1][1] == (
        "Số bài đã nộp: 03; đạt sơ loại: 02; không đạt sơ loại: 01; đã gửi: 02; được tiếp nhận: 00; đạt "
        "giải: 00."
    )


def test_what_became_of_the_others_is_said_where_there_are_others(written):
    figures = Figures(submitted=5, passed=2, screened_out=1)
    text = written(units=(UnitRow(name="Phòng Một", figures=figures),)).chapters[1]
    assert text[2] == "Còn lại 02 bài đã rút, bị loại, quá hạn, trả lại hoặc chưa sơ loại xong."
    assert not any("Còn lại" in line for line in written(units=(ACTIVE,)).chapters[1])


def test_without_themes_there_is_no_second_table(written):
    record = written(themes=())
    assert not any("Bảng 2" in line for chapter in record.chapters for line in chapter)
    assert any(
        "Bảng 2" in line for line in written(themes=(ThemeRow(name="X", figures=Figures()),)).chapters[1]
    )


def test_a_contest_without_units(written):
    record = written(units=(), themes=())
    assert record.chapters[0][1] == "Tổng số cơ quan, đơn vị tham gia: 00; có bài dự thi: 00."
    assert record.opening.startswith(
        "Thực hiện Kế hoạch số 205/KH-UBND ngày 05 tháng 6 năm 2024, Phòng Nội vụ"
    )
    assert record.closing == "Phòng Nội vụ trân trọng báo cáo./."
