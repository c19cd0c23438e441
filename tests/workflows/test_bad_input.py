"""Bad input: for each line of ``bad_input.csv`` one clear sentence in both languages, a status of 4xx, nothing
changed and nothing typed lost. Every line is sent through HTTP as a browser would send it.
"""

import csv
import html
import json
from contextlib import nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.acting import Acting
from tests.factories import give, make_user, make_world
from tests.workflows.management.rehearsing import small
from workflows import clock
from workflows.flows import acts
from workflows.models import ContestUnit, Document, Entry, WorkItem
from workflows.states import DocumentState

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("bad_input.csv")
WRITTEN_BY_A_REFUSAL = {"CaseEvent", "EventNote", "Case", "Checkpoint"}
"""A refused attempt is an event of its own; everything else stays as it was."""


@dataclass
class Try:
    """What is sent: by whom, where to, what; ``typed`` must come back, ``at`` is when.

    ``saved`` names the rows of a draft that are kept all the same: a refused file costs no text.
    """

    by: Any
    path: str
    data: dict[str, Any]
    typed: list[str] = field(default_factory=list)
    at: Any = None
    saved: frozenset[str] = frozenset()


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def snapshot():
    models = [*apps.get_app_config("workflows").get_models(), *apps.get_app_config("viewflow").get_models()]
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model.__name__ not in WRITTEN_BY_A_REFUSAL
    }


def client_of(person, language):
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(person)
    return client


def send(attempt, language, client=None):
    client = client or client_of(attempt.by, language)
    for value in attempt.data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    with clock.moved_to(attempt.at) if attempt.at else nullcontext():
        return client.post(attempt.path, attempt.data)


