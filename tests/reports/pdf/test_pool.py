"""Render processes: the same file as in this process, and what hangs, eats or crashes fails alone."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.record import RecordError, to_plain
from reports.pdf import engine
from reports.pdf.engine import Rendered, render
from reports.pdf.errors import (
    DocumentError,
    DocumentTooLarge,
    RenderCrashed,
    RenderTimedOut,
    RenderTooBig,
    UncoveredCharacter,
    UnknownDocument,
)
from reports.pdf.pool import RenderPool

ROOT = Path(__file__).parents[3]
HOSTILE = "tests.reports.pdf.hostile.work"
KIND = AwardDecisionRecord.KIND


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with RenderPool() as pool:
        yield pool


@pytest.fixture
def hostile() -> Iterator[RenderPool]:
    with RenderPool(seconds=10, memory=700_000_000, work=HOSTILE) as pool:
        yield pool


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(pid: int, seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not runs(pid)


def test_the_file_is_the_same_as_one_made_here(
    pool: RenderPool, decision: AwardDecisionRecord, issued: Rendered
) -> None:
    made = pool.render(KIND, to_plain(decision))
    assert (made.sha256, made.pages, made.pdf) == (issued.sha256, issued.pages, issued.pdf)
    assert pool.environment() == engine.environment()


def test_options_reach_the_engine(pool: RenderPool, decision: AwardDecisionRecord) -> None:
    made = pool.render(KIND, to_plain(decision), preview=True)
    assert made.sha256 == render(KIND, decision, preview=True).sha256


def test_the_process_stays_warm(pool: RenderPool, decision: AwardDecisionRecord) -> None:
    pool.render(KIND, to_plain(decision))
    before = pool.processes[0].pid
    pool.render(KIND, to_plain(decision))
    assert pool.processes[0].pid == before is not None


def test_refusals_cross_with_their_class_and_sentence_in_the_readers_language(
    pool: RenderPool, decision: AwardDecisionRecord
) -> None:
    odd = dataclasses.replace(decision, subject="Thưởng 😀")
    for language in ("vi", "en"):
        with translation.override(language):
            with pytest.raises(UncoveredCharacter) as here:
                render(KIND, odd)
            with pytest.raises(UncoveredCharacter) as there:
                pool.render(KIND, to_plain(odd))
        assert str(there.value) == str(here.value)
        assert vars(there.value) == vars(here.value)
    with pytest.raises(DocumentTooLarge):
        pool.render(KIND, to_plain(dataclasses.replace(decision, subject="x" * 3000)))
    with pytest.raises(UnknownDocument):
        pool.render("no_such_paper", {})
    with pytest.raises(RecordError, match="expected"):
        pool.render(KIND, {"subject": 1})


def test_a_real_document_that_takes_too_long_is_given_up_and_the_next_is_made(
    decision: AwardDecisionRecord,
) -> None:
    [section] = decision.annex.sections
    rows = tuple(dataclasses.replace(section.rows[0], index=n) for n in range(1, 900))
    long = dataclasses.replace(section, rows=rows)
    huge = dataclasses.replace(decision, annex=dataclasses.replace(decision.annex, sections=(long,)))
    with RenderPool(seconds=5) as pool:
        pool.environment()
        first = pool.processes[0].pid
        assert first is not None
        with pytest.raises(RenderTimedOut, match=r"took longer than 5 seconds; shorten"):
            pool.render(KIND, to_plain(huge))
        assert gone(first)
        assert pool.render(KIND, to_plain(decision)).pages == 5
        assert pool.processes[0].pid != first


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("eat", RenderTooBig),
        ("crash", RenderCrashed),
        ("exit", RenderCrashed),
        ("fault", RenderCrashed),
    ],
)
def test_what_misbehaves_fails_alone_with_one_sentence(
    hostile: RenderPool, kind: str, error: type[DocumentError]
) -> None:
    hostile.render("fine", {})
    with pytest.raises(error) as raised:
        hostile.render(kind, {})
    sentence = str(raised.value)
    assert sentence.startswith("This document was not made:")
    assert sentence.count(".") == 1
    assert hostile.render("fine", {"n": 2}).pdf.endswith(b"{'n': 2}")


@pytest.mark.parametrize("kind", ["sleep", "spin"])
def test_what_hangs_fails_alone_with_one_sentence(kind: str) -> None:
    with RenderPool(seconds=1, work=HOSTILE) as pool:
        pool.render("fine", {})
        with pytest.raises(RenderTimedOut, match="took longer than 1 seconds; shorten"):
            pool.render(kind, {})
        assert pool.render("fine", {"n": 2}).pdf.endswith(b"{'n': 2}")


def test_a_process_that_was_killed_from_outside_is_replaced(hostile: RenderPool) -> None:
    hostile.render("fine", {})
    pid = hostile.processes[0].pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(RenderCrashed):
        hostile.render("fine", {})
    assert hostile.render("fine", {}).pages == 1


def test_a_process_is_replaced_after_so_many_documents() -> None:
    with RenderPool(documents=3, work=HOSTILE) as pool:
        makers = [pool.render("fine", {}).pdf.split()[0] for _ in range(7)]
    assert [makers.count(maker) for maker in dict.fromkeys(makers)] == [3, 3, 1]


def test_a_process_that_has_swollen_makes_no_other_document(hostile: RenderPool) -> None:
    swollen = hostile.render("swell", {}).pdf.split()[0]
    assert hostile.render("fine", {}).pdf.split()[0] != swollen


def test_what_is_printed_does_not_disturb(hostile: RenderPool) -> None:
    assert hostile.render("print", {"n": 1}).pdf.endswith(b"{'n': 1}")


def test_no_secret_of_the_installation_reaches_the_process(
    hostile: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://trang:hidden@db/contests")
    monkeypatch.setenv("SECRET_KEY", "hidden")
    environment = hostile.render("environment", {}).pdf.decode()
    assert "hidden" not in environment
    assert "PATH" in environment


def test_several_threads_share_the_processes() -> None:
    with RenderPool(2, work=HOSTILE) as pool:
        makers: list[bytes] = []
        threads = [
            threading.Thread(target=lambda n=n: makers.append(pool.render("fine", {"n": n}).pdf))
            for n in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {made.split(b" ", 1)[1] for made in makers} == {f"{{'n': {n}}}".encode() for n in range(10)}
    assert 1 <= len({made.split()[0] for made in makers}) <= 2


OWNER = """
import sys
from django.conf import settings
settings.configure(LOCALE_PATHS=[])
from reports.pdf.pool import RenderPool
pool = RenderPool(seconds=float(sys.argv[1]), work="tests.reports.pdf.hostile.work")
pool.render("fine", {})
print(pool.processes[0].pid, flush=True)
if sys.argv[2] == "busy":
    pool.render("sleep", {})
input()
"""


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_a_process_ends_after_its_owner_was_killed(state: str) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, "1", state],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    pid = int(owner.stdout.readline())
    owner.kill()
    owner.communicate()
    assert gone(pid, seconds=12)
