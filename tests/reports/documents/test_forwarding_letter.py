"""The standard wording of a unit's letter."""

from reports.documents.forwarding_letter import page_context
from tests.reports.papers import CONTEST, forwarding_letter


def test_whom_about_what_and_how_many():
    record = forwarding_letter()
    assert record.addressees == ("Ban Tổ chức Cuộc thi (qua Phòng Nội vụ)",)
    assert record.concerning == f"V/v gửi bài dự thi {CONTEST}"
    assert record.paragraphs[0].startswith("Thực hiện Kế hoạch số 205/KH-UBND ngày 05 tháng 6 năm 2024")
    assert "gửi 02 bài dự thi" in record.paragraphs[0]
    assert record.paragraphs[-1].endswith("./.")
    assert record.annex_title == f"DANH SÁCH BÀI DỰ THI {CONTEST.upper()}"


def test_what_is_not_known_is_not_said():
    record = forwarding_letter(plan="", contact="", through="", drafter="")
    assert record.addressees == ("Ban Tổ chức Cuộc thi",)
    assert record.paragraphs[0].startswith("Ủy ban nhân dân phường Kim Mã đã tổ chức sơ loại")
    assert record.paragraphs[1].endswith("theo quy định của Cuộc thi.")
    assert record.recipients[-1] == "Lưu: VT"


def test_the_annex_belongs_to_the_letter():
    assert page_context(forwarding_letter())["attached_to"] == (
        "(Kèm theo Công văn số 45/UBND-VP ngày 12 tháng 7 năm 2024 của Ủy ban nhân dân phường Kim Mã)"
    )
    draft = page_context(forwarding_letter(number=None, day=None))
    assert draft["attached_to"].startswith("(Kèm theo Công văn số …/UBND-VP ngày … tháng … năm …")
