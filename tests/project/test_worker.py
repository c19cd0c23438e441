"""The worker's loop."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from project.state import ROOT
from project.worker import Worker

# the worker opens and closes its own connections
pytestmark = pytest.mark.django_db(transaction=True)

CALLS: list[str] = []


def work() -> None:
    CALLS.append("work")


def fail() -> None:
    CALLS.append("fail")
    raise RuntimeError("the disk is full")


HERE = __name__


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    CALLS.clear()
    monkeypatch.setitem(sys.modules, "worker_jobs_of_the_test", sys.modules[HERE])


def path(name: str) -> str:
    return f"worker_jobs_of_the_test.{name}"


def test_each_job_is_called_at_its_own_pace() -> None:
    worker = Worker([(path("work"), 10)])
    moments = [0.0, 5.0, 10.0, 11.0, 20.0]
    assert [bool(worker.tick(moment)) for moment in moments] == [True, False, True, False, True]
    assert CALLS == ["work"] * 3


def test_a_job_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker([(path("fail"), 1), (path("work"), 1)])
    assert worker.tick(0) == [path("work")]
    assert worker.tick(1) == [path("work")]
    assert CALLS == ["fail", "work"] * 2
    assert "the disk is full" in caplog.text


def test_every_job_of_the_product_can_be_loaded_and_called() -> None:
    worker = Worker()
    assert worker.tick(0) == [name for name, _ in worker._jobs]


def handles_sigterm(pid: int) -> bool:
    """Tell whether the process has a handler of its own by now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


def test_the_command_ends_at_sigterm_by_itself(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "TRANG_VAR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "project.settings",
        },
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not handles_sigterm(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
