"""One render process as its owner sees it: started when it is first asked, replaced when it misbehaves."""

import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.pdf import frames
from reports.pdf.errors import RenderCrashed, RenderTimedOut, RenderTooBig

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
MEMORY = 1_500_000_000
"""Address space of one process, in bytes."""
RESIDENT = 200_000_000
"""A process that holds more after a document, in bytes, makes no other."""
DOCUMENTS = 500
"""Documents that one process makes; what libraries leak is given back with it."""
START = 120.0
"""Seconds until a new process must be ready, on a very busy machine."""

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR")


class RenderProcess:
    """One process; started when it is first asked, and again when the one before has been ended."""

    def __init__(self, memory: int, documents: int, work: str) -> None:
        self._memory, self._documents, self._work = memory, documents, work
        self._child: subprocess.Popen[bytes] | None = None
        self._end: socket.socket | None = None
        self.made = 0
        self.resident = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the process, ``None`` while there is none."""
        return self._child.pid if self._child else None

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Return the answer; a process that gives none in time, or dies, is replaced."""
        end = self._started()
        try:
            end.settimeout(seconds)
            frames.send(end, request)
            words, body = frames.receive(end, seconds)
        except TimeoutError:
            self.end()
            raise RenderTimedOut(seconds) from None
        except frames.Closed:
            raise self._why(seconds) from None
        self._count(words)
        return words, body

    def end(self) -> None:
        """End the process at once; nothing in it is worth waiting for."""
        if self._end is not None:
            self._end.close()
        if self._child is not None:
            self._child.kill()
            self._child.wait()
        self._end = self._child = None
        self.made = 0

    def _count(self, words: dict[str, Any]) -> None:
        self.made += 1
        self.resident = words["resident"]
        is_full = words.get("refused") == RenderTooBig.__name__ or self.resident > RESIDENT
        if is_full or self.made >= self._documents:
            self.end()

    def _why(self, seconds: float) -> Exception:
        """Return why the process closed its end."""
        assert self._child is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(timeout=5)
        status = self._child.returncode
        self.end()
        log.error("a render process ended by itself with status %s", status)
        return RenderTimedOut(seconds) if status in (-signal.SIGXCPU, -signal.SIGALRM) else RenderCrashed()

    def _started(self) -> socket.socket:
        if self._end is not None:
            return self._end
        ours, its = socket.socketpair()
        with its:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "reports.pdf.sandbox", str(its.fileno()), self._given()],
                pass_fds=(its.fileno(),),
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
            )
        self._end = ours
        try:
            frames.receive(ours, START)
        except (TimeoutError, frames.Closed):
            self.end()
            raise RenderCrashed from None
        return ours

    def _given(self) -> str:
        """Return what the process needs to know: no secret, no database."""
        known = {
            "LANGUAGE_CODE": settings.LANGUAGE_CODE,
            "LOCALE_PATHS": [str(path) for path in settings.LOCALE_PATHS],
            "TIME_ZONE": settings.TIME_ZONE,
        }
        preload = getattr(settings, "RENDER_PRELOAD", "")
        return json.dumps({"settings": known, "preload": preload, "work": self._work, "memory": self._memory})
