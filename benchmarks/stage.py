"""A throw-away installation to measure in: state directory and SQLite file of its own."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def set_up() -> Path:
    """Set Django up on an empty database in a new temporary directory; returns the directory."""
    directory = Path(tempfile.mkdtemp(prefix="trang-bench-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    os.environ.update(
        TRANG_VAR=str(directory / "var"),
        DATABASE_URL=f"sqlite:///{directory / 'bench.sqlite3'}",
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
        ALLOWED_HOSTS="testserver",
        LOG_LEVEL="WARNING",
    )
    import django

    django.setup()
    return directory


def fill(cases: int) -> None:
    """Migrate the database and seed it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed_load", cases=cases)
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["viewflow"])


def officer_client() -> Any:
    """Return a test client logged in as bench-officer."""
    from django.test import Client

    from workflows.models import User

    client = Client()
    client.force_login(User.objects.get(username="bench-officer"))
    return client
