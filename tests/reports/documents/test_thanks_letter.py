"""The standard wording of the letter of thanks."""

import dataclasses

import pytest

from reports.documents.thanks_letter import ThanksLetterRecord, page_context
from tests.reports.papers import COLLECTIVE, CONTEST, GROUP, OTHER_TITLE, PERSON, TITLE, thanks_letter


@pytest.mark.parametrize(
    ("author", "addressees", "whom"),
    [
        (PERSON, ("Ông (Bà) Phạm Văn Ví Dụ, Viên chức, Trung tâm Văn hóa",), "Ông (Bà)"),
        (
            GROUP,
            ("Ông (Bà) Nguyễn Thị Minh Họa (đại diện nhóm tác giả)", "Ông (Bà) Trần Văn Thí Dụ"),
            "các tác giả",
        ),
        (COLLECTIVE, ("Phòng Giả Định",), "tập thể Phòng Giả Định"),
        (dataclasses.replace(GROUP, people=GROUP.people[:1]), None, "Ông (Bà)"),
    ],
)
def test_each_kind_of_author_is_addressed(author, addressees, whom):
    record = thanks_letter(author=author)
    if addressees:
        assert record.addressees == addressees
    assert f"trân trọng cảm ơn {whom} đã tham gia {CONTEST}" in record.paragraphs[0]


def test_a_title_with_its_own_quotation_marks_gets_no_more():
    assert f"giải pháp {TITLE} (mã số BD24-007)." in thanks_letter().paragraphs[0]
    assert f"giải pháp “{OTHER_TITLE}”." in thanks_letter(author=PERSON, entry_code="").paragraphs[0]


def test_the_letter_has_no_number_and_ends_as_the_models_do():
    record = thanks_letter()
    context = page_context(record)
    assert context["number"] == ""
    assert context["place_and_date"] == "Ba Đình, ngày 02 tháng 8 năm 2024"
    assert record.paragraphs[-1].endswith("./.")
    assert page_context(thanks_letter(day=None))["place_and_date"].endswith("ngày … tháng … năm …")


def test_it_survives_the_way_to_json_and_back():
    record = thanks_letter()
    assert ThanksLetterRecord.from_json(record.to_json()) == record
