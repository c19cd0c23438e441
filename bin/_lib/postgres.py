"""A PostgreSQL server for the tests: in a temporary directory, on a Unix socket, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _lib import tools
from _lib.shell import fail

# Nothing in it outlives the run, so nothing is waited for to reach the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


@contextmanager
def cluster() -> Iterator[str]:
    """Run a server while the body runs; yield its DATABASE_URL."""
    directory = Path(tempfile.mkdtemp(prefix="trang-pg-"))
    owner = _unprivileged(directory)
    try:
        _initialise(directory / "data", owner)
        server = _start(directory, owner)
        try:
            yield f"postgres://trang@/{directory}/postgres"
        finally:
            server.terminate()  # SIGTERM: let clients finish; SIGINT if they do not
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _unprivileged(directory: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: return the options that run it as somebody else then."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    somebody = known.get("postgres") or known.get("nobody")
    if somebody is None:
        fail("PostgreSQL does not run as root and there is no user postgres: run bin/test as another user.")
    os.chown(directory, somebody.pw_uid, somebody.pw_gid)
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


def _initialise(data: Path, owner: dict[str, Any]) -> None:
    command = [_program("initdb"), "--pgdata", str(data), "--username", "trang", "--auth", "trust"]
    command += ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env=tools.environment(), **owner
    )
    if done.returncode:
        fail(f"PostgreSQL could not be initialised for the tests:\n{done.stdout}{done.stderr}")


def _start(directory: Path, owner: dict[str, Any]) -> "subprocess.Popen[bytes]":
    options = [part for option in FAST for part in ("-c", option)]
    command = [_program("postgres"), "-D", str(directory / "data"), "-k", str(directory)]
    with (directory / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "-c", "listen_addresses=", *options],
            stdout=log,
            stderr=log,
            cwd="/",
            env=tools.environment(),
            **owner,
        )
    if not _comes_up(server, directory):
        server.kill()
        server.wait()
        said = (directory / "log").read_text(errors="replace")
        fail(f"PostgreSQL did not start for the tests:\n{said}")
    return server


def _comes_up(server: "subprocess.Popen[bytes]", directory: Path) -> bool:
    ready = [_program("pg_isready"), "--host", str(directory), "--timeout", "1", "--quiet"]
    for _ in range(300):
        if subprocess.run(ready, check=False, env=tools.environment()).returncode == 0:
            return True
        if server.poll() is not None:
            return False
        time.sleep(0.1)
    return False


def _program(name: str) -> str:
    return tools.find(name) or fail(f"PostgreSQL's program {name} is missing.")
