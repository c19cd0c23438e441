"""Every address of a database that cannot be had ends in one sentence, never in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, ProgrammingError, connection

from project import database
from project.state import ROOT

DEFAULT = Path("/srv/trang/var/db.sqlite3")
ODD = {
    "word": "foo",
    "blank": " ",
    "other engine": "mysql://trang:hidden@localhost/contests",
    "port is no number": "postgres://trang:hidden@localhost:port/contests",
    "no name": "postgres://trang:hidden@localhost",
    "in memory": "sqlite://:memory:",
    "no file": "sqlite:///",
    "two slashes": "sqlite://srv/contests.sqlite3",
}
AWAY = {
    "nobody listens": ("postgres://trang:hidden@127.0.0.1:1/contests", "contests"),
    "no such directory": ("sqlite:///{place}/missing/contests.sqlite3", "missing"),
    "a directory": ("sqlite:///{place}", "{place}"),
    "no database": ("sqlite:///{place}/text", "text"),
}


def manage(place: Path, url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "TRANG_VAR": str(place / "var"), "DATABASE_URL": url, "PORT": "65535"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def sentence_of(ended: "subprocess.CompletedProcess[str]") -> str:
    assert ended.returncode == 1, ended
    [sentence] = ended.stderr.strip().splitlines()
    assert "hidden" not in ended.stdout + ended.stderr
    return sentence


@pytest.mark.own_database
@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_an_odd_address_ends_a_command_in_one_sentence(command: str, tmp_path: Path) -> None:
    assert "sqlite:////" in sentence_of(manage(tmp_path, ODD["other engine"], command))


@pytest.mark.own_database
@pytest.mark.parametrize("fault", AWAY)
def test_a_database_that_is_not_there_ends_the_start_in_one_sentence(fault: str, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Kính gửi Ban Tổ chức " * 100, encoding="utf-8")
    url, named = (words.format(place=tmp_path) for words in AWAY[fault])
    sentence = sentence_of(manage(tmp_path, url, "serve"))
    assert named in sentence
    assert "DATABASE_URL" in sentence


@pytest.mark.own_database
def test_a_command_that_needs_no_database_does_not_ask_for_it(tmp_path: Path) -> None:
    ended = manage(tmp_path, AWAY["nobody listens"][0], "check")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("fault", ODD)
def test_an_odd_address_is_refused_without_repeating_it(fault: str) -> None:
    with pytest.raises(database.OddAddress) as refusal:
        database.named(ODD[fault], DEFAULT)
    assert "\n" not in str(refusal.value)
    assert "hidden" not in str(refusal.value)


@pytest.mark.parametrize("url", [None, ""])
def test_no_address_names_the_file_in_the_state_directory(url: str | None) -> None:
    assert database.named(url, DEFAULT) == {"ENGINE": database.SQLITE, "NAME": str(DEFAULT)}


@pytest.mark.parametrize("beginning", ["postgres", "postgresql"])
def test_an_address_may_name_a_socket(beginning: str) -> None:
    found = database.named(f"{beginning}://trang@//run/postgresql/contests", DEFAULT)
    assert [found[key] for key in ("ENGINE", "HOST", "NAME", "USER")] == [
        database.POSTGRESQL,
        "/run/postgresql",
        "contests",
        "trang",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OperationalError("database is locked"), ProgrammingError("syntax")])
def test_an_error_of_a_database_that_answers_is_not_hidden(error: Exception) -> None:
    with pytest.raises(type(error), match=str(error)), database.said_plainly():
        raise error
    assert connection.is_usable()
