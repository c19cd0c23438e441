"""What a score sheet prints."""

from decimal import Decimal

import pytest

from reports.documents.scoresheet import Given, page_context, printed
from reports.pdf.text import MAX_FIELD
from tests.reports.papers import TITLE, scoresheet


@pytest.mark.parametrize(
    ("number", "text"),
    [("21.50", "21,5"), ("17.00", "17"), ("100", "100"), ("0", "0"), ("0.25", "0,25"), ("10.00", "10")],
)
def test_points_have_a_decimal_comma_and_no_idle_zeros(number, text):
    assert printed(Decimal(number)) == text


def test_a_blind_sheet_shows_code_and_title_only():
    assert page_context(scoresheet())["facts"] == [
        ("Mã số bài dự thi", "K7M-42"),
        ("Tên ý tưởng, giải pháp", TITLE),
    ]


def test_an_open_sheet_shows_author_and_unit():
    facts = dict(page_context(scoresheet(author="Phạm Văn Ví Dụ", unit="Phòng Một"))["facts"])
    assert (facts["Tác giả"], facts["Đơn vị"]) == ("Phạm Văn Ví Dụ", "Phòng Một")


def test_weights_are_shown_only_where_they_count():
    assert page_context(scoresheet())["is_weighted"] is False
    line = Given(criterion="Tính mới", maximum=Decimal(10), points=Decimal(9), weight=Decimal("2.5"))
    record = scoresheet(given=(line,))
    assert page_context(record)["is_weighted"] is True
    assert record.points[0].weight == "2,5"


def test_moment_and_date_are_vietnamese():
    record = scoresheet()
    assert record.submitted_at == "10:05 ngày 24/07/2024"
    assert page_context(record)["place_and_date"] == "Ba Đình, ngày 24 tháng 7 năm 2024"


def test_a_sheet_that_was_not_handed_in_leaves_room():
    line = Given(criterion="Tính mới", maximum=Decimal(10), points=None)
    record = scoresheet(given=(line,), total=None, submitted_at=None, comment="")
    assert (record.points[0].points, record.total, record.submitted_at, record.comment) == ("", "", "", ())
    assert page_context(record)["place_and_date"] == "Ba Đình, ngày … tháng … năm …"


def test_a_comment_keeps_its_paragraphs():
    assert len(scoresheet().comment) == 2


def test_a_comment_of_the_longest_kind_is_printed_whole():
    comment = ("Nhận xét rất dài về giải pháp. " * 170)[:5_000].strip()
    parts = scoresheet(comment=comment).comment
    assert " ".join(parts) == comment
    assert max(map(len, parts)) <= MAX_FIELD
