"""The letter of correction."""

import pytest

from reports.documents.correction import page_context
from reports.documents.correction_wording import compose_correction
from tests.reports.contest_papers import SUBJECT, correction_inputs


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_correction(**(correction_inputs(inputs) | changes))


def test_a_letter_says_under_its_number_what_it_concerns(written):
    context = page_context(written())
    assert context["number"] == "1024/UBND-NV"
    assert context["concerning"] == "V/v đính chính Quyết định số 512/QĐ-UBND"


def test_each_change_says_where_what_and_how_it_is_to_be_read(written):
    paragraphs = written().paragraphs
    assert paragraphs[0] == (
        "Ủy ban nhân dân quận Ba Đình đã ban hành Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024 "
        f"{SUBJECT}."
    )
    assert paragraphs[2:4] == (
        "1. Tại căn cứ thứ hai: “ngày 15 tháng 06 năm 2022” đính chính thành “ngày 15 tháng 6 năm 2022”.",
        "2. Tại số thứ tự 3, Phụ lục: “Hồ Văn Phát” đính chính thành “Hồ Văn Phác”.",
    )
    assert paragraphs[4] == "Các nội dung khác của Quyết định số 512/QĐ-UBND không thay đổi."
    assert paragraphs[-1].endswith("thực hiện./.")


def test_nothing_to_correct_is_refused(written):
    with pytest.raises(ValueError, match="without a change"):
        written(changes=())
