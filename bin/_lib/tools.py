"""Programs that only the tests need: Chromium, PostgreSQL's server, poppler, Java, a software token."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from _lib import debian
from _lib.shell import VENDOR, fail, in_ci, say

UNPACKED = VENDOR / "tools"


@dataclass(frozen=True)
class Tool:
    """A program, the Debian packages that bring it, and the tests that need it.

    `file` is what must be there beside the program, below the root of the system.
    """

    program: str
    packages: tuple[str, ...]
    tests: str
    file: str = ""


CHROMIUM = Tool("chromium", ("chromium",), "the browser tests")
POSTGRES = Tool("postgres", ("postgresql",), "the whole suite on PostgreSQL")
POPPLER = Tool("pdftotext", ("poppler-utils",), "the tests that read PDF files")
JAVA = Tool(
    "java",
    ("default-jre-headless", "libjaxb-java"),
    "the validation of PDF files by veraPDF",
    "usr/share/java/jaxb-runtime.jar",
)
SOFTHSM = Tool(
    "softhsm2-util",
    ("softhsm2",),
    "the tests that sign with a token (PKCS#11)",
    "usr/lib/softhsm/libsofthsm2.so",
)
ALL = (CHROMIUM, POSTGRES, POPPLER, JAVA, SOFTHSM)


def ensure() -> set[str]:
    """Bring what is missing, by apt or unpacked beside the app; return the programs that are there."""
    missing = [tool for tool in ALL if not _is_there(tool)]
    if missing:
        say(f"Installing {' '.join(_packages(missing))} for the tests (once) …")
        refused = debian.install(_packages(missing))
        if refused is not None:
            _unpack()
    for tool in missing:
        if not _is_there(tool):
            _skip(tool)
    return {tool.program for tool in ALL if _is_there(tool)}


def _packages(tools: list[Tool]) -> list[str]:
    return [package for tool in tools for package in tool.packages]


def _is_there(tool: Tool) -> bool:
    return bool(find(tool.program)) and bool(not tool.file or find_file(tool.file))


def _unpack() -> None:
    """Unpack all that the system lacks: the new tree takes the place of one unpacked before."""
    lacking = [tool for tool in ALL if not _in_system(tool)]
    if debian.unpack(_packages(lacking), UNPACKED) is None:
        _point_inside(UNPACKED)


def _in_system(tool: Tool) -> bool:
    program = find(tool.program)
    outside = program is not None and not Path(program).is_relative_to(UNPACKED)
    return outside and (not tool.file or (Path("/") / tool.file).exists())


def _point_inside(root: Path) -> None:
    """Let links to places of the system (Java's settings in /etc) lead to their like in the unpacked tree."""
    for link in [path for path in root.rglob("*") if path.is_symlink()]:
        target = link.readlink()
        inside = root / target.relative_to("/") if target.is_absolute() else None
        if inside and not target.exists() and (inside.exists() or inside.is_symlink()):
            link.unlink()
            link.symlink_to(inside)


def find_file(name: str) -> Path | None:
    """Return where a file of a package lies: in the system, or unpacked."""
    return next((root / name for root in (Path("/"), UNPACKED) if (root / name).exists()), None)


def find(program: str) -> str | None:
    """Return the path of a program: on the PATH, where Debian keeps PostgreSQL's server, or unpacked.

    Debian's names in usr/bin may be wrappers that know the installed places only, so of what is unpacked
    the programs themselves come first.
    """
    java = sorted(UNPACKED.glob("usr/lib/jvm/*/bin"))
    unpacked = [*_postgres_bins(UNPACKED), UNPACKED / "usr/lib/chromium", UNPACKED / "usr/bin", *java]
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
    found |= _java_and_token(found["PATH"])
    server = find("postgres")
    if server:
        # pg_dump and pg_restore of the server's own version
        found["PATH"] = f"{Path(server).parent}:{found['PATH']}"
    return found


def _java_and_token(path: str) -> dict[str, str]:
    """Tell the tests where Java, its libraries and the token's library lie."""
    named: dict[str, str] = {}
    java, jar, library = find(JAVA.program), find_file(JAVA.file), find_file(SOFTHSM.file)
    if java and jar:
        named |= {"PATH": f"{path}:{Path(java).parent}", "JAVA_JARS": str(jar.parent)}
    if library:
        named["SOFTHSM2_LIB"] = str(library)
    return named


def _postgres_bins(root: Path) -> list[Path]:
    return sorted(root.glob("usr/lib/postgresql/*/bin"), key=lambda path: -int(path.parent.name))


def _skip(tool: Tool) -> None:
    sentence = f"SKIPPED: {tool.tests}: {tool.program} is missing (apt-get install {' '.join(tool.packages)})"
    if in_ci():
        fail(sentence)
    say(sentence)
