"""What comes out of a whole file."""

import hashlib
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workflows.domain.contest_file import ContestFile, from_value, load
from workflows.domain.contest_file.entry_parts import Leaving
from workflows.domain.contest_file.parts import AWARDING, FORWARDING, SCORING, SUBMISSION
from workflows.domain.deadlines import DatedRule, Rule, WeekendRule
from workflows.domain.prizes import AuthorKind, Candidate, PrizeKind, allot
from workflows.domain.ranking import rank
from workflows.domain.scoring_math import passes, score_entry

Loader = Callable[[Any], ContestFile]
HANOI = timezone(timedelta(hours=7))


def test_the_2024_contest(path: Path) -> None:
    file = load(path)
    contest = file.contest
    assert (contest.slug, contest.year, contest.entry_prefix) == ("ba-dinh-cchc-2024", 2024, "BD24")
    assert (contest.organizer.level, contest.organizer.symbol, contest.plan.full) == (
        "district",
        "UBND",
        "205/KH-UBND",
    )
    assert contest.opens_at == datetime(2024, 6, 5, tzinfo=HANOI)
    assert (
        contest.closes_at(FORWARDING) == contest.closes_at(SUBMISSION) == datetime(2024, 7, 15, tzinfo=HANOI)
    )
    assert contest.closes_at(SCORING) == datetime(2024, 7, 26, tzinfo=HANOI)
    assert contest.closes_at(AWARDING) == datetime(2024, 8, 1, tzinfo=HANOI)
    assert contest.tie_break_criteria == ("HQ", "TM", "NR")
    assert contest.tie_break[-1].criterion is None
    assert (contest.min_valid_sheets, contest.sheets_per_entry, contest.blind) == (3, None, False)
    assert contest.weekend_rule is WeekendRule.KEEP
    assert [(c.code, c.max_points, c.step, c.min_points, c.weight) for c in contest.criteria][:2] == [
        ("TM", Decimal(25), Decimal("0.5"), Decimal("12.5"), Decimal(1)),
        ("KT", Decimal(20), Decimal("0.5"), Decimal(10), Decimal(1)),
    ]
    assert (contest.body.name, contest.body.decision_number, contest.body.quorum) == (
        "Ban Tổ chức",
        None,
        None,
    )
    assert len(contest.legal_bases) == 4
    assert len(contest.rounds) == 1
    assert (len(file.units), len(file.judges), len(file.signers), len(file.entries)) == (29, 5, 2, 24)
    assert file.units[12].successors == ("Hồng Hà",)
    assert file.chair is not None
    assert file.chair.code == "GK1"
    assert file.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_key_of_the_2024_contest_is_described(path: Path) -> None:
    assert load(path).unknown_keys == ()


def test_the_entries_of_the_2024_contest(path: Path) -> None:
    entries = {entry.code: entry for entry in load(path).entries}
    left = {code: entry.leaving for code, entry in entries.items() if entry.leaving}
    assert left == {
        "BD24-021": Leaving.WITHDRAWN,
        "BD24-022": Leaving.RETURNED,
        "BD24-023": Leaving.SCREENED_OUT,
        "BD24-024": Leaving.LATE,
    }
    late = entries["BD24-024"]
    assert late.forwarded_at == datetime(2024, 7, 15, 8, 30, tzinfo=HANOI)
    assert (late.prescreen.result, entries["BD24-021"].prescreen.result) == ("pass", None)
    assert entries["BD24-009"].video is not None
    assert entries["BD24-009"].video.duration_seconds == 412
    recused = [(e.code, s.judge) for e in entries.values() for s in e.sheets if s.recused]
    assert recused == [("BD24-002", "GK4"), ("BD24-004", "GK3"), ("BD24-016", "GK5")]
    assert len(entries["BD24-002"].valid_sheets) == 4
    assert entries["BD24-009"].representative.full_name == "Nguyễn Văn Kịch"
    assert entries["BD24-009"].author_kind is AuthorKind.GROUP


def test_from_bytes_to_prizes(path: Path) -> None:
    file = load(path.read_bytes())
    contest = file.contest
    scores = {e.code: score_entry(e.code, e.valid_sheets, contest.criteria) for e in file.entries if e.sheets}
    ranking = rank(scores.values(), contest.tie_break_criteria)
    kinds = {entry.code: entry.author_kind for entry in file.entries}
    allotment = allot(
        contest.prizes,
        [
            Candidate(p.key, p.rank, kinds[p.key], passes(p.score, contest.criteria, contest.pass_mean))
            for p in ranking.places
        ],
    )
    assert (len(allotment.given), allotment.total_vnd) == (11, 22_000_000)


def test_what_the_file_says_of_rank_and_prize_is_not_read(value: dict[str, Any], load_value: Loader) -> None:
    plain = load_value(value).entries
    for entry in value["entries"]:
        if "rank" in entry:
            entry.update(rank=1, mean_score=1.5, prize="KK", demo_state="scored")
    assert load_value(value).entries == plain


