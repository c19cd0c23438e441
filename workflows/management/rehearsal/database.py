"""A database of its own for a rehearsal: an SQLite file, whatever the installation uses."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from workflows.models import Installation
from workflows.models.grants import forget

INSIDE = "TRANG_REHEARSAL_FILES"
"""Set in the process that plays; names the directory for attachments and documents."""


def run_inside(arguments: list[str], database: Path, files: Path) -> int:
    """Run this same command again on ``database``; returns its exit status.

    A process of its own, because the settings of a running one cannot change their database.
    """
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", INSIDE: str(files)}
    manage = str(Path(settings.ROOT) / "manage.py")
    return subprocess.run([sys.executable, manage, *arguments], env=environment, check=False).returncode


def prepare(files: Path) -> None:
    """Create the tables of the empty database and mark it as a demonstration."""
    settings.MEDIA_ROOT = str(files)
    default_storage.__dict__.pop("base_location", None)
    default_storage.__dict__.pop("location", None)
    call_command("migrate", verbosity=0, interactive=False)
    Installation.mark_demo()
    forget()


def close_whole(database: Path) -> None:
    """Leave one whole file: no write-ahead log beside it."""
    connection.close()
    with sqlite3.connect(database) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        plain.execute("PRAGMA journal_mode=DELETE")
    plain.close()
