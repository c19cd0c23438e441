"""The notice of the results: what may be public, and nothing else."""

import pytest

from reports.documents.parts import Recipient
from reports.documents.results_notice import page_context
from reports.documents.results_notice_wording import PublicPrize, PublicWinner, compose_results_notice
from tests.reports.contest_papers import notice_inputs


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_results_notice(**(notice_inputs(inputs) | changes))


def winner(name, unit="Phòng Một"):
    return PublicWinner(people=(Recipient(name=name, post=unit),), title="Ý tưởng")


def test_the_committee_gives_notice(written):
    record = written()
    assert (record.parent_body, record.issuing_body) == ("UBND QUẬN BA ĐÌNH", ("BAN TỔ CHỨC CUỘC THI",))
    assert record.symbol == "TB-BTC"
    assert record.opening == (
        "Căn cứ Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024, Ban Tổ chức Cuộc thi thông báo kết quả "
        "như sau:"
    )
    assert record.results[0].endswith(
        "đã tiếp nhận 20 bài dự thi. Có 11 giải được trao, gồm: 01 Giải Nhất, 02 Giải Nhì, 03 Giải Ba và "
        "05 Giải Khuyến khích. Danh sách cụ thể như sau:"
    )
    assert record.closing.endswith("biết./.")


def test_no_money_no_score_no_post(written):
    text = written().to_json()
    assert "000.000" not in text
    assert "điểm" not in " ".join(written().results)
    assert "Công chức" not in text


def test_within_a_prize_the_alphabet_decides_so_that_no_rank_can_be_read(written):
    prizes = (
        PublicPrize(name="Giải B", winners=(winner("Trần Văn Út"), winner("Lê Thị Ánh"), winner("Đỗ An"))),
    )
    rows = written(prizes=prizes).rows
    assert [row.people[0].name for row in rows] == ["Đỗ An", "Lê Thị Ánh", "Trần Văn Út"]


def test_a_group_keeps_the_order_of_its_authors_and_shows_a_shared_unit_once(written):
    group = PublicWinner(
        people=(Recipient(name="Vũ Văn Vinh", post="Phòng Một"), Recipient(name="Đỗ An", post="Phòng Một")),
        title="Ý tưởng",
    )
    mixed = PublicWinner(
        people=(Recipient(name="Lê Lợi Mẫu", post="Phòng Một"), Recipient(name="Đỗ An", post="Phòng Hai")),
        title="Ý tưởng",
    )
    record = written(prizes=(PublicPrize(name="Giải B", winners=(group, mixed)),))
    lines = page_context(record)["lines"]
    assert [line["shared"] for line in lines] == [False, True]
    assert [person.name for person in record.rows[1].people] == ["Vũ Văn Vinh", "Đỗ An"]


def test_parts_are_numbered_without_gaps(written):
    assert [heading for heading, _text in page_context(written())["further"]] == [
        "2. Trao giải",
        "3. Đề nghị xem xét lại kết quả",
    ]
    without = page_context(written(ceremony=""))["further"]
    assert [heading for heading, _text in without] == ["2. Đề nghị xem xét lại kết quả"]


def test_where_to_ask_for_a_review(written):
    assert "(qua Phòng Nội vụ, điện thoại 024 0000 0000)" in written().review
    assert written(contact="").review == (
        "Tổ chức, cá nhân có đề nghị xem xét lại kết quả gửi văn bản về Ban Tổ chức Cuộc thi để được xem "
        "xét, trả lời."
    )


def test_one_winner(written):
    record = written(prizes=(PublicPrize(name="Giải A", winners=(winner("Đỗ An"),)),))
    assert "Có 01 giải được trao, gồm: 01 Giải A." in record.results[0]


def test_nobody_awarded(written):
    record = written(prizes=(PublicPrize(name="Giải A"),), received=0)
    assert record.results[0].endswith("đã tiếp nhận 00 bài dự thi. Không có tập thể, cá nhân đạt giải.")
    assert record.rows == ()
