"""Which task queue TRANG_TASKS names, and a sentence for each way in which it cannot be had."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from project import background
from project.background import OddQueue, named
from project.state import ROOT

PACKAGES = {
    "": ("django_tasks_rq", "requirements-redis.txt"),
    "celery+": ("celery", "requirements-celery.txt"),
}
"""How TRANG_TASKS begins, the package that it needs, and the file that brings it."""


def test_the_database_is_the_default_and_needs_nothing_more() -> None:
    found = named("database")
    assert found.tasks["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert (found.apps, found.rq_queues) == ([], {})


def test_any_other_backend_is_named_by_its_class() -> None:
    assert named("django_tasks.backends.immediate.ImmediateBackend").tasks["default"]["BACKEND"] == (
        "django_tasks.backends.immediate.ImmediateBackend"
    )


@pytest.mark.parametrize("text", ["", "mail", "amqp://trang:hidden@localhost", "database ", "a b.c"])
def test_what_names_no_queue_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(OddQueue) as refused:
        named(text)
    assert "TRANG_TASKS" in str(refused.value)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("start", PACKAGES)
def test_a_queue_without_its_packages_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(background, "find_spec", lambda name: None)
    with pytest.raises(OddQueue, match=PACKAGES[start][1]):
        named(f"{start}redis://localhost:6379/0")


def manage(var: Path, tasks: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "TRANG_VAR": str(var), "TRANG_TASKS": tasks},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_command_says_it_in_one_sentence(tmp_path: Path) -> None:
    ended = manage(tmp_path, "rabbit", "check")
    assert ended.returncode == 1
    [sentence] = ended.stderr.strip().splitlines()
    assert "TRANG_TASKS" in sentence


def test_a_foreign_backend_is_told_to_be_run_by_its_own_worker(tmp_path: Path) -> None:
    ended = manage(tmp_path, "django_tasks.backends.immediate.ImmediateBackend", "task_runner")
    assert ended.returncode == 1
    assert "ImmediateBackend" in ended.stderr.strip().splitlines()[-1]


# --- a real Redis -----------------------------------------------------------------------------
@pytest.fixture
def redis(tmp_path: Path) -> "Iterator[str]":
    """Run a Redis server on a socket of its own; yield its address."""
    socket = tmp_path / "redis.sock"
    command = [
        "redis-server",
        "--port",
        "0",
        "--unixsocket",
        str(socket),
        "--save",
        "",
        "--dir",
        str(tmp_path),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not socket.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    yield f"unix://{socket}"
    server.terminate()
    server.wait(timeout=10)


ASK = """
import django
django.setup()
from workflows.domain import jobs
payloads = [(str(n), {"number": n, "tenths": 1}) for n in range(30)]
jobs.start_batch("slow", payloads, key="over-redis")
"""
SHOW = """
import django, json
django.setup()
from workflows.domain.jobs import upkeep
from workflows.models import Job, JobWorker
upkeep.keep()
rows = Job.objects.values_list("state", "attempts", "worker", "result__pid")
print(json.dumps({"jobs": list(rows), "workers": list(JobWorker.objects.filter(role="tasks").values_list("name", flat=True))}))
"""


def python(source: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(params=PACKAGES, ids=["rq", "celery"])
def over_redis(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Return the environment of an installation whose background work goes over Redis, migrated."""
    package, file = PACKAGES[request.param]
    if find_spec(package) is None or shutil.which("redis-server") is None:
        pytest.skip(
            f"NO REDIS: background work over {package} was not tested. Install redis-server and {file}."
        )
    redis = request.getfixturevalue("redis").replace(
        "unix://", "celery+redis+socket://" if request.param else "unix://"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.workflows.domain.jobs.kill_settings",
        "KILL_DATABASE": "{}",
        "TRANG_TASKS": redis,
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return environment


@contextmanager
def runners(count: int, environment: dict[str, str]) -> "Iterator[list[subprocess.Popen[bytes]]]":
    command = [sys.executable, "manage.py", "task_runner"]
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(count)]
    try:
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait()


def shown_when(enough: "Callable[[Counter[str]], bool]", environment: dict[str, str]) -> dict[str, Any]:
    """Let the timers' work be done until `enough` says so of the states; return what the database holds."""
    until = time.monotonic() + 60
    while True:
        shown: dict[str, Any] = json.loads(python(SHOW, environment))
        if enough(Counter(state for state, *_ in shown["jobs"])):
            return shown
        assert time.monotonic() < until, shown
        time.sleep(0.3)


def test_a_batch_is_done_over_redis_by_two_runners_that_end_when_asked(over_redis: dict[str, str]) -> None:
    with runners(2, over_redis) as both:
        python(ASK, over_redis)
        shown = shown_when(lambda states: states["done"] == 30, over_redis)
        for one in both:
            one.terminate()
        assert [one.wait(timeout=20) for one in both] == [0, 0]
    assert [attempts for _state, attempts, *_ in shown["jobs"]] == [1] * 30
    assert {pid for *_, pid in shown["jobs"]} == {one.pid for one in both}
    assert {worker for _s, _a, worker, _p in shown["jobs"]} == set(shown["workers"])


def test_what_a_killed_runner_had_taken_from_redis_is_done_by_another(over_redis: dict[str, str]) -> None:
    python(ASK, over_redis)
    with runners(1, over_redis) as [first]:
        shown_when(lambda states: states["done"] >= 3, over_redis)
        first.kill()
    with runners(1, over_redis):
        shown = shown_when(lambda states: states["done"] == 30, over_redis)
    assert len({pid for *_, pid in shown["jobs"]}) == 2
