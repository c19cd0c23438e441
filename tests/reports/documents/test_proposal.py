"""The proposal of the standing unit."""

import dataclasses

import pytest

from reports.documents.parts import Recipient
from reports.documents.prize_wording import Prize, Winner
from reports.documents.proposal import page_context
from reports.documents.proposal_wording import Course, compose_proposal
from tests.reports.contest_papers import proposal_inputs

PERSON = Winner(kind="individual", people=(Recipient(name="Lê Thị Một"),), title="Ý tưởng")
CONTEST = "Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính trên địa bàn quận Ba Đình năm 2024"


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_proposal(**(proposal_inputs(inputs) | changes))


def test_who_asks_whom_for_what(written):
    record = written()
    assert (record.parent_body, record.issuing_body) == ("UBND QUẬN BA ĐÌNH", ("PHÒNG NỘI VỤ",))
    assert record.addressees == ("Chủ tịch Ủy ban nhân dân quận Ba Đình",)
    assert record.subject == f"Về việc khen thưởng các tập thể, cá nhân đạt giải {CONTEST}"
    assert record.closing.endswith("xem xét, quyết định./.")
    assert record.signer.position == "TRƯỞNG PHÒNG"
    assert record.recipients == ("Như trên", "Lưu: VT, NV")


def test_the_course_of_the_contest_in_numbers(written):
    heading, organised, entries = written().chapters[0]
    assert heading == "Công tác tổ chức"
    assert organised.endswith("Có 29 cơ quan, đơn vị tham gia, trong đó 02 cơ quan, đơn vị báo cáo không có "
                              "bài dự thi.")  # fmt: skip
    assert entries == (
        "Tổng số bài dự thi đã nộp: 24 bài; đạt sơ loại: 21 bài; được tiếp nhận: 20 bài; được chấm điểm: "
        "20 bài."
    )


def test_result_money_and_source(written):
    record = written()
    assert record.chapters[1][1] == (
        "Hội đồng chấm thi họp ngày 25 tháng 7 năm 2024, thống nhất đề nghị trao 11 giải, gồm: 01 Giải Nhất, "
        "02 Giải Nhì, 03 Giải Ba và 05 Giải Khuyến khích (danh sách tại Phụ lục kèm theo)."
    )
    assert record.chapters[2][1] == (
        f"Tặng Giấy khen kèm tiền thưởng cho 01 cá nhân và 10 nhóm tác giả đạt giải {CONTEST}."
    )
    assert record.chapters[2][-2:] == (
        "Tổng số tiền thưởng: 22.000.000 đồng (Bằng chữ: Hai mươi hai triệu đồng chẵn).",
        "Nguồn kinh phí: Quỹ thi đua, khen thưởng (hư cấu).",
    )
    assert record.annex.total_money == 22_000_000


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop(written):
    bases = written().bases
    assert bases[-1] == "Căn cứ Biên bản họp Ban Tổ chức Cuộc thi số 03/BB-BTC ngày 25 tháng 7 năm 2024."
    assert all(basis.startswith("Căn cứ ") and basis.endswith(";") for basis in bases[:-1])


def test_enclosures_are_points_and_the_annex_is_tied_to_the_proposal(written):
    context = page_context(written())
    assert context["enclosures"] == [
        "a) Biên bản họp Hội đồng chấm thi;",
        "b) Bảng tổng hợp điểm;",
        "c) Dự thảo Quyết định khen thưởng.",
    ]
    assert context["attached_to"] == (
        "(Kèm theo Tờ trình số 118/TTr-NV ngày 26 tháng 7 năm 2024 của Phòng Nội vụ)"
    )
    draft = page_context(dataclasses.replace(written(), number=None, date=None))
    assert draft["attached_to"] == "(Kèm theo Tờ trình số …/TTr-NV ngày … tháng … năm … của Phòng Nội vụ)"


def test_one_winner_without_money_asks_for_no_money(written):
    record = written(prizes=(Prize(name="Giải A", quantity=1, money=0, winners=(PERSON,)),))
    assert record.chapters[2] == ("Nội dung trình", f"Tặng Giấy khen cho 01 cá nhân đạt giải {CONTEST}.")
    assert page_context(record)["pays"] is False


def test_nobody_awarded(written):
    record = written(
        prizes=(Prize(name="Giải A", quantity=1, money=1),),
        met_on=None,
        course=Course(units=1, units_without=0, submitted=0, passed=0, received=0, scored=0),
    )
    assert record.subject == f"Về việc công nhận kết quả {CONTEST}"
    assert record.chapters[0][1].endswith("Có 01 cơ quan, đơn vị tham gia.")
    assert record.chapters[1] == (
        "Kết quả chấm",
        "Hội đồng chấm thi họp, kết luận không có bài dự thi đạt giải.",
        "Các giải không trao: 01 Giải A.",
    )
    assert record.chapters[2] == ("Nội dung trình", f"Công nhận kết quả {CONTEST}.")
    assert page_context(record)["sections"] == []
