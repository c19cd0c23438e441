"""Run the web server, the timers and the task runners as children that live and end with this process."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

PR_SET_PDEATHSIG = 1
GRACE = 15.0  # seconds given to requests and jobs under way
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

Child = subprocess.Popen[bytes]


class Stopped(Exception):
    """Somebody asked this process to end."""


def run_together(commands: list[list[str]], ready: Callable[[], bool], announce: Callable[[], object]) -> int:
    """Start `commands`, `announce` once `ready`, and wait until one ends or somebody asks to stop.

    The others are ended then. Returns the exit status: 0 after a request to stop, else that of the
    child that ended by itself (at least 1: a server is not supposed to end).
    """
    for number in SIGNALS:
        signal.signal(number, _raise_stopped)
    children: list[Child] = []
    try:
        # one by one into the list: what has been started is ended when the next one fails
        children.extend(_spawn(command) for command in commands)
        return _watch(children, ready, announce)
    except Stopped:
        return 0
    finally:
        _end(children)


def _raise_stopped(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _spawn(command: list[str]) -> Child:
    """The child has a session of its own, so Ctrl-C reaches it once, through us."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)


def _end_with_parent() -> None:
    """Ask the kernel (Linux) for SIGTERM when the parent ends, be it by SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch(children: list[Child], ready: Callable[[], bool], announce: Callable[[], object]) -> int:
    announced = False
    while True:
        for child in children:
            status = child.poll()
            if status is not None:
                return status if status > 0 else 1
        if not announced and ready():
            announce()
            announced = True
        time.sleep(0.5 if announced else 0.1)


def _end(children: list[Child]) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
