"""Measures of Decree 30/2020, Annex I, taken from the finished page."""

import dataclasses

import pytest

from reports.documents.parts import Recipient
from reports.pdf.engine import render


def near(value, wanted, tolerance=0.6):
    return abs(value - wanted) <= tolerance


def test_paper(issued_file):
    assert issued_file.size(1) == (210, 297)
    assert issued_file.size(3) == (297, 210)


@pytest.mark.parametrize(
    ("page", "text", "points"),
    [
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12),
        (1, "Độc lập - Tự do - Hạnh phúc", 13),
        (1, "ỦY BAN NHÂN DÂN", 12),
        (1, "Số: 512/QĐ-UBND", 13),
        (1, "Ba Đình, ngày 30", 13),
        (1, "QUYẾT ĐỊNH", 14),
        (1, "Về việc khen thưởng", 14),
        (1, "Căn cứ Luật Thi đua", 14),
        (1, "Tặng Giấy khen", 14),
        (2, "Nơi nhận:", 12),
        (2, "- Như Điều 3", 11),
        (2, "CHỦ TỊCH", 14),
        (2, "Nguyễn Văn Ký", 14),
        (3, "Phụ lục", 14),
        (3, "DANH SÁCH KHEN THƯỞNG", 14),
    ],
)
def test_type_sizes(issued_file, page, text, points):
    assert near(issued_file.find(page, text).size, points, 0.05)


def test_the_state_name_stays_on_one_line_within_the_right_margin(issued_file):
    state = issued_file.find(1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert near(state.right - state.left, 88.3, 1)
    assert state.right <= 195.1
    assert state.left >= 102


def test_header_columns_are_centred_on_one_axis_each(issued_file):
    left = [issued_file.find(1, text) for text in ("ỦY BAN NHÂN DÂN", "QUẬN BA ĐÌNH", "Số: 512/QĐ-UBND")]
    right = [
        issued_file.find(1, text)
        for text in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Ba Đình, ngày 30 tháng 7 năm 2024",
        )
    ]
    assert all(near(place.middle, 30 + 36) for place in left)
    assert all(near(place.middle, 30 + 72 + 46.5) for place in right)
    assert near(left[2].top, right[2].top, 1)


def test_margins_hold(issued_file):
    body = issued_file.find(1, "Luật sửa đổi, bổ sung")
    assert near(body.left, 30)
    assert issued_file.find(1, "ỦY BAN NHÂN DÂN").top >= 19.5
    assert issued_file.find(1, "Nguồn kinh phí").bottom <= 277


def test_paragraphs_are_indented_by_one_centimetre(issued_file):
    assert near(issued_file.find(1, "Căn cứ Luật Thi đua").left, 40)
    assert near(issued_file.find(1, "Điều 1.").left, 40)


def test_the_page_number_is_centred_in_the_upper_margin(issued_file):
    number = issued_file.find(2, "2")
    assert number.size == pytest.approx(14, abs=0.05)
    assert near(number.middle, (30 + 195) / 2)
    assert number.bottom < 20


def test_the_signature_stands_right_level_with_the_recipients(issued_file):
    post, name = issued_file.find(2, "CHỦ TỊCH"), issued_file.find(2, "Nguyễn Văn Ký")
    recipients = issued_file.find(2, "Nơi nhận:")
    assert near(post.middle, name.middle)
    assert post.middle > 30 + 165 / 2
    assert near(post.top, recipients.top, 1.5)
    assert near(recipients.left, 30)
    assert 25 <= name.top - post.bottom <= 36


def test_the_signature_keeps_the_last_article_beside_it(compose, open_pdf):
    bare = dataclasses.replace(compose().annex, sections=())
    for extra in range(1, 12, 2):
        record = dataclasses.replace(compose(executors=("Trưởng phòng Nội vụ",) * extra), annex=bare)
        with open_pdf(render("award_decision", record).pdf) as file:
            [page] = [text for text in file.texts() if "Nguyễn Văn Ký" in text]
        assert "./." in page
        assert "Nơi nhận:" in page


@pytest.mark.parametrize("people", [1, 60])
def test_a_row_taller_than_its_page_goes_on_with_nothing_lost(decision, open_pdf, people):
    [section] = decision.annex.sections
    names = tuple(Recipient(name=f"Người số {place}", post="Chuyên viên") for place in range(people))
    tall = dataclasses.replace(section.rows[0], people=names, title=("dài " * 500).strip())
    rows = dataclasses.replace(section, rows=(tall, *section.rows[1:3]))
    annex = dataclasses.replace(decision.annex, sections=(rows,))
    with open_pdf(render("award_decision", dataclasses.replace(decision, annex=annex)).pdf) as file:
        text = " ".join(file.texts()[2:])
    assert text.count("dài") == 500
    assert all(f"Người số {place} " in text for place in range(people))
    assert "Tổng cộng" in text
