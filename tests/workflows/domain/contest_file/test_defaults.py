"""Legal bases, days off and prefixes where a file is silent."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from workflows.domain.contest_file import ContestFile
from workflows.domain.contest_file.legal_bases import legal_bases_for
from workflows.domain.contest_file.public_days import Holiday, public_holidays
from workflows.domain.deadlines import WeekendRule

Loader = Callable[[Any], ContestFile]


def test_the_data_file_says_the_same_as_the_2024_contest(value: dict[str, Any], load_value: Loader) -> None:
    given = load_value(value).contest.legal_bases
    del value["contest"]["legal_bases"]
    assert load_value(value).contest.legal_bases == given


@pytest.mark.parametrize(
    ("level", "on", "first", "last"),
    [
        ("district", "2024-07-31", "19 tháng 6 năm 2015", "98/2023/NĐ-CP"),
        ("commune", "2025-03-15", "19 tháng 02 năm 2025", "98/2023/NĐ-CP"),
        ("province", "2025-06-30", "16 tháng 6 năm 2025", "98/2023/NĐ-CP"),
        ("commune", "2025-07-01", "16 tháng 6 năm 2025", "152/2025/NĐ-CP"),
        ("province", "2026-11-01", "16 tháng 6 năm 2025", "152/2025/NĐ-CP"),
        ("ministry", "2024-07-31", "Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015", "98/2023/NĐ-CP"),
        ("ministry", "2026-11-01", "Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025", "152/2025/NĐ-CP"),
    ],
)
def test_laws_by_level_and_date(level: str, on: str, first: str, last: str) -> None:
    laws = legal_bases_for(level, date.fromisoformat(on))
    assert len(laws) == 3
    assert first in laws[0]
    assert laws[1] == "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert last in laws[2]


def test_no_district_decides_after_june_2025() -> None:
    assert len(legal_bases_for("district", date(2025, 6, 30))) == 3
    assert legal_bases_for("district", date(2025, 7, 1)) == ()


def test_public_holidays_of_a_year() -> None:
    days = {holiday.date for holiday in public_holidays([2024])}
    assert date(2024, 2, 10) in days
    assert date(2024, 9, 2) in days
    assert all(day.year == 2024 for day in days)
    assert public_holidays([2099]) == (
        Holiday(date(2099, 1, 1), "Tết Dương lịch"),
        Holiday(date(2099, 4, 30), "Ngày Chiến thắng"),
        Holiday(date(2099, 5, 1), "Ngày Quốc tế lao động"),
        Holiday(date(2099, 9, 2), "Quốc khánh"),
    )


def test_the_files_own_days_off_replace_the_public_ones(value: dict[str, Any], load_value: Loader) -> None:
    value["contest"]["holidays"] = ["2024-07-22", {"date": "2024-07-15", "name": "Ngày thành lập"}]
    contest = load_value(value).contest
    assert contest.holidays == (Holiday(date(2024, 7, 15), "Ngày thành lập"), Holiday(date(2024, 7, 22), ""))


def test_the_weekend_rule_may_stand_at_the_dates(value: dict[str, Any], load_value: Loader) -> None:
    for row in value["contest"]["timeline"]:
        row.pop("last_valid", None)
        row["weekend_rule"] = "next_working_day"
    contest = load_value(value).contest
    assert contest.weekend_rule is WeekendRule.NEXT_WORKING_DAY
    assert contest.closes_at("unit_deadline").date() == date(2024, 7, 16)


@pytest.mark.parametrize(
    ("codes", "prefix"),
    [
        (["HK25-1", "HK25-2"], "HK25"),
        (["A-1", "B-2"], "BD24"),
        (["1", "2"], "BD24"),
        (["Một-cái-tên-quá-dài-1"], "BD24"),
        ([], "BD24"),
    ],
)
def test_the_prefix_of_entry_codes(
    value: dict[str, Any], load_value: Loader, codes: list[str], prefix: str
) -> None:
    value["entries"] = value["entries"][: len(codes)]
    for entry, code in zip(value["entries"], codes, strict=True):
        entry["code"] = code
    assert load_value(value).contest.entry_prefix == prefix


def test_a_prefix_in_the_file_counts(value: dict[str, Any], load_value: Loader) -> None:
    value["contest"]["entry_prefix"] = "ST"
    assert load_value(value).contest.entry_prefix == "ST"


@pytest.mark.parametrize(
    ("judges", "per_entry", "given", "minimum"),
    [(5, None, None, 3), (2, None, None, 2), (5, 2, None, 2), (5, None, 4, 4)],
)
def test_the_minimum_of_valid_sheets(
    value: dict[str, Any],
    load_value: Loader,
    judges: int,
    per_entry: int | None,
    given: int | None,
    minimum: int,
) -> None:
    value["entries"] = []
    value["judges"] = value["judges"][:judges]
    value["contest"].update(sheets_per_entry=per_entry, min_valid_sheets=given)
    assert load_value(value).contest.min_valid_sheets == minimum