@pytest.fixture
def play(db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    yield Acting(make_world())
    translation.activate("vi")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_bad_input(row, play):
    attempt = CASES[row["case"]](play)
    clients = {language: client_of(attempt.by, language) for language in ("vi", "en")}
    before = snapshot()
    for language, client in clients.items():
        answer = send(attempt, language, client)
        words = html.unescape(answer.content.decode())
        assert answer.status_code == int(row["status"]), language
        assert row[language] in words
        for typed in attempt.typed:
            assert typed in words, language
    assert {name for name, lines in snapshot().items() if lines != before[name]} == attempt.saved


def test_every_case_stands_in_the_table():
    assert [row["case"] for row in rows()] == list(CASES)


CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def task(step, **which):
    return reverse("task", args=[WorkItem.objects.filter(step=step, **which).order_by("pk")[0].pk])


def act(entry, verb):
    return reverse("entry_act", args=[entry.pk, verb])


def received(play):
    entry = play.submitted()
    play.received(entry)
    return Entry.objects.get(pk=entry.pk)


# --- score sheets ------------------------------------------------------------------------------------


def _points(play, new, feasible):
    received(play)
    data = {"points_A": new, "points_B": feasible, "comment": "Nhận xét đã gõ"}
    judge = play.world["judge"]
    typed = [f'value="{new}"', f'value="{feasible}"' if feasible else "", "Nhận xét đã gõ"]
    return Try(judge, task("score", owner=judge), data, typed)


@case
def score_above_the_maximum(play):
    return _points(play, "60,5", "30")


@case
def score_off_the_step(play):
    return _points(play, "40", "30.3")


@case
def score_ambiguous(play):
    return _points(play, "1.234,5", "30")


@case
def score_in_words(play):
    return _points(play, "bốn mươi", "30")


@case
def score_left_out(play):
    return _points(play, "40", "")


@pytest.mark.parametrize("typed", ["40,5", "40.5", " 40,50 "])
def test_a_comma_and_a_point_are_both_points(play, typed):
    received(play)
    judge = play.world["judge"]
    attempt = Try(judge, task("score", owner=judge), {"points_A": typed, "points_B": "30"})
    assert send(attempt, "vi").status_code == 302
    scores = play.judge("judge").assignments.get().sheet.scores
    assert scores.get(criterion__code="A").points == Decimal("40.5")


# --- handing in --------------------------------------------------------------------------------------


@case
def submission_one_second_late(play):
    entry = play.draft()
    closing = play.world.closes_at("submission_deadline")
    return Try(play.world["author"], act(entry, "submit"), {}, [entry.title], at=closing)


@case
def submission_incomplete(play):
    entry = play.draft()
    entry.authors.update(phone="")
    return Try(play.world["author"], act(entry, "submit"), {}, [entry.title])


# --- two hands at one thing --------------------------------------------------------------------------

PASSING = {"verdict": "pass", "check_K1": "on", "note": "Ghi chú đã gõ"}


@case
def double_click(play):
    play.submitted()
    attempt = Try(play.world["unit_officer"], task("prescreen"), PASSING)
    assert send(attempt, "vi").status_code == 302
    return attempt


@case
def task_taken_by_another(play):
    play.submitted()
    colleague = give(make_user("colleague"), "unit_officer", unit=play.world.units[0]).user
    path = task("prescreen")
    claimed = Client()
    claimed.force_login(colleague)
    assert claimed.post(f"{path}claim/").status_code == 302
    return Try(play.world["unit_officer"], path, PASSING, ["Ghi chú đã gõ"])


@case
def forged_task(play):
    play.submitted()
    return Try(play.world["unit_officer"], "/tasks/987654321/", PASSING)


@case
def task_of_another_unit(play):
    play.submitted()
    return Try(play.world["unit_officer_2"], task("prescreen"), PASSING)


@case
def entry_of_another_unit(play):
    entry = play.submitted()
    return Try(play.world["unit_officer_2"], act(entry, "return"), {"reason": "Thử"})


@case
def stale_form(play):
    entry = play.submitted()
    Entry.objects.filter(pk=entry.pk).update(version=entry.version + 1)
    data = {**PASSING, "version": entry.version}
    return Try(play.world["unit_officer"], task("prescreen"), data, ["Ghi chú đã gõ"])


def _text(entry, **changed):
    return {
        "title": "Tên đã gõ",
        "author_kind": "individual",
        "abstract": "Tóm tắt đã gõ",
        "authors-TOTAL_FORMS": "2",
        "authors-INITIAL_FORMS": "1",
        "authors-0-full_name": "Lê Thị Gõ",
        "authors-1-full_name": "",
        "version": entry.version,
        **changed,
    }


TYPED = ["Tên đã gõ", "Tóm tắt đã gõ", "Lê Thị Gõ"]


@case
def stale_text(play):
    entry = play.draft()
    Entry.objects.filter(pk=entry.pk).update(version=entry.version + 1)
    return Try(play.world["author"], reverse("entry_edit", args=[entry.pk]), _text(entry), TYPED)


# --- conflicts ---------------------------------------------------------------------------------------


@case
def judge_of_the_same_unit(play):
    judge = play.judge("judge_3")
    judge.unit = play.world.units[0]
    judge.save()
    entry = received(play)
    return Try(play.world["secretary"], act(entry, "assign"), {"judge": judge.pk})


def _also_author(play, name):
    entry = play.submitted()
    entry.authors.create(full_name="Đồng tác giả", order=2, user=play.world[name])
    return entry


@case
def head_is_an_author(play):
    entry = _also_author(play, "unit_head")
    play.prescreened(entry)
    data = {"chosen": [entry.pk], f"reason_{entry.pk}": "Lý do đã gõ"}
    return Try(play.world["unit_head"], task("confirm_list"), data, ["Lý do đã gõ"])


@case
def officer_is_an_author(play):
    _also_author(play, "unit_officer")
    return Try(play.world["unit_officer"], task("prescreen"), PASSING, ["Ghi chú đã gõ"])


# --- too early ---------------------------------------------------------------------------------------


def _closing(play, judges):
    entry = received(play)
    play.settle_other_lists()
    play.scored_by(judges, entry)
    return Try(play.world["chair"], task("close_scoring"), {"reason": ""})


@case
def closing_with_sheets_missing(play):
    return _closing(play, ["judge", "judge_2"])


@case
def closing_below_the_minimum(play):
    attempt = _closing(play, ["judge"])
    attempt.data["reason"] = "Giám khảo ốm"
    attempt.typed.append("Giám khảo ốm")
    return attempt


def _to_the_desk(play, *desks):
    entry = received(play)
    play.settle_other_lists()
    play.scored_by(["judge", "judge_2", "judge_3"], entry)
    for name, step in desks:
        play.do(name, step)
    return entry


DESKS = (
    ("chair", "close_scoring"),
    ("chair", "approve_results"),
    ("secretary", "minutes"),
    ("standing_head", "submit_for_signature"),
    ("signatory", "sign"),
)


@case
def issuing_with_an_unsigned_proposal(play):
    """Somebody with a hand in the database has taken the signature off the cited proposal."""
    _to_the_desk(play, *DESKS)
    Document.objects.filter(kind="proposal").update(state=DocumentState.DRAFT)
    return Try(play.world["clerk"], task("issue"), {"confirm": "on"})


# --- files -------------------------------------------------------------------------------------------


def _upload(play, name, content):
    entry = play.draft()
    data = {
        **_text(entry),
        "attachment-kind": "article",
        "attachment-file": SimpleUploadedFile(name, content),
    }
    data["version"] = ""
    saved = frozenset({"Entry", "EntryAuthor"})
    return Try(play.world["author"], reverse("entry_edit", args=[entry.pk]), data, TYPED, saved=saved)


@case
def file_of_a_wrong_type(play):
    return _upload(play, "ma.exe", b"MZ")


@case
def file_in_disguise(play):
    return _upload(play, "bai.pdf", b"<html><script>alert(1)</script>")


@case
def file_too_large(play):
    return _upload(play, "anh.png", b"\x89PNG\r\n\x1a\n" + bytes(20 * 1024 * 1024))


# --- reasons -----------------------------------------------------------------------------------------


@case
def no_reason_to_screen_out(play):
    play.submitted()
    data = {"verdict": "fail", "note": "  ", "reason_code": "MA-DA-GO"}
    return Try(play.world["unit_officer"], task("prescreen"), data, ["MA-DA-GO"])


@case
def no_reason_to_disqualify(play):
    return Try(play.world["chair"], act(play.submitted(), "disqualify"), {"reason": " "})


@case
def no_reason_to_refuse_receipt(play):
    entry = play.submitted()
    play.forwarded(entry)
    data = {f"outcome_{entry.pk}": "refuse", f"reason_{entry.pk}": ""}
    return Try(play.world["secretary"], task("receive"), data, ['value="refuse" selected'])


@case
def no_reason_to_recuse(play):
    received(play)
    judge = play.world["judge"]
    return Try(judge, task("score", owner=judge) + "recuse/", {"reason": ""})


@case
def no_reason_to_send_back(play):
    _to_the_desk(play, *DESKS[:4])
    return Try(play.world["signatory"], task("sign"), {"send_back": "on", "reason": ""})


# --- lists and votes ---------------------------------------------------------------------------------


@case
def pass_with_an_open_checklist(play):
    play.submitted()
    data = {"verdict": "pass", "note": "Ghi chú đã gõ"}
    return Try(play.world["unit_officer"], task("prescreen"), data, ["Ghi chú đã gõ"])


@case
def over_quota(play):
    ContestUnit.objects.update(max_entries=1)
    listed = [play.prescreened(play.submitted()) for _number in range(2)]
    data = {"chosen": [entry.pk for entry in listed], f"reason_{listed[0].pk}": "Lý do đã gõ"}
    return Try(play.world["unit_head"], task("confirm_list"), data, ["Lý do đã gõ"])


def _vote(play, first, second):
    entries = [play.submitted() for _number in range(2)]
    play.received(*entries)
    play.settle_other_lists()
    for entry in entries:
        play.scored_by(["judge", "judge_2", "judge_3"], entry)
    play.do("chair", "close_scoring")
    places = {f"place_{entries[0].pk}": first, f"place_{entries[1].pk}": second}
    return Try(play.world["chair"], task("vote"), {**places, "note": "Biên bản đã gõ"}, ["Biên bản đã gõ"])


@case
def vote_left_empty(play):
    return _vote(play, "", "")


@case
def vote_with_one_place_twice(play):
    return _vote(play, "1", "1")


# --- authors -----------------------------------------------------------------------------------------


def _authors(play, **changed):
    entry = play.draft()
    data = _text(entry, **changed)
    return Try(play.world["author"], reverse("entry_edit", args=[entry.pk]), data, [*TYPED, "Hai Người"])


@case
def two_representatives(play):
    ticked = {f"authors-{number}-is_representative": "on" for number in (0, 1)}
    return _authors(play, author_kind="group", **ticked, **{"authors-1-full_name": "Hai Người"})


@case
def telephone_that_is_none(play):
    return _authors(play, **{"authors-0-phone": "12", "authors-1-full_name": "Hai Người"})


# --- too late in another sense -----------------------------------------------------------------------


@case
def already_withdrawn(play):
    entry = play.submitted()
    acts.withdraw_entry(entry=entry, actor=play.world.actor("author"))
    return Try(play.world["author"], act(entry, "withdraw"), {})


@case
def entry_that_is_too_far(play):
    entry = received(play)
    return Try(play.world["author"], act(entry, "submit"), {})


# --- contest files, by the command -------------------------------------------------------------------


def _refused(tmp_path, text, language):
    file = tmp_path / "contest.json"
    file.write_text(text, encoding="utf-8")
    before = snapshot()
    with translation.override(language), pytest.raises(CommandError) as refused:
        call_command("load_contest", file)
    assert refused.value.returncode == 1
    assert snapshot() == before
    return str(refused.value)


@pytest.mark.parametrize(("language", "words"), [("vi", "dòng 1, cột"), ("en", "line 1, column")])
def test_a_file_that_is_no_json(db, tmp_path, language, words):
    sentence = _refused(tmp_path, '{"contest": ,}', language)
    assert words in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("language", ["vi", "en"])
def test_criteria_that_do_not_sum(db, tmp_path, language):
    raw = small()
    raw["contest"]["criteria"][0]["max_points"] = 20
    sentence = _refused(tmp_path, json.dumps(raw), language)
    assert "$.contest.max_total" in sentence
    assert "95" in sentence
    assert "100" in sentence
