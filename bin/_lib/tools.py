"""Programs that only the tests need: Chromium, PostgreSQL's server, poppler's pdftotext and pdftoppm."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from _lib import debian
from _lib.shell import VENDOR, fail, in_ci, say

UNPACKED = VENDOR / "tools"


@dataclass(frozen=True)
class Tool:
    """A program, the Debian packages that bring it, and the tests that need it."""

    program: str
    packages: tuple[str, ...]
    tests: str


CHROMIUM = Tool("chromium", ("chromium",), "the browser tests")
POSTGRES = Tool("postgres", ("postgresql",), "the whole suite on PostgreSQL")
POPPLER = Tool("pdftotext", ("poppler-utils",), "the tests that read PDF files")
ALL = (CHROMIUM, POSTGRES, POPPLER)


def ensure() -> set[str]:
    """Bring what is missing, by apt or unpacked beside the app; return the programs that are there."""
    missing = [tool for tool in ALL if not find(tool.program)]
    if missing:
        packages = [package for tool in missing for package in tool.packages]
        say(f"Installing {' '.join(packages)} for the tests (once) …")
        refused = debian.install(packages)
        if refused is not None:
            debian.unpack(packages, UNPACKED)
    for tool in missing:
        if not find(tool.program):
            _skip(tool)
    return {tool.program for tool in ALL if find(tool.program)}


def find(program: str) -> str | None:
    """Return the path of a program: on the PATH, where Debian keeps PostgreSQL's server, or unpacked.

    Debian's names in usr/bin may be wrappers that know the installed places only, so of what is unpacked
    the programs themselves come first.
    """
    unpacked = [*_postgres_bins(UNPACKED), UNPACKED / "usr/lib/chromium", UNPACKED / "usr/bin"]
    places = [*_postgres_bins(Path("/")), *unpacked]
    return shutil.which(program) or next(
        (str(place / program) for place in places if os.access(place / program, os.X_OK)), None
    )


def environment() -> dict[str, str]:
    """Return what the programs need in their environment to find one another and their libraries."""
    found = dict(os.environ)
    if UNPACKED.is_dir():
        found["PATH"] = f"{found['PATH']}:{UNPACKED}/usr/bin"
        found["LD_LIBRARY_PATH"] = debian.library_path(UNPACKED)
        found["CHROMIUM"] = find("chromium") or ""
    server = find("postgres")
    if server:
        # pg_dump and pg_restore of the server's own version
        found["PATH"] = f"{Path(server).parent}:{found['PATH']}"
    return found


def _postgres_bins(root: Path) -> list[Path]:
    return sorted(root.glob("usr/lib/postgresql/*/bin"), key=lambda path: -int(path.parent.name))


def _skip(tool: Tool) -> None:
    sentence = f"SKIPPED: {tool.tests}: {tool.program} is missing (apt-get install {' '.join(tool.packages)})"
    if in_ci():
        fail(sentence)
    say(sentence)
