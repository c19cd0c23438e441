"""The decision that cancels awards."""

import dataclasses

import pytest

from reports.documents.parts import Recipient
from reports.documents.revocation_wording import GROUNDS, Revoked, compose_revocation
from tests.reports.contest_papers import revocation_inputs
from workflows.domain.entries import LEGAL_GROUNDS

PERSON = Revoked(people=(Recipient(name="Lê Thị Một"),), title="Ý tưởng", prize="Giải A", money=0)


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_revocation(**(revocation_inputs(inputs) | changes))


def test_the_grounds_are_those_of_the_product():
    assert tuple(GROUNDS) == LEGAL_GROUNDS


def test_whose_award_is_cancelled_is_said_person_by_person(written):
    first, *lines = written().articles[0]
    assert first == (
        "Hủy bỏ quyết định tặng thưởng tại Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024 của Chủ tịch "
        "Ủy ban nhân dân quận Ba Đình đối với:"
    )
    assert lines[0].startswith(
        "a) Nguyễn Thị Minh Họa (Công chức Tư pháp - Hộ tịch, UBND phường Kim Mã), Trần"
    )
    # a title that brings its own quotation marks gets no second pair
    assert ": Giải Nhất, tiền thưởng 5.000.000 đồng, ý tưởng, giải pháp “Ngày không hẹn”: giải" in lines[0]
    assert lines[1].endswith(
        "“Tổ hỗ trợ dịch vụ công lưu động tại nhà cho người cao tuổi, người khuyết tật”."
    )


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_ground_is_cited_by_its_point(written, ground):
    record = written(ground=ground, finding="")
    assert record.ground == ground
    assert record.articles[1] == (
        f"Lý do hủy bỏ: {GROUNDS[ground]}, theo quy định tại điểm {ground} khoản 2 Điều 93 Luật Thi đua, khen "
        "thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022.",
    )


def test_money_to_be_returned_in_digits_and_words(written):
    assert written().articles[2] == (
        "Thu hồi Giấy khen và tiền thưởng đã trao cho các tập thể, cá nhân có tên tại Điều 1; nộp lại Phòng "
        "Nội vụ trước ngày 15 tháng 9 năm 2024.",
        "Tổng số tiền thưởng thu hồi: 8.000.000 đồng (Bằng chữ: Tám triệu đồng chẵn).",
    )


def test_one_person_without_money(written):
    record = written(awards=(PERSON,), due=None)
    assert record.articles[0][1:] == ("a) Lê Thị Một: Giải A, ý tưởng, giải pháp “Ý tưởng”.",)
    assert record.articles[2] == (
        "Thu hồi Giấy khen đã trao cho các tập thể, cá nhân có tên tại Điều 1; nộp lại Phòng Nội vụ.",
    )


def test_the_law_and_the_decision_are_cited_the_law_once(written):
    bases = written().bases
    assert sum("Luật Thi đua, khen thưởng" in basis for basis in bases) == 1
    assert (
        "Căn cứ Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024 của Chủ tịch Ủy ban nhân dân quận Ba Đình;"
        in bases
    )
    other = written(legal_bases=())
    assert other.bases[0] == "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022;"


def test_a_finding_is_told_in_brackets(written):
    assert "(kê khai kết quả áp dụng không đúng thực tế, hư cấu), theo quy định" in written().articles[1][0]


@pytest.mark.parametrize("bad", [{"ground": "đ"}, {"awards": ()}])
def test_without_a_ground_or_an_award_there_is_no_revocation(written, bad):
    with pytest.raises(ValueError, match="revocation of"):
        written(**bad)


def test_the_name_of_nobody_is_lost(written, inputs):
    awards = tuple(dataclasses.replace(PERSON, people=(Recipient(name=f"Người {n}"),)) for n in range(30))
    lines = written(awards=awards).articles[0][1:]
    assert [f"- Người {n}:" in line for n, line in enumerate(lines)] == [True] * 30