def test_text_becomes_nfc(value: dict[str, Any], load_value: Loader) -> None:
    value["contest"]["title"] = unicodedata.normalize("NFD", value["contest"]["title"])
    title = load_value(value).contest.title
    assert title == unicodedata.normalize("NFC", title)
    assert title.startswith("Cuộc thi Tìm kiếm")


def test_null_is_the_same_as_absent(value: dict[str, Any], load_value: Loader) -> None:
    contest = value["contest"]
    contest.update(
        holidays=None, legal_bases=None, body=None, rounds=None, weekend_rule=None, sheets_per_entry=None
    )
    value["entries"][0].update(scores=None, forwarded_at=None, prescreen=None, demo_state=None)
    file = load_value(value)
    assert file.entries[0].sheets == ()
    assert file.entries[0].prescreen.result == "pass"
    assert file.contest.weekend_rule is WeekendRule.KEEP


def test_unknown_keys_are_ignored_and_told(value: dict[str, Any], load_value: Loader) -> None:
    value["contest"]["sponsor"] = {"name": "X"}
    for unit in value["units"]:
        unit["đầu mối"] = "Y"
    file = load_value(value)
    assert file.unknown_keys == ("$.contest.sponsor", "$.units[]['đầu mối']")


def test_a_read_value_loads_like_its_file(path: Path, value: dict[str, Any], load_value: Loader) -> None:
    numbers_exact = __import__("json").loads(path.read_bytes(), parse_float=Decimal)
    assert from_value(numbers_exact).contest == load_value(value).contest


def commune_contest() -> dict[str, Any]:
    """Another contest altogether: a commune in 2026, with all that the 2024 one leaves out."""
    return {
        "contest": {
            "slug": "xa-moi-2026",
            "title": "Cuộc thi Sáng kiến xã năm 2026",
            "year": 2026,
            "organizer": {
                "name": "Ủy ban nhân dân xã Mới",
                "level": "commune",
                "place_name": "Mới",
                "standing_unit": "VHXH",
                "signing_regime": "collective",
            },
            "plan": {
                "number": 7,
                "symbol": "KH-UBND",
                "issued_on": "2026-01-05",
                "subject": "Cuộc thi Sáng kiến",
            },
            "timeline": [
                {"code": "open", "name": "Mở", "date": "2026-01-12", "rule": "on"},
                {"code": "submission_deadline", "name": "Nộp", "date": "2026-02-13", "rule": "on_or_before"},
                {"code": "unit_deadline", "name": "Gửi", "date": "2026-02-15", "rule": "before"},
                {"code": "scoring_done", "name": "Chấm", "date": "2026-03-13", "rule": "on_or_before"},
                {"code": "award_done", "name": "Trao", "date": "2026-04-25", "rule": "on_or_before"},
            ],
            "weekend_rule": "next_working_day",
            "extensions": [
                {
                    "unit": "TH",
                    "deadline": "unit_deadline",
                    "date": "2026-02-27",
                    "rule": "on_or_before",
                    "reason": "mưa lũ",
                }
            ],
            "unit_author_deadlines": [{"unit": "TH", "date": "2026-02-10", "rule": "before"}],
            "themes": [{"code": "A", "name": "Chuyển đổi số"}],
            "criteria": [
                {"code": "ĐM", "name": "Đổi mới", "max_points": 10, "step": 0.25, "weight": 6},
                {
                    "code": "AD",
                    "name": "Áp dụng",
                    "max_points": 10,
                    "step": 0.25,
                    "weight": 4,
                    "min_points": 5,
                },
            ],
            "max_total": 100,
            "pass_mean": 0,
            "tie_break": ["mean(ĐM)"],
            "prizes": [
                {"code": "N", "name": "Giải Nhất", "quantity": 1, "money_vnd": 0},
                {"code": "T", "name": "Giải tập thể", "kind": "tap_the", "quantity": 1, "money_vnd": 500000},
            ],
            "blind": True,
            "body": {
                "name": "Hội đồng",
                "decision": {"number": "12/QĐ-UBND", "date": "2026-01-10"},
                "quorum": 2,
            },
        },
        "signers": [{"full_name": "Nguyễn Văn Ký", "position": "CHỦ TỊCH"}],
        "judges": [
            {"code": "1", "full_name": "A", "role": "chu_tich"},
            {"code": "2", "full_name": "B", "unit": "TH", "username": "gk2"},
        ],
        "units": [
            {"code": "VHXH", "name": "Phòng Văn hóa - Xã hội"},
            {"code": "TH", "name": "Trường Tiểu học", "parent": "VHXH", "valid_from": "2025-07-01"},
        ],
        "people": [
            {"username": "gk2", "full_name": "B", "role": "judge"},
            {"username": "th", "full_name": "C", "role": "unit_head", "unit": "TH"},
            {"username": "th", "full_name": "C", "role": "unit_officer", "unit": "TH"},
        ],
        "entries": [
            {
                "code": "XM-26-1",
                "title": "Sổ tay số",
                "theme": "A",
                "unit": "TH",
                "format": "article",
                "author_kind": "collective",
                "authors": [{"full_name": "Trần Thị D", "phone": "0900 000 001", "address": "Xã Mới"}],
                "abstract": "Tóm tắt.",
                "submitted_at": "2026-02-09T10:00:00",
                "prescreen": {"result": "pass"},
                "scores": [{"judge": "1", "criteria": {"ĐM": 8.25, "AD": 7}, "total": 77.5}],
            }
        ],
    }


