"""What the printed register says."""

from datetime import date

from reports.documents.register_print import COLUMNS, cells, page_context
from reports.documents.type_names import TYPE_NAMES
from tests.reports.papers import register_line, register_print
from workflows.models.paper_kinds import DocumentKind


def test_every_kind_of_paper_has_a_type():
    assert set(TYPE_NAMES) == set(DocumentKind.values)


def test_the_title_page_says_from_when_to_when_and_which_numbers():
    lines = (register_line(9, day=date(2024, 2, 1)), register_line(512, day=date(2024, 12, 31)))
    context = page_context(register_print(lines=lines))
    assert [context[name] for name in ("since", "until", "first", "last")] == [
        "01/02/2024", "31/12/2024", "09", "512",
    ]  # fmt: skip


def test_a_line_has_a_cell_for_each_of_the_eight_columns():
    line = register_line(10, copies=None, note="Hủy: Nhầm ngày", is_void=True)
    assert len(cells(line)) == len(COLUMNS) == 8
    assert cells(line) == (
        "10/QĐ-UBND",
        "30/07/2024",
        "Quyết định: Về việc khen thưởng các tập thể, cá nhân đạt giải Cuộc thi",
        "Nguyễn Văn Ký",
        "Như Điều 3; Thường trực Quận ủy (để báo cáo)",
        "Lưu: VT, NV",
        "",
        "Hủy: Nhầm ngày",
    )
