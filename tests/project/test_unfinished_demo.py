"""A demo that was cut short is made anew, everything else is left as it is, and nothing is ever deleted."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection

from project import unfinished_demo
from project.state import ROOT

PREPARE = """
import django, sys
django.setup()
from project.prepare import prepare
print("new" if prepare(print, empty=False).new else "kept")
"""
WORK = "INSERT INTO django_session VALUES ('k', 'somebody''s work', '2030-01-01')"
DEMO = "INSERT INTO workflows_installation (id, is_demo, demo_unfinished) VALUES (1, 1, {unfinished})"


class Place:
    """An installation on an SQLite file of its own, with a row in it."""

    def __init__(self, root: Path, migrated: Path) -> None:
        self.var, self.database = root / "var", root / "data" / "contests.sqlite3"
        self.var.mkdir()
        self.database.parent.mkdir()
        shutil.copy(migrated, self.database)
        self.write(WORK)

    def write(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as database, database:
            database.execute(statement)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return run(self.var, self.database, *arguments)

    @property
    def kept(self) -> list[Path]:
        """The files in which the row still stands."""
        return [path for path in sorted(self.database.parent.iterdir()) if works_in(path)]


def works_in(path: Path) -> bool:
    if path.name.endswith(("-wal", "-shm")):
        return False
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT count(*) FROM django_session").fetchone() == (1,)


def run(var: Path, database: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "TRANG_VAR": str(var),
    }
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("migrated")
    ended = run(root / "var", root / "db.sqlite3", "manage.py", "migrate", "--verbosity=0")
    assert ended.returncode == 0, ended.stderr
    return root / "db.sqlite3"


@pytest.fixture
def place(tmp_path: Path, migrated: Path) -> Place:
    return Place(tmp_path, migrated)


own_database = pytest.mark.own_database


@own_database
@pytest.mark.parametrize("mark", [None, DEMO.format(unfinished=0)], ids=["real", "whole demo"])
def test_what_is_no_unfinished_demo_stays_whatever_lies_in_the_state_directory(
    place: Place, mark: str | None
) -> None:
    if mark:
        place.write(mark)
    (place.var / "demo-unfinished").touch()
    ended = place.run("-c", PREPARE)
    assert ended.stdout.splitlines()[-1] == "kept", ended.stderr
    assert place.kept == [place.database]


@own_database
def test_an_unfinished_demo_is_kept_under_another_name_and_made_anew(place: Place) -> None:
    place.write(DEMO.format(unfinished=1))
    ended = place.run("-c", PREPARE)
    assert ended.stdout.splitlines()[-1] == "new", ended.stderr
    [aside] = place.kept
    assert aside.name.startswith("contests.sqlite3.unfinished-")
    assert str(aside) in ended.stdout
    assert not works_in(place.database)


@own_database
def test_an_unfinished_demo_never_becomes_a_real_installation(place: Place) -> None:
    place.write(DEMO.format(unfinished=1))
    ended = place.run("manage.py", "serve", "--empty")
    assert ended.returncode == 1
    [sentence] = ended.stderr.strip().splitlines()
    assert str(place.database) in sentence
    assert "TRANG_VAR" in sentence
    assert place.kept == [place.database]


def test_a_log_goes_with_its_database(tmp_path: Path) -> None:
    for name in ("db", "db-wal", "db-shm", "db2"):
        (tmp_path / name).write_text(name)
    kept = unfinished_demo.renamed(tmp_path / "db")
    found = {path.name.replace(kept.name, "KEPT"): path.read_text() for path in tmp_path.iterdir()}
    assert found == {"KEPT": "db", "KEPT-wal": "db-wal", "KEPT-shm": "db-shm", "db2": "db2"}


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("empty", [True, False])
def test_on_a_server_the_operator_is_told_what_to_do(empty: bool) -> None:
    with pytest.raises(CommandError, match=str(connection.settings_dict["NAME"])) as refusal:
        unfinished_demo.set_aside(print, empty=empty)
    assert "\n" not in str(refusal.value)
