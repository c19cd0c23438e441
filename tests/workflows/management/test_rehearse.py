"""``manage.py rehearse``: the reference contest by the command, other contests in this process."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from io import StringIO

import pypdfium2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.workflows.management.rehearsing import (
    FIRST,
    JUDGES,
    SECOND,
    THIRD,
    Played,
    decide,
    entry_of,
    leave_out,
    move_unit,
    points,
    reference,
    sheets,
    small,
)
from workflows.domain.audit import verify
from workflows.management.rehearsal import demo, variants
from workflows.management.rehearsal.stages import Stage
from workflows.models import CaseEvent, Checkpoint, Document, Entry, TieVote

KEYS = ["code", "state", "mean_score", "rank", "prize", "decision"]
LEFT = {
    "rejected_prescreen": "screened_out",
    "withdrawn": "withdrawn",
    "returned": "lapsed",
    "rejected_late": "lapsed",
    "awarded": "awarded",
    "scored": "not_awarded",
}


def manage(*arguments, **environment):
    """Run manage.py as a person would; returns the ended process."""
    return subprocess.run(
        [sys.executable, str(settings.ROOT / "manage.py"), *map(str, arguments)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


# --- the reference contest, by the command -----------------------------------------------------------


def by_command(test):
    """Mark a test of the one rehearsal by the command: on a database of its own, in one worker."""
    return pytest.mark.own_database(pytest.mark.xdist_group("rehearsed")(test))


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory):
    """The reference contest, played by the command with a database that no other setting reaches."""
    place = tmp_path_factory.mktemp("rehearsed")
    kept = place / "kept.sqlite3"
    ended = manage(
        "rehearse",
        demo.SOURCE,
        "--out",
        place / "out",
        "--keep-db",
        kept,
        DATABASE_URL="sqlite:////nowhere/at/all.sqlite3",
        TRANG_VAR=str(place / "var"),
    )
    assert ended.returncode == 0, ended.stderr
    return place


def results_in(place):
    return json.loads((place / "out" / "results.json").read_text(encoding="utf-8"))


@by_command
def test_the_reference_contest_comes_out_as_its_file_says(rehearsed):
    written = results_in(rehearsed)
    assert list(written) == ["contest", "entries"]
    assert written["contest"] == "ba-dinh-cchc-2024"
    expected = [
        {
            "code": entry["code"],
            "state": LEFT[entry["demo_state"]],
            "mean_score": entry.get("mean_score"),
            "rank": entry.get("rank"),
            "prize": entry.get("prize"),
        }
        for entry in reference()["entries"]
    ]
    assert [{key: line[key] for key in KEYS[:-1]} for line in written["entries"]] == expected
    assert all(list(line) == KEYS for line in written["entries"])


@by_command
def test_only_the_awarded_have_a_decision(rehearsed):
    numbers = {line["state"]: line["decision"] for line in results_in(rehearsed)["entries"]}
    awarded = numbers.pop("awarded")
    assert re.fullmatch(r"\d{2,}/QĐ-UBND", awarded)
    assert set(numbers.values()) == {None}


@by_command
def test_the_directory_holds_the_decision(rehearsed):
    files = sorted(path.name for path in (rehearsed / "out").iterdir())
    assert files == ["01-bb-hdct.pdf", "01-qd-ubnd.pdf", "01-ttr-nv.pdf", "results.json"]
    text = text_of(rehearsed / "out" / "01-qd-ubnd.pdf")
    assert "22.000.000 đồng" in text
    assert "Nguyễn Thị Minh Họa" in text
    assert "Số: 01/QĐ-UBND" in text


@by_command
def test_the_kept_database_is_one_whole_file(rehearsed):
    assert sorted(p.name for p in rehearsed.glob("kept*")) == ["kept.sqlite3"]
    with sqlite3.connect(rehearsed / "kept.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        refused = database.execute("select count(*) from workflows_caseevent where refused > ''")
        assert refused.fetchone() == (2,)


@by_command
def test_the_kept_trail_is_intact(rehearsed):
    url = f"sqlite:///{rehearsed / 'kept.sqlite3'}"
    ended = manage("verify_audit", DATABASE_URL=url, TRANG_VAR=str(rehearsed / "var"))
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"^\d+ events, \d+ cases: intact$", ended.stdout, re.MULTILINE)
    assert not list(rehearsed.glob("kept*-wal"))


# --- what the command refuses ------------------------------------------------------------------------


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"nicht-da\.json"):
        call_command("rehearse", tmp_path / "nicht-da.json", out=tmp_path / "out")


def test_a_wrong_file_is_told_by_its_path_and_nothing_is_written(tmp_path):
    raw = small()
    raw["contest"]["max_total"] = 95
    file = tmp_path / "contest.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(CommandError, match=r"\$\.contest\.max_total: "):
        call_command("rehearse", file, out=tmp_path / "out", stdout=StringIO())
    assert not (tmp_path / "out").exists()


def test_a_database_is_never_overwritten(tmp_path):
    kept = tmp_path / "kept.sqlite3"
    kept.write_bytes(b"mine")
    with pytest.raises(CommandError, match=r"kept\.sqlite3"):
        call_command("rehearse", demo.SOURCE, out=tmp_path / "out", keep_db=kept)
    assert kept.read_bytes() == b"mine"


# --- other contests ----------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def outcome(lines):
    return {line["code"]: (line["state"], line["rank"], line["prize"]) for line in lines.values()}


USUAL = {
    FIRST: ("awarded", 1, "NHAT"),
    SECOND: ("awarded", 2, "NHI"),
    THIRD: ("not_awarded", 3, None),
}


def test_a_file_without_outcome_is_computed(tmp_path):
    """Labels that say nothing, no verdicts, no dates of forwarding, judges of no unit, prizes for all."""
    raw = small()
    leave_out(raw["contest"], "prescreen_checklist", "funding_source", "required_contact_fields", "eligible")
    for prize in raw["contest"]["prizes"]:
        prize.pop("kind")
    for judge in raw["judges"]:
        judge["unit"] = None
    for entry in raw["entries"]:
        leave_out(entry, "prescreen", "forwarded_at")
    for code in (FIRST, THIRD):
        entry_of(raw, code)["demo_state"] = "scored"
    played = Played(raw)
    lines = played.write(tmp_path)
    assert outcome(lines) == USUAL
    assert [lines[code]["mean_score"] for code in (FIRST, SECOND, THIRD)] == [90, 80, 60]
    assert played.players.refused == []
    assert verify().events == CaseEvent.objects.count() > 0


def test_a_unit_with_several_entries_and_a_late_one(tmp_path):
    """The list goes in time with two entries; what the head decides after the deadline has lapsed."""
    raw = small()
    move_unit(raw, SECOND, FIRST)
    move_unit(raw, THIRD, FIRST)
    decide(entry_of(raw, FIRST), "2024-07-10T08:00:00+07:00", "2024-07-12T08:00:00+07:00")
    decide(entry_of(raw, SECOND), "2024-07-15T08:05:00+07:00", "2024-07-15T08:30:00+07:00")
    entry_of(raw, SECOND)["demo_state"] = "rejected_late"
    played = Played(raw)
    assert outcome(played.write(tmp_path)) == {
        FIRST: ("awarded", 1, "NHAT"),
        SECOND: ("lapsed", None, None),
        THIRD: ("not_awarded", 2, None),
    }
    refused = CaseEvent.objects.filter(
        subject_id=played.players.entry_of[SECOND], noun="entry", refused__gt=""
    )
    assert list(refused.order_by("pk").values_list("verb", flat=True)) == ["confirm_list", "forward"]


def test_forwarding_too_late_lapses_whatever_the_file_calls_it(tmp_path):
    raw = small()
    late = entry_of(raw, SECOND)
    decide(late, "2024-07-12T08:00:00+07:00", "2024-07-15T00:00:00+07:00")
    assert outcome(Played(raw).write(tmp_path))[SECOND] == ("lapsed", None, None)


def test_submitting_too_late_lapses(tmp_path):
    raw = small()
    late = entry_of(raw, SECOND)
    late["submitted_at"] = "2024-07-15T00:00:00+07:00"
    leave_out(late, "prescreen", "forwarded_at", "scores")
    played = Played(raw)
    assert outcome(played.write(tmp_path))[SECOND] == ("lapsed", None, None)
    refused = CaseEvent.objects.filter(subject_id=played.players.entry_of[SECOND], refused__gt="")
    assert "submit" in refused.values_list("verb", flat=True)


def test_collectives_take_the_prizes_of_collectives(tmp_path):
    raw = small()
    for code in (FIRST, SECOND):
        entry_of(raw, code).update(author_kind="collective", collective_name="Tổ Một cửa")
    sheets(entry_of(raw, THIRD), dict.fromkeys(JUDGES, points(70)))
    lines = Played(raw).write(tmp_path)
    assert outcome(lines) == {
        FIRST: ("awarded", 1, "TT_NHAT"),
        SECOND: ("awarded", 2, "TT_NHI"),
        THIRD: ("awarded", 3, "NHAT"),
    }
    assert "TẬP THỂ" in text_of(tmp_path / "01-qd-ubnd.pdf")


def test_two_sheets_per_entry_in_a_blind_contest(tmp_path):
    """Each entry is scored by the two judges whom the file has for it; the mean is of two sheets."""
    raw = small()
    raw["contest"].update(blind=True, sheets_per_entry=2, min_valid_sheets=2)
    for code, pair in zip((FIRST, SECOND, THIRD), (JUDGES[:2], JUDGES[1:], JUDGES[::2]), strict=True):
        entry = entry_of(raw, code)
        sheets(entry, {judge: points(80 + 10 * number) for number, judge in enumerate(pair)})
    sheets(entry_of(raw, FIRST), dict.fromkeys(JUDGES[:2], points(90)))
    lines = Played(raw).write(tmp_path)
    assert [lines[code]["mean_score"] for code in (FIRST, SECOND, THIRD)] == [90, 85, 85]
    assert lines[FIRST]["prize"] == "NHAT"


def test_days_off_and_an_extension_move_the_deadline(tmp_path):
    """The last valid day, Sunday 14 July, moves past a holiday to the 16th; one unit has until the 18th."""
    raw = small()
    raw["contest"].update(
        weekend_rule="next_working_day",
        holidays=[{"date": "2024-07-15", "name": "Ngày nghỉ bù"}],
        extensions=[
            {
                "unit": entry_of(raw, SECOND)["unit"],
                "deadline": "unit_deadline",
                "date": "2024-07-18",
                "rule": "on_or_before",
                "reason": "Mất điện diện rộng",
            }
        ],
    )
    for row in raw["contest"]["timeline"]:
        leave_out(row, "last_valid")
    decide(entry_of(raw, FIRST), "2024-07-16T08:00:00+07:00", "2024-07-16T23:59:59+07:00")
    entry_of(raw, SECOND)["submitted_at"] = "2024-07-17T08:00:00+07:00"
    decide(entry_of(raw, SECOND), "2024-07-18T08:00:00+07:00", "2024-07-18T23:59:59+07:00")
    decide(entry_of(raw, THIRD), "2024-07-16T08:00:00+07:00", "2024-07-17T00:00:00+07:00")
    assert outcome(Played(raw).write(tmp_path)) == {
        FIRST: ("awarded", 1, "NHAT"),
        SECOND: ("awarded", 2, "NHI"),
        THIRD: ("lapsed", None, None),
    }


def test_missing_sheets_and_recusals_leave_the_mean_to_the_others(tmp_path):
    raw = small()
    raw["contest"]["min_valid_sheets"] = 2
    sheets(entry_of(raw, FIRST), {"GK1": points(90), "GK2": points(80)})
    sheets(entry_of(raw, SECOND), {"GK1": points(80), "GK2": None, "GK3": points(80)})
    lines = Played(raw).write(tmp_path)
    assert [lines[code]["mean_score"] for code in (FIRST, SECOND)] == [85, 80]
    closing = CaseEvent.objects.get(verb="close_scoring", noun="round", refused="")
    assert "Giám khảo vắng" in closing.note.text


def test_a_tie_is_voted_on_and_the_seed_repeats_it(tmp_path):
    raw = variants.with_tie(small())
    orders = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            lines = Played(raw, seed=seed).write(tmp_path / f"{len(orders)}")
            codes = list(Entry.objects.order_by("pk").values_list("judging_code", flat=True))
            assert TieVote.objects.count() == 1
            orders.append((outcome(lines), codes))
            transaction.set_rollback(True)
    assert orders[0] == orders[1]
    assert orders[0][1] != orders[2][1]
    assert {orders[0][0][code][1] for code in (FIRST, SECOND)} == {1, 2}


def test_nobody_passes_and_the_decision_says_so(tmp_path):
    raw = small()
    raw["contest"]["pass_mean"] = 95
    lines = Played(raw).write(tmp_path)
    assert outcome(lines) == {
        FIRST: ("not_awarded", 1, None),
        SECOND: ("not_awarded", 2, None),
        THIRD: ("not_awarded", 3, None),
    }
    assert {line["decision"] for line in lines.values()} == {None}
    text = text_of(tmp_path / "01-qd-ubnd.pdf")
    assert "Công nhận kết quả" in text
    assert "Phụ lục" not in text


def test_a_commune_without_legal_bases(tmp_path):
    """Bases come from the data by level and date; a commune stands under the law in force in 2025."""
    raw = variants.shifted(small(), 420)
    leave_out(raw["contest"], "legal_bases")
    raw["contest"]["organizer"].update(
        level="commune", name="Ủy ban nhân dân phường Mẫu", short="UBND phường Mẫu"
    )
    assert outcome(Played(raw).write(tmp_path)) == USUAL
    text = text_of(tmp_path / "01-qd-ubnd.pdf")
    assert "Căn cứ Luật Tổ chức chính quyền địa phương" in text
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG MẪU" in text


@pytest.mark.parametrize("verdict", ["fail", None], ids=["screened out", "no entries"])
def test_a_contest_to_which_nothing_was_sent_ends_there(verdict, tmp_path):
    raw = small()
    if verdict is None:
        raw["entries"] = []
    for entry in raw["entries"]:
        leave_out(entry, "scores", "forwarded_at")
        entry["demo_state"] = "rejected_prescreen"
        entry["prescreen"].update(result="fail", note="Không đúng chủ đề")
    lines = Played(raw).write(tmp_path)
    assert outcome(lines) == dict.fromkeys(lines, ("screened_out", None, None))
    assert len(lines) == len(raw["entries"])
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("rejected_prescreen", "screened_out"),
        ("withdrawn", "withdrawn"),
        ("returned", "lapsed"),
        ("rejected_late", "lapsed"),
    ],
)
def test_the_label_alone_says_how_an_entry_left(label, state, tmp_path):
    """An entry that left, without verdict, dates and sheets, next to one that goes on."""
    raw = small()
    raw["entries"] = raw["entries"][:2]
    left = entry_of(raw, SECOND)
    left["demo_state"] = label
    leave_out(left, "prescreen", "forwarded_at", "scores")
    lines = Played(raw).write(tmp_path)
    assert outcome(lines) == {FIRST: ("awarded", 1, "NHAT"), SECOND: (state, None, None)}


def test_a_criterions_minimum_is_held_against_its_unrounded_mean(tmp_path):
    raw = small()
    next(c for c in raw["contest"]["criteria"] if c["code"] == "HQ")["min_points"] = 24.5
    lines = Played(raw).write(tmp_path)
    assert outcome(lines)[FIRST] == ("awarded", 1, "NHAT")
    assert outcome(lines)[SECOND] == ("not_awarded", 2, None)


# --- stages ------------------------------------------------------------------------------------------

STATES = {
    Stage.DRAFT: None,
    Stage.SUBMITTED: "submitted",
    Stage.PRE_SCREENED: "pre_screened",
    Stage.FORWARDED: "pre_screened",
    Stage.RECEIVED: "pre_screened",
    Stage.SCORING: "pre_screened",
    Stage.SCORED: "scored",
    Stage.APPROVED: "scored",
    Stage.PROPOSED: "scored",
    Stage.SIGNED: "scored",
    Stage.AWARDED: "awarded",
    Stage.PUBLISHED: "awarded",
}


@pytest.mark.parametrize("stage", Stage, ids=lambda stage: stage.word)
def test_until(stage, tmp_path):
    raw = small()
    raw["entries"] = raw["entries"][:1]
    played = Played(raw, until=stage)
    line = played.write(tmp_path)[FIRST]
    assert line["state"] == (STATES[stage] or "draft")
    assert (line["mean_score"] is not None) == (stage >= Stage.SCORED)
    assert (line["prize"], line["decision"] is not None) == (
        ("NHAT", True) if stage >= Stage.AWARDED else (None, False)
    )
    due = {
        "01-bb-hdct.pdf": Stage.APPROVED,
        "01-ttr-nv.pdf": Stage.PROPOSED,
        "01-qd-ubnd.pdf": Stage.AWARDED,
    }
    made = sorted(p.name for p in tmp_path.glob("*.pdf"))
    assert made == sorted(name for name, from_stage in due.items() if stage >= from_stage)
    decision = Document.objects.filter(kind="decision").first()
    assert (decision.state if decision else None) == {
        Stage.PROPOSED: "submitted_for_signature",
        Stage.SIGNED: "signed",
        Stage.AWARDED: "issued",
        Stage.PUBLISHED: "published",
    }.get(stage)
    assert Checkpoint.objects.count() == 1
