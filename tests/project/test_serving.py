"""bin/start's command, run as an operator runs it: a new installation, a second start, an older database."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection

from project import backup, restore, serving, state
from project.serving import Address
from project.state import ROOT
from workflows.models import Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, port: int) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ},
        "TRANG_VAR": str(var),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "project.settings",
    }


@contextlib.contextmanager
def served(var: Path, port: int, *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """Serve while the body runs; what the server said is in `var`/said."""
    with (var.parent / "said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *arguments],
            cwd=ROOT,
            env=environment(var, port),
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        until = time.monotonic() + 120
        while f":{port}/" not in (var.parent / "said").read_text():
            assert process.poll() is None, (var.parent / "said").read_text()
            assert time.monotonic() < until
            time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def fetch(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.slow
def test_an_empty_installation_is_served_stopped_kept_and_migrated(tmp_path: Path) -> None:
    var, port = tmp_path / "var", free_port()
    with served(var, port, "--empty") as process:
        assert fetch(port, "/healthz") == (200, '{"status": "ok"}')
        assert fetch(port, "/accounts/login/")[0] == 200
        assert not (var / "demo-accounts.json").exists()
        assert workers(var, wanted=2) == ["tasks", "timers"]
        second = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment(var, free_port()),
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert len(second.stderr.strip().splitlines()) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert workers(var, wanted=0) == []
    with pytest.raises(OSError, match="refused"):
        fetch(port, "/healthz")
    pretend_it_is_older(var)
    with served(var, port):
        assert fetch(port, "/healthz")[0] == 200
    [kept] = (var / "backups").glob("before-migration-*.tar")
    assert kept.stat().st_size > 100_000


def workers(var: Path, *, wanted: int) -> list[str]:
    """Return what the processes do that say in the database that they are alive; wait until so many do."""
    until = time.monotonic() + 30
    while True:
        with contextlib.closing(sqlite3.connect(var / "db.sqlite3")) as database:
            found = [
                role for (role,) in database.execute("SELECT role FROM workflows_jobworker ORDER BY role")
            ]
        if len(found) == wanted or time.monotonic() > until:
            return found
        time.sleep(0.2)


def pretend_it_is_older(var: Path) -> None:
    """Forget the last migration of a library whose table can be made again."""
    with contextlib.closing(sqlite3.connect(var / "db.sqlite3")) as database:
        database.execute("DROP TABLE django_session")
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.commit()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match=port):
        Address.from_environment({"PORT": port})


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "http://127.0.0.1:8000/"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80/"),
        ({"HOST": "::1", "PORT": "9000"}, "http://[::1]:9000/"),
        ({"HOST": "trang.example.vn"}, "http://trang.example.vn:8000/"),
    ],
)
def test_the_address_comes_from_the_environment(environment: dict[str, str], url: str) -> None:
    assert Address.from_environment(environment).url == url


def test_an_address_in_use_is_refused_before_anything_is_prepared() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match=str(other.getsockname()[1])):
            Address("127.0.0.1", other.getsockname()[1]).check_free()


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The password of a demo account in the list that a demo has left in the state directory."""
    monkeypatch.setenv("TRANG_VAR", str(tmp_path / "var"))
    account = {"username": "clerk", "password": "the-demo-password", "role": "clerk", "scope": "ubnd"}
    (state.var_dir() / "demo-accounts.json").write_text(json.dumps([account]))
    return account["password"]


def announced() -> str:
    return "\n".join(serving._welcome(Address("127.0.0.1", 8000)))


@pytest.mark.django_db
def test_demo_accounts_are_announced_in_a_demo_only(listed: str) -> None:
    assert listed not in announced()
    Installation.mark_demo()
    assert listed in announced()


@pytest.mark.django_db(transaction=True)
def test_a_real_database_restored_over_a_demo_announces_no_demo_accounts(listed: str, tmp_path: Path) -> None:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("needs PostgreSQL's client")
    backup.write(tmp_path / "real.tar")
    Installation.mark_demo()
    assert listed in announced()
    restore.restore(tmp_path / "real.tar")
    assert listed not in announced()
    assert "http://127.0.0.1:8000/" in announced()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "is_demo", "is_warned"),
    [("", False, True), ("thi.example.vn", False, True), ("", True, False), ("thi.example.vn", True, True),
     ("https://thi.example.vn", False, False)],
)  # fmt: skip
def test_who_serves_papers_without_marks_is_told(
    settings: Any, address: str, is_demo: bool, is_warned: bool
) -> None:
    settings.PUBLIC_URL = address
    if is_demo:
        Installation.mark_demo()
    assert ("TRANG_PUBLIC_URL" in announced()) is is_warned
