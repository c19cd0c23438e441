"""A consistent copy of the whole database in one file, and the way back, for both engines."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _


class DumpError(Exception):
    """The database could not be copied or put back; the message is one sentence for the operator."""


def dump(target: Path) -> None:
    """Write the database as it is at one moment to `target`, while others go on working.

    Raises:
        DumpError: PostgreSQL's client is missing or failed.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            # a file of its own, without -wal beside it
            copy.execute("PRAGMA journal_mode=DELETE")
    else:
        _client("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def check(source: Path) -> None:
    """Raise DumpError when `source` is not a whole copy made on this engine."""
    if connection.vendor == "sqlite":
        trouble = _sqlite_trouble(source)
        if trouble:
            raise DumpError(_("The database in the backup is damaged: %(trouble)s.") % {"trouble": trouble})
    else:
        _client("pg_restore", "--list", str(source), with_database=False)


def load(source: Path) -> None:
    """Replace the content of this database by `source`: wholly, or not at all.

    Raises:
        DumpError: it could not be done; the database is as before.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection)
        connection.close()
    else:
        connection.close()
        # --clean drops what the dump knows; all is one transaction, so a failure changes nothing
        _client("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(source))


def applied_migrations(source: Path) -> set[tuple[str, str]] | None:
    """Return the (app, name) pairs recorded in an SQLite copy; None where only a restore could tell."""
    if connection.vendor != "sqlite":
        return None
    with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as copy:
        return set(copy.execute("SELECT app, name FROM django_migrations"))


def _sqlite_trouble(source: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as copy:
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT 1 FROM django_migrations LIMIT 1").fetchone()
    except sqlite3.Error as error:
        return str(error)
    # told in lines of their own
    return None if answer == "ok" else " ".join(str(answer).split())


def _client(program: str, *arguments: str, with_database: bool = True) -> None:
    path = shutil.which(program)
    if path is None:
        raise DumpError(
            _("%(program)s is missing: install PostgreSQL's client (Debian: postgresql-client).")
            % {"program": program}
        )
    environment, database = _connection_words()
    name = [f"--dbname={database}"] if with_database else []
    done = subprocess.run(
        [path, *name, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise DumpError(_("%(program)s failed: %(reason)s") % {"program": program, "reason": last})


def _connection_words() -> tuple[dict[str, str], str]:
    """Return environment and database name: a password never stands on a command line."""
    settings: dict[str, Any] = connection.settings_dict
    words = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(settings[key]) for name, key in words.items() if settings.get(key)}
    options = settings.get("OPTIONS", {})
    if "sslmode" in options:
        given["PGSSLMODE"] = str(options["sslmode"])
    return {**os.environ, **given}, str(settings["NAME"])
