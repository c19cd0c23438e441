"""A batch whose workers are killed with SIGKILL again and again: nothing lost, nothing doubled.

Run ``.venv/bin/python benchmarks/kill.py [KILLS]`` (200). Jobs make real PDF files and rows; two task runners
and the timers are killed at random moments and started anew. DATABASE_URL chooses the engine; a database
``test_…`` is made on it and taken away again. Fails when the end is not as it must be.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings_test"

# The settings are chosen first.
# ruff: noqa: E402
import django

django.setup()

from django.conf import settings
from django.db import connection

from tests.workflows.domain.jobs import kill_times
from tests.workflows.domain.jobs.killing import kill_workers


def main(kills: int) -> None:
    """Print what was done to the batch."""
    settings.JOB_KINDS, settings.JOBS = kill_times.JOB_KINDS, kill_times.JOBS
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            killed = kill_workers(Path(folder), papers=max(50, kills * 3), kills=kills, limit=600)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    print(
        f"{connection.vendor}: {max(50, kills * 3)} papers, {killed.kills} kills, {killed.starts} starts, "
        f"{killed.seconds:.0f} s: every paper once"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
