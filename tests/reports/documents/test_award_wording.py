"""The standard sentences of an award decision."""

import dataclasses

import pytest

from reports.documents.parts import Recipient
from reports.documents.prize_wording import Prize, Winner
from reports.documents.wording import Organizer, Reference, issuer_lines

COLLECTIVE = Winner(kind="collective", people=(Recipient(name="Phòng Một"),), title="Ý tưởng chung")
PERSON = Winner(kind="individual", people=(Recipient(name="Lê Thị Một"),), title="Ý tưởng riêng")


def test_who_is_awarded_and_what_is_left(decision):
    assert decision.articles[0] == (
        "Tặng Giấy khen kèm tiền thưởng cho 01 cá nhân và 10 nhóm tác giả đạt giải Cuộc thi Tìm kiếm ý "
        "tưởng, giải pháp cải cách hành chính trên địa bàn quận Ba Đình năm 2024 "
        "(danh sách tại Phụ lục kèm theo).",
        "Các giải không trao: 01 Giải Nhất tập thể, 01 Giải Nhì tập thể và 01 Giải Ba tập thể.",
    )


def test_money_in_digits_and_words(decision):
    assert decision.total_money == 22_000_000
    assert decision.total_rows == 11
    assert decision.articles[1] == (
        "Mức thưởng: 01 Giải Nhất, 5.000.000 đồng; 02 Giải Nhì, mỗi giải 3.000.000 đồng; 03 Giải Ba, "
        "mỗi giải 2.000.000 đồng; 05 Giải Khuyến khích, mỗi giải 1.000.000 đồng.",
        "Tổng số tiền thưởng: 22.000.000 đồng (Bằng chữ: Hai mươi hai triệu đồng chẵn).",
        "Nguồn kinh phí: Quỹ thi đua, khen thưởng (hư cấu).",
    )


def test_the_last_sentence_ends_as_the_models_do(decision):
    assert decision.articles[-1][-1].endswith("chịu trách nhiệm thi hành Quyết định này./.")


def test_bases_are_cited_once_each_and_in_order(decision):
    assert decision.bases[0].startswith("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19")
    assert sum("205/KH-UBND" in basis for basis in decision.bases) == 1
    assert decision.bases[-2:] == (
        "Căn cứ Biên bản họp Ban Tổ chức Cuộc thi số 03/BB-BTC ngày 25 tháng 7 năm 2024;",
        "Theo đề nghị của Trưởng phòng Nội vụ quận tại Tờ trình số 118/TTr-NV ngày 26 tháng 7 năm 2024.",
    )
    assert all(basis.endswith(";") for basis in decision.bases[:-1])


def test_a_plan_that_no_basis_cites_is_added(compose, inputs):
    plan = dataclasses.replace(inputs["plan"], full_number="9/KH-UBND")
    assert "Căn cứ Kế hoạch số 9/KH-UBND ngày 05 tháng 6 năm 2024;" in compose(plan=plan).bases


def test_papers_without_number_or_date(compose):
    record = compose(minutes=Reference(title="Biên bản họp"))
    assert "Căn cứ Biên bản họp;" in record.bases


def test_representatives_stand_first_in_two_sections(compose):
    prizes = (
        Prize(name="Giải A", quantity=1, money=5_000_000, winners=(PERSON,)),
        Prize(name="Giải B", quantity=1, money=1_000_000, winners=(COLLECTIVE,)),
    )
    record = compose(prizes=prizes)
    assert [section.heading for section in record.annex.sections] == ["TẬP THỂ", "CÁ NHÂN, NHÓM TÁC GIẢ"]
    assert [row.index for section in record.annex.sections for row in section.rows] == [1, 1]
    assert "01 tập thể và 01 cá nhân" in record.articles[0][0]
    assert record.subject.startswith("Về việc khen thưởng các tập thể và cá nhân đạt giải")
    assert "các tập thể, cá nhân có tên tại Điều 1" in record.articles[-1][0]
    assert record.annex.notes == ()


def test_without_money_there_is_no_article_of_money(compose):
    record = compose(prizes=(Prize(name="Giải A", quantity=1, money=0, winners=(PERSON,)),))
    assert len(record.articles) == 2
    assert record.recipients[0] == "Như Điều 2"
    assert record.articles[0] == (
        "Tặng Giấy khen cho 01 cá nhân đạt giải Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành "
        "chính trên địa bàn quận Ba Đình năm 2024 (danh sách tại Phụ lục kèm theo).",
    )


def test_nobody_awarded_is_said_and_lists_nothing(compose):
    record = compose(prizes=(Prize(name="Giải A", quantity=1, money=1),))
    assert record.subject == (
        "Về việc công nhận kết quả Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính trên địa bàn "
        "quận Ba Đình năm 2024"
    )
    assert record.articles[0][0].endswith(": không có tập thể, cá nhân đạt giải.")
    assert record.articles[0][1] == "Các giải không trao: 01 Giải A."
    assert len(record.articles) == 2
    assert "có tên tại Điều 1" not in record.articles[-1][0]
    assert record.articles[-1][0].endswith("đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.")
    assert record.annex.sections == ()
    assert (record.total_rows, record.total_money) == (0, 0)


@pytest.mark.parametrize(
    ("level", "name", "authority", "award"),
    [
        ("commune", "Ủy ban nhân dân xã Mẫu", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU", "Giấy khen"),
        ("province", "Ủy ban nhân dân tỉnh Mẫu", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU", "Bằng khen"),
        ("ministry", "Bộ Mẫu", "BỘ TRƯỞNG BỘ MẪU", "Bằng khen"),
    ],
)
def test_words_follow_the_level(compose, level, name, authority, award):
    body = Organizer(name=name, short=name, level=level, place_name="Mẫu", symbol="QĐ-M")
    record = compose(organizer=body)
    assert record.authority == authority
    assert record.articles[0][0].startswith(f"Tặng {award} kèm tiền thưởng")
    assert record.annex.decided_by == f"{authority.split(' ' + name.upper())[0].capitalize()} {name}"


def test_the_caller_may_replace_the_words_of_the_level(compose):
    body = Organizer(
        name="Sở Mẫu", short="Sở Mẫu", level="province", place_name="Mẫu", symbol="QĐ-SM",
        parent_body="ỦY BAN NHÂN DÂN TỈNH MẪU", head_title="Giám đốc", award_form="Giấy khen",
    )  # fmt: skip
    record = compose(organizer=body)
    assert record.parent_body == "ỦY BAN NHÂN DÂN TỈNH MẪU"
    assert record.authority == "GIÁM ĐỐC SỞ MẪU"
    assert record.articles[0][0].startswith("Tặng Giấy khen")


def test_a_title_without_its_kind_is_quoted(compose):
    assert "đạt giải Cuộc thi “Ý tưởng mới”" in compose(contest_title="Ý tưởng mới").subject


@pytest.mark.parametrize(
    ("name", "short", "lines"),
    [
        ("Ủy ban nhân dân quận Ba Đình", "UBND quận Ba Đình", ("ỦY BAN NHÂN DÂN", "QUẬN BA ĐÌNH")),
        ("Bộ Nội vụ", "Bộ Nội vụ", ("BỘ NỘI VỤ",)),
        ("Bộ Nội vụ", "BNV", ("BỘ NỘI VỤ",)),
    ],
)
def test_the_issuing_body_breaks_where_its_abbreviation_ends(name, short, lines):
    assert issuer_lines(name, short) == lines
