"""The check that the renderer's libraries are there."""

import os
import subprocess
import sys
from pathlib import Path

from reports.checks import LIBRARIES, missing_libraries, renderer_libraries

ROOT = Path(__file__).parents[2]


def test_this_machine_can_render():
    assert renderer_libraries(None) == []


def test_a_missing_library_is_named():
    assert missing_libraries([*LIBRARIES, "libno-such-thing.so.9"]) == ["libno-such-thing.so.9"]


def test_the_error_tells_what_to_install(monkeypatch):
    monkeypatch.setattr("reports.checks.missing_libraries", lambda: ["libpango-1.0.so.0"])
    [error] = renderer_libraries(None)
    assert error.id == "reports.E001"
    assert "libpango-1.0.so.0" in error.msg
    assert error.hint.startswith("apt-get install")


def test_the_pages_load_without_the_renderer():
    """A missing library is then said by the check, not by a traceback, and a web process is smaller."""
    code = "import sys, django; django.setup(); import project.urls\nassert 'weasyprint' not in sys.modules"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings_test"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
