"""Pango unpacked beside the app is found without any environment variable."""

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project.state import ROOT

ASK = """
import sys
from pathlib import Path
from project import native
native.VENDOR = Path(sys.argv[1])
print(native.preload())
from weasyprint.text.ffi import pango
maps = Path("/proc/self/maps").read_text()
print(sys.argv[1] + "/root/usr/lib" in maps)
"""


def library(name: str) -> Path:
    """Return the file of a loaded library of this system."""
    ctypes.CDLL(name)
    line = next(line for line in Path("/proc/self/maps").read_text().splitlines() if f"/{name}" in line)
    return Path(line.split()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_unpacked_libraries_win_over_those_of_the_system(tmp_path: Path) -> None:
    folder = tmp_path / "root/usr/lib/x86_64-linux-gnu"
    folder.mkdir(parents=True)
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        shutil.copy(library(name), folder / name)
    (folder / "libbroken.so.1").write_text("not a library")
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded, found = done.stdout.splitlines()[:2]
    assert loaded == "2"
    assert found == "True"


def test_nothing_is_loaded_where_nothing_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from project import native

    monkeypatch.setattr(native, "VENDOR", tmp_path)
    assert native.preload() == 0
