"""Settings of the processes that are killed: the database of the test, times short enough to wait for."""

import json
import os

from project.settings_test import *  # noqa: F403
from project.settings_test import DATABASES
from tests.workflows.domain.jobs.kill_times import JOB_KINDS, JOBS

DATABASES["default"].update(json.loads(os.environ["KILL_DATABASE"]))
if "KILL_MEDIA" in os.environ:
    MEDIA_ROOT = os.environ["KILL_MEDIA"]
__all__ = ["DATABASES", "JOBS", "JOB_KINDS"]
