"""Dates in documents and on screens."""

from datetime import UTC, date, datetime

import pytest

from workflows.vietnamese.dates import (
    deadline,
    document_date,
    last_minute,
    place_and_date,
    screen_date,
    screen_moment,
    weekday,
)

LAST_VALID = datetime(2024, 7, 14, 16, 59, 59, tzinfo=UTC)


def test_document_date_vectors(vectors):
    for iso, line in vectors["document_date"]:
        assert place_and_date("Ba Đình", date.fromisoformat(iso)) == line


def test_months_one_and_two_are_padded_and_no_other():
    padded = [m for m in range(1, 13) if f"tháng 0{m} " in document_date(date(2024, m, 10))]
    assert padded == [1, 2]


def test_a_draft_shows_blanks():
    assert place_and_date("Ba Đình", None) == "Ba Đình, ngày … tháng … năm …"


def test_deadline_names_the_weekday_in_vietnamese_time():
    assert deadline(LAST_VALID) == "23:59 ngày 14/07/2024, Chủ nhật"
    assert deadline(LAST_VALID, "en") == "23:59 on Sunday, 14 July 2024"


def test_midnight_belongs_to_the_day_that_begins():
    midnight = datetime(2024, 7, 14, 17, 0, tzinfo=UTC)
    assert screen_moment(last_minute(midnight)) == "23:59 ngày 14/07/2024"
    assert last_minute(LAST_VALID) == LAST_VALID
    noon = datetime(2024, 7, 14, 5, 0, tzinfo=UTC)
    assert last_minute(noon) == noon


def test_moment_and_date():
    assert screen_moment(LAST_VALID) == "23:59 ngày 14/07/2024"
    assert screen_moment(LAST_VALID, "en-gb") == "23:59 on 14 July 2024"
    assert screen_date(date(2024, 6, 5)) == "05/06/2024"
    assert screen_date(date(2024, 6, 5), "en") == "5 June 2024"


def test_every_weekday():
    days = [weekday(date(2024, 7, 8 + n)) for n in range(7)]
    assert days == [
        "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật",
    ]  # fmt: skip
    assert weekday(date(2024, 7, 8), "en") == "Monday"


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        deadline(LAST_VALID.replace(tzinfo=None))