def test_another_contest_with_all_that_is_optional(load_value: Loader) -> None:
    file = load_value(commune_contest())
    contest = file.contest
    assert contest.plan.full == "07/KH-UBND"
    assert contest.entry_prefix == "XM-26"
    assert contest.min_valid_sheets == 2
    assert contest.closes_at(SUBMISSION) == datetime(2026, 2, 14, tzinfo=HANOI)
    # the last valid day is Saturday 14 February, before the New Year's days off until Friday the 20th
    assert contest.closes_at(FORWARDING) == datetime(2026, 2, 24, tzinfo=HANOI)
    # Saturday 25 April, then the Hùng Kings' day on Sunday and the day off for it
    assert contest.closes_at(AWARDING) == datetime(2026, 4, 29, tzinfo=HANOI)
    assert contest.extensions[0].dated == DatedRule(date(2026, 2, 27), Rule.ON_OR_BEFORE, "mưa lũ")
    assert contest.unit_author_deadlines == {"TH": DatedRule(date(2026, 2, 10), Rule.BEFORE)}
    assert (contest.body.name, contest.body.decision_number, contest.body.quorum) == (
        "Hội đồng",
        "12/QĐ-UBND",
        2,
    )
    assert contest.body.decision_date == date(2026, 1, 10)
    assert [fmt.code for fmt in contest.entry_formats] == ["article", "video"]
    assert [prize.kind for prize in contest.prizes] == [None, PrizeKind.COLLECTIVE]
    assert contest.legal_bases[0] == "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    assert contest.legal_bases[-1].startswith(
        "Kế hoạch số 07/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Mới"
    )
    assert (file.chair is not None and file.chair.code) == "1"
    assert [(p.username, p.role) for p in file.people] == [
        ("gk2", "judge"),
        ("th", "unit_head"),
        ("th", "unit_officer"),
    ]
    (entry,) = file.entries
    assert entry.submitted_at == datetime(2026, 2, 9, 10, tzinfo=HANOI)
    assert entry.collective_name == "Trường Tiểu học"
    assert (entry.leaving, entry.representative.full_name) == (None, "Trần Thị D")
    assert score_entry("E", entry.valid_sheets, contest.criteria).mean == Decimal("77.5")
    assert file.unknown_keys == ()


@pytest.mark.parametrize(
    ("state", "result", "leaving", "verdict"),
    [
        (None, None, None, "pass"),
        ("scored", None, None, "pass"),
        ("awarded", "pass", None, "pass"),
        (None, "fail", Leaving.SCREENED_OUT, "fail"),
        (None, "returned", Leaving.RETURNED, "returned"),
        ("rejected_prescreen", None, Leaving.SCREENED_OUT, "fail"),
        ("rejected_late", "pass", Leaving.LATE, "pass"),
        ("withdrawn", None, Leaving.WITHDRAWN, None),
        ("withdrawn", "pass", Leaving.WITHDRAWN, "pass"),
    ],
)
def test_how_an_entry_left(
    load_value: Loader, state: str | None, result: str | None, leaving: Leaving | None, verdict: str | None
) -> None:
    contest = commune_contest()
    entry = contest["entries"][0]
    entry.update(demo_state=state, prescreen={"result": result}, scores=[])
    (loaded,) = load_value(contest).entries
    assert (loaded.leaving, loaded.prescreen.result) == (leaving, verdict)


def test_the_first_of_a_collective_stands_for_it_unless_another_is_marked(load_value: Loader) -> None:
    contest = commune_contest()
    authors = contest["entries"][0]["authors"]
    authors.append({**authors[0], "full_name": "Lê Văn E"})
    assert load_value(contest).entries[0].representative.full_name == "Trần Thị D"
    authors[1]["is_representative"] = True
    assert load_value(contest).entries[0].representative.full_name == "Lê Văn E"


def test_a_file_may_have_no_entries(value: dict[str, Any], load_value: Loader) -> None:
    del value["entries"]
    file = load_value(value)
    assert file.entries == ()
    assert file.contest.entry_prefix == "BD24"


def test_authors_stand_in_their_order(value: dict[str, Any], load_value: Loader) -> None:
    authors = value["entries"][0]["authors"]
    names = [author["full_name"] for author in authors]
    authors.reverse()
    assert [author.full_name for author in load_value(value).entries[0].authors] == names
