"""Debian packages: installed where that is allowed, else unpacked beside the app."""

import os
import shutil
import subprocess
from pathlib import Path

from _lib.shell import VENDOR, run_quietly

APT = ["apt-get", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]


def privilege() -> list[str] | None:
    """Return what must stand before a command to run it as root; None when that is not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and run_quietly([sudo, "-n", "true"]) is None:
        return [sudo, "-n"]
    return None


def install(packages: list[str]) -> str | None:
    """Install into the system; return None on success, else why it could not be done.

    RUNLEVEL=1: a server among the packages (PostgreSQL for the tests) is not started.
    """
    prefix = privilege()
    if not shutil.which("apt-get"):
        return "this system has no apt-get"
    if prefix is None:
        return "neither root nor sudo without a password"
    prefix = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    if run_quietly([*prefix, *APT, "install", *packages]) is None:
        return None
    run_quietly([*prefix, *APT, "update"])
    return run_quietly([*prefix, *APT, "install", *packages])


def unpack(packages: list[str], target: Path) -> str | None:
    """Unpack what is missing on this system of `packages` and their needs under `target`, without root.

    apt works on lists and a cache of its own; the system's status file tells it what is there already.
    Returns None on success, else why it could not be done.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return "this system has no apt-get"
    work = VENDOR / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    private = [*APT, "-o", f"Dir::State::lists={work}/lists", "-o", f"Dir::Cache={work}/cache"]
    private += ["-o", "Debug::NoLocking=1"]
    trouble = run_quietly([*private, "update"])
    trouble = trouble or run_quietly([*private, "install", "--download-only", *packages])
    trouble = trouble or _extract(sorted((work / "cache" / "archives").glob("*.deb")), target)
    shutil.rmtree(work, ignore_errors=True)
    return trouble


def _extract(archives: list[Path], target: Path) -> str | None:
    """A half-unpacked tree must not look whole: unpack beside, then rename."""
    draft = target.with_name(f"{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for archive in archives:
        trouble = run_quietly(["dpkg-deb", "-x", str(archive), str(draft)])
        if trouble:
            return trouble
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    return None


def library_path(root: Path) -> str:
    """Return the library directories below an unpacked tree, in the form of LD_LIBRARY_PATH."""
    found = sorted({str(path.parent) for path in root.glob("usr/lib/**/lib*.so*")})
    return ":".join(found)


def works(command: list[str]) -> bool:
    """Tell whether a program starts and answers."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
