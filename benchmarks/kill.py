"""A batch whose workers are killed with SIGKILL again and again: nothing lost, nothing doubled.

Run ``.venv/bin/python benchmarks/kill.py [KILLS] [--outputs]`` (200). Jobs make real PDF files and rows; two
task runners and the timers are killed at random moments and started anew. With ``--outputs`` the jobs are the
product's own: the certificates of a decision, its print file and ZIP. DATABASE_URL chooses the engine; a
database ``test_…`` is made on it and taken away again. Fails when the end is not as it must be.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings_test"

# The settings are chosen first.
# ruff: noqa: E402
import django

django.setup()

from django.conf import settings
from django.db import connection

from tests.workflows.domain.jobs import kill_times
from tests.workflows.domain.jobs.killing import Killed, kill_workers
from tests.workflows.domain.jobs.killing_outputs import kill_makers


def main(kills: int, *, outputs: bool = False) -> None:
    """Print what was done to the batch."""
    settings.JOB_KINDS, settings.JOBS = kill_times.JOB_KINDS, kill_times.JOBS
    kill = _outputs if outputs else kill_workers
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            killed = kill(Path(folder), papers=max(50, kills * 3), kills=kills, limit=600)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    print(
        f"{connection.vendor}: {max(50, kills * 3)} papers, {killed.kills} kills, {killed.starts} starts, "
        f"{killed.seconds:.0f} s: every paper once"
    )


def _outputs(folder: Path, **counts: Any) -> Killed:
    media = folder / "media"
    settings.MEDIA_ROOT = media
    return kill_makers(folder, media, **counts)


if __name__ == "__main__":
    counts = [int(text) for text in sys.argv[1:] if text.isdigit()]
    main(*counts[:1] or [200], outputs="--outputs" in sys.argv)
