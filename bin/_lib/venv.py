"""The Python environment `.venv` at the root, installed from pinned requirements with hashes."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from _lib.shell import ROOT, fail, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST, NEWEST = (3, 11), (3, 13)
RUN = ("requirements.txt",)
RUN_AND_TEST = ("requirements.txt", "requirements-dev.txt")


def ensure(files: tuple[str, ...] = RUN) -> None:
    """Make `.venv` if it is not there and install `files` into it when they changed since the last time."""
    if not _works():
        _create()
    wanted = {name: _digest(ROOT / name) for name in files}
    stale = [name for name, digest in wanted.items() if _stamp(name) != digest]
    if stale:
        _install(stale)
        for name in stale:
            _stamp_path(name).write_text(wanted[name], encoding="ascii")


def _works() -> bool:
    """A half-made environment (no pip) or one whose Python is gone is made again."""
    if not PYTHON.exists():
        return False
    check = "import pip, sys; print(*sys.version_info[:2])"
    done = subprocess.run([PYTHON, "-c", check], capture_output=True, text=True, check=False)
    return done.returncode == 0 and OLDEST <= tuple(map(int, done.stdout.split())) <= NEWEST


def _interpreter() -> str:
    """Return a Python of a version we run on: this one if it fits, else the newest on the PATH."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or fail(
        "Trạng needs Python 3.11 to 3.13 and found none: install python3 and python3-venv of Debian 12 or 13."
    )


def _create() -> None:
    say("Making the Python environment .venv …")
    interpreter = _interpreter()
    done = subprocess.run(
        [interpreter, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        fail(
            "The Python environment could not be made: install the package python3-venv and start again.\n"
            + (done.stdout + done.stderr).strip()
        )


def _install(files: list[str]) -> None:
    say(f"Installing {' and '.join(files)} (once) …")
    lists = [part for name in files for part in ("-r", str(ROOT / name))]
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # what is imported first compiles itself: compiling everything costs more than it saves
    command += ["--no-compile", "--require-hashes", *lists]
    done = subprocess.run(command, check=False, env={**os.environ, "PIP_REQUIRE_VIRTUALENV": "0"})
    if done.returncode:
        fail("The Python packages could not be installed: see the lines above, then start again.")


def _digest(path: Path) -> str:
    """A moved directory has another interpreter path inside, so the path counts too."""
    return hashlib.sha256(path.read_bytes() + str(VENV).encode()).hexdigest()


def _stamp_path(name: str) -> Path:
    return VENV / f".installed-{name}"


def _stamp(name: str) -> str:
    path = _stamp_path(name)
    return path.read_text(encoding="ascii") if path.exists() else ""
