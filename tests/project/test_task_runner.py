"""The task runner as a process: it takes what is queued, ends when asked, and leaves the rest for the next."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from project.state import ROOT
from reports.documents.article import ArticleRecord
from reports.pdf.engine import render
from tests.workflows.domain.jobs import kill_times
from workflows.domain import jobs
from workflows.models import Job, JobWorker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _kinds(settings: Any) -> None:
    settings.JOB_KINDS = kill_times.JOB_KINDS


@pytest.fixture
def start(tmp_path: Path) -> "Iterator[Callable[[], subprocess.Popen[bytes]]]":
    """Start `manage.py task_runner` on the database of the test."""
    started: list[subprocess.Popen[bytes]] = []
    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.workflows.domain.jobs.kill_settings",
        "KILL_DATABASE": json.dumps({name: connection.settings_dict[name] for name in names}),
        "KILL_FOLDER": str(tmp_path),
    }

    def begin() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([sys.executable, "manage.py", "task_runner"], cwd=ROOT, env=environment)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def states() -> list[str]:
    return list(Job.objects.order_by("pk").values_list("state", flat=True))


def test_it_ends_after_the_job_under_way_and_the_next_one_goes_on(
    start: "Callable[[], subprocess.Popen[bytes]]",
) -> None:
    for n in (1, 2):
        jobs.enqueue("slow", {"number": n, "tenths": 20}, key=f"slow:{n}")
    first = start()
    until(lambda: states() == ["running", "queued"])
    assert JobWorker.objects.get().name.endswith(f"-{first.pid}")
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=10) == 0
    assert states() == ["done", "queued"]
    assert not JobWorker.objects.exists()
    second = start()
    until(lambda: states() == ["done", "done"])
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=10) == 0


def test_it_ends_at_once_when_it_has_nothing_to_do(start: "Callable[[], subprocess.Popen[bytes]]") -> None:
    process = start()
    until(lambda: JobWorker.objects.exists())
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=2) == 0


def test_its_documents_come_from_one_render_process_that_ends_with_it(
    start: "Callable[[], subprocess.Popen[bytes]]",
) -> None:
    for n in (1, 2, 3):
        jobs.enqueue("pooled", {"number": n}, key=f"pooled:{n}")
    process = start()
    until(lambda: states() == ["done"] * 3)
    results = list(Job.objects.values_list("result", flat=True))
    [maker] = {result["maker"] for result in results}
    record = ArticleRecord(title="Giấy số 1", abstract="Một đoạn văn.", notice="Hư cấu")
    assert render(ArticleRecord.KIND, record).sha256 in {result["sha256"] for result in results}
    assert maker != process.pid
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    until(lambda: not Path(f"/proc/{maker}").exists())
