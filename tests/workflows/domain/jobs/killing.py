"""A batch whose workers are killed again and again, and what must be true of it in the end."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from django.db import connection

from project.state import ROOT
from tests.workflows.domain.jobs.kill_kind import FOLDER
from workflows.domain import jobs
from workflows.models import Job, JobBatch, Notice, User
from workflows.models.job import JobBatchState, JobState

ROLES = ("tasks", "tasks", "timers")


@dataclass(frozen=True)
class Killed:
    """What was done to a batch: kills, starts of jobs, seconds."""

    kills: int
    starts: int
    seconds: float


class Nursery:
    """Real worker processes that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.workflows.domain.jobs.kill_nursery"],
            cwd=ROOT,
            env=_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.workers: dict[int, str] = {}

    def start(self, role: str) -> None:
        """Start a worker."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{role}\n")
        self._process.stdin.flush()
        self.workers[int(self._process.stdout.readline())] = role

    def kill(self, pid: int) -> str:
        """End a worker without a word; return what it was."""
        os.kill(pid, signal.SIGKILL)
        return self.workers.pop(pid)

    def close(self) -> None:
        """End all."""
        for pid in list(self.workers):
            with contextlib.suppress(ProcessLookupError):
                self.kill(pid)
        self._process.kill()
        self._process.communicate()


def _environment(folder: Path) -> dict[str, str]:
    known = connection.settings_dict
    database = {
        name: known[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    }
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.workflows.domain.jobs.kill_settings",
        "KILL_DATABASE": json.dumps(database),
        FOLDER: str(folder),
    }


@contextlib.contextmanager
def nursery_of(folder: Path) -> Iterator[Nursery]:
    """Start two task runners and the timers; end them afterwards, however it ends."""
    nursery = Nursery(folder)
    try:
        for role in ROLES:
            nursery.start(role)
        yield nursery
    finally:
        nursery.close()
        _until_nobody_writes()


def _until_nobody_writes() -> None:
    """The kernel takes a moment to end what was killed; the database is emptied after us."""
    time.sleep(0.3)


def kill_workers(folder: Path, *, papers: int, kills: int, limit: float = 120.0) -> Killed:
    """Have ``papers`` made while workers are killed ``kills`` times; return when the batch is over."""
    person = User.objects.create_user(f"clerk-{kills}", password="!", full_name="Nguyễn Văn Thư")
    payloads = [(str(n), {"number": n, "user": person.pk}) for n in range(papers)]
    began = time.monotonic()
    batch = jobs.start_batch("paper", payloads, key=f"papers-{kills}", created_by=person)
    with nursery_of(folder) as nursery:
        for done in range(kills):
            time.sleep(random.uniform(0.05, 0.4))
            assert not is_over(batch), f"the batch was over after {done} kills of {kills}"
            victim = random.choice(list(nursery.workers))
            nursery.start(nursery.kill(victim))
        until = time.monotonic() + limit
        while not is_over(batch) and time.monotonic() < until:
            time.sleep(0.1)
    check(batch, folder, papers, person)
    starts = sum(Job.objects.filter(batch=batch).values_list("attempts", flat=True))
    return Killed(kills, starts, time.monotonic() - began)


def is_over(batch: JobBatch) -> bool:
    return JobBatch.objects.get(pk=batch.pk).state == JobBatchState.DONE


def check(batch: JobBatch, folder: Path, papers: int, person: User) -> None:
    """Every paper exists once, whole, and as its row says; no job is left in between."""
    rows = list(Job.objects.filter(batch=batch))
    assert Counter(row.state for row in rows) == {JobState.DONE: papers}
    assert is_over(batch)
    kept = dict(Notice.objects.filter(user=person).values_list("key", "text"))
    assert Notice.objects.filter(user=person).count() == papers
    files = {path.stem: path for path in folder.glob("*.pdf")}
    assert set(files) == {str(n) for n in range(papers)}
    for row in rows:
        number = row.payload["number"]
        body = files[str(number)].read_bytes()
        digest = _digest(body)
        assert kept[f"paper:{number}"] == digest == row.result["sha256"]
        assert f"Giấy số {number}" in _text(body)
    _check_journal(folder, rows)


def _check_journal(folder: Path, rows: list[Job]) -> None:
    """No more runs began than the rows count starts, and no effect was had twice."""
    lines = [line.split() for line in (folder / "journal").read_text().splitlines()]
    begun = Counter(int(number) for word, number, *_ in lines if word == "begin")
    effects = Counter(int(number) for word, number, *_ in lines if word == "effect")
    for row in rows:
        number = row.payload["number"]
        assert 1 <= begun[number] <= row.attempts
        assert effects[number] <= 1


def _digest(body: bytes) -> str:
    import hashlib

    return hashlib.sha256(body).hexdigest()


def _text(body: bytes) -> Any:
    with contextlib.closing(pypdfium2.PdfDocument(body)) as document:
        return document[0].get_textpage().get_text_bounded()
