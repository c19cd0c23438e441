"""The decision of a body or a committee that recognises the result."""

import pytest

from reports.documents.parts import Recipient
from reports.documents.prize_wording import Prize, Winner
from reports.documents.recognition_wording import compose_recognition
from reports.documents.wording import Reference, committee_issuer
from tests.reports.contest_papers import COMMITTEE, recognition_inputs

PERSON = Winner(kind="individual", people=(Recipient(name="Lê Thị Một"),), title="Ý tưởng")
CONTEST = "Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính trên địa bàn quận Ba Đình năm 2024"


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_recognition(**(recognition_inputs(inputs) | changes))


def test_the_body_decides_and_its_deputy_signs_for_it(written):
    record = written()
    assert record.subject == f"Về việc công nhận kết quả và trao giải {CONTEST}"
    assert record.authority == "ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"
    assert record.issuing_body == ("ỦY BAN NHÂN DÂN", "QUẬN BA ĐÌNH")
    assert record.signer.authority_lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert record.signer.position == "PHÓ CHỦ TỊCH"
    assert record.annex.decided_by == "Ủy ban nhân dân quận Ba Đình"
    assert record.annex.title.startswith("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐẠT GIẢI CUỘC THI TÌM KIẾM")


def test_certificates_are_given_not_commendations(written):
    record = written()
    assert record.articles[0] == (
        f"Công nhận kết quả {CONTEST} và trao giải cho 01 cá nhân và 10 nhóm tác giả đạt giải "
        "(danh sách tại Phụ lục kèm theo).",
        "Mỗi giải gồm Giấy chứng nhận và tiền thưởng.",
        "Các giải không trao: 01 Giải Nhất tập thể, 01 Giải Nhì tập thể và 01 Giải Ba tập thể.",
    )
    assert "Giấy khen" not in record.to_json()
    assert record.recipients == ("Như Điều 3", "Lưu: VT, NV")


def test_money_and_rows_are_those_of_the_award_decision(written, decision):
    record = written()
    assert record.articles[1] == decision.articles[1]
    assert record.articles[2] == decision.articles[2]
    assert record.annex.sections == decision.annex.sections


def test_the_committee_decides_in_its_own_name(written, inputs):
    issuer = committee_issuer("Ban Tổ chức Cuộc thi", inputs["organizer"], symbol="QĐ-BTC")
    set_up = Reference(title="Quyết định", full_number="12/QĐ-UBND", about="về việc thành lập Ban Tổ chức")
    record = written(issuer=issuer, signer=COMMITTEE, proposal=None, papers=(inputs["plan"], set_up))
    assert record.issuing_body == ("BAN TỔ CHỨC CUỘC THI",)
    assert record.parent_body == "UBND QUẬN BA ĐÌNH"
    assert record.authority == "BAN TỔ CHỨC CUỘC THI"
    assert record.symbol == "QĐ-BTC"
    assert record.bases[-1] == "Căn cứ Quyết định số 12/QĐ-UBND về việc thành lập Ban Tổ chức."
    assert all(basis.endswith(";") for basis in record.bases[:-1])
    assert record.signer.other_posts == ("PHÓ CHỦ TỊCH UBND QUẬN",)


def test_one_winner_without_money(written):
    record = written(prizes=(Prize(name="Giải A", quantity=1, money=0, winners=(PERSON,)),))
    assert record.articles[0] == (
        f"Công nhận kết quả {CONTEST} và trao giải cho 01 cá nhân đạt giải (danh sách tại Phụ lục kèm theo).",
        "Mỗi giải được trao Giấy chứng nhận.",
    )
    assert len(record.articles) == 2
    assert record.recipients[0] == "Như Điều 2"


def test_nobody_awarded_is_said_and_lists_nothing(written):
    record = written(prizes=(Prize(name="Giải A", quantity=2, money=1),))
    assert record.subject == f"Về việc công nhận kết quả {CONTEST}"
    assert record.articles[0] == (
        f"Công nhận kết quả {CONTEST}: không có tập thể, cá nhân đạt giải.",
        "Các giải không trao: 02 Giải A.",
    )
    assert record.articles[-1][-1].endswith("thi hành Quyết định này./.")
    assert "có tên tại Điều 1" not in record.articles[-1][-1]
    assert record.annex.sections == ()
