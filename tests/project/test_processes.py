"""Children that live and end with their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from project.state import ROOT

PARENT = """
import sys
from project.processes import run_together
sleeper = [sys.executable, "-c", "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"]
stubborn = [sys.executable, "-c", "import signal, sys, time, os; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
            "open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"]
leaver = [sys.executable, "-c", "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(1); sys.exit(3)"]
import project.processes
project.processes.GRACE = 2.0
commands = [[*globals()[name], f"{sys.argv[1]}/{name}"] for name in sys.argv[2:]]
sys.exit(run_together(commands, ready=lambda: True, announce=lambda: print("ready", flush=True)))
"""


def parent(folder: Path, *children: str) -> "subprocess.Popen[str]":
    """Start a parent with these children and wait until all of them run."""
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder), *children], cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    for name in children:
        until = time.monotonic() + 20
        while not (folder / name).exists() or not (folder / name).read_text():
            assert time.monotonic() < until
            time.sleep(0.02)
    return process


def runs(folder: Path, name: str) -> bool:
    """Tell whether a child is still there (a zombie is not)."""
    try:
        state = Path(f"/proc/{(folder / name).read_text()}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(folder: Path, *names: str) -> bool:
    until = time.monotonic() + 5
    while any(runs(folder, name) for name in names) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(runs(folder, name) for name in names)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_request_to_stop_ends_all_children_and_is_no_failure(
    tmp_path: Path, number: signal.Signals
) -> None:
    with parent(tmp_path, "sleeper", "stubborn") as process:
        process.send_signal(number)
        assert process.wait(timeout=15) == 0
        assert gone(tmp_path, "sleeper", "stubborn")
        assert process.stdout is not None
        assert process.stdout.read() == "ready\n"


def test_when_one_child_ends_all_end_with_its_status(tmp_path: Path) -> None:
    with parent(tmp_path, "sleeper", "leaver") as process:
        assert process.wait(timeout=15) == 3
        assert gone(tmp_path, "sleeper")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_children_end_even_when_the_parent_is_killed(tmp_path: Path) -> None:
    with parent(tmp_path, "sleeper") as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=15)
        assert gone(tmp_path, "sleeper")
