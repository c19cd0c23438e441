"""Render processes: warm, bounded, replaced. What goes wrong in one fails one document and nothing else.

A layout can hang, eat memory or crash inside the libraries that draw text; none of that can be stopped from
within the process. So documents in number are made in processes of their own, one at a time in each.
"""

import atexit
import contextlib
import json
import logging
import os
import queue
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from reports.documents import record
from reports.pdf import errors, frames
from reports.pdf.engine import Rendered
from reports.pdf.errors import RenderCrashed, RenderTimedOut, RenderTooBig

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
SECONDS = 60.0
"""Wall time of one document; the processor time is bounded by the same number."""
MEMORY = 1_500_000_000
"""Address space of one process, in bytes."""
RESIDENT = 200_000_000
"""A process that holds more after a document, in bytes, makes no other."""
DOCUMENTS = 500
"""Documents that one process makes; what libraries leak is given back with it."""
START = 120.0
"""Seconds until a new process must be ready, on a very busy machine."""

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR")


class RenderPool:
    """So many render processes; may be used by several threads.

    Args:
        processes: how many documents are made at once.
        seconds: wall time of one document.
        memory: address space of one process, in bytes.
        documents: after how many a process is replaced.
        work: path of the function ``(kind, plain record, **options) -> Rendered`` in the process.
    """

    def __init__(
        self,
        processes: int = 1,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        documents: int = DOCUMENTS,
        work: str = "reports.pdf.sandbox.render_plain",
    ) -> None:
        self._seconds = seconds
        self.processes = [RenderProcess(memory, documents, work) for _ in range(processes)]
        # the one that was used last is warm
        self._free: queue.LifoQueue[RenderProcess] = queue.LifoQueue()
        for process in self.processes:
            self._free.put(process)

    def render(self, kind: str, plain: Any, **options: Any) -> Rendered:
        """Return the PDF of the record that ``plain`` (of ``to_plain``) holds; options as ``engine.render``.

        Raises:
            DocumentError: as ``engine.render``, and ``RenderTimedOut``, ``RenderTooBig``, ``RenderCrashed``.
            RecordError: ``plain`` is no record of this kind.
        """
        words, body = self._ask({"act": "render", "kind": kind, "record": plain, "options": options})
        return Rendered(pdf=body, sha256=words["sha256"], pages=words["pages"])

    def environment(self) -> str:
        """Return ``engine.environment()`` without loading the renderer into this process."""
        words, _body = self._ask({"act": "environment", "kind": ""})
        return str(words["environment"])

    def close(self) -> None:
        """End the processes."""
        for process in self.processes:
            process.end()

    def __enter__(self) -> "RenderPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        request = {**request, "language": get_language() or "vi", "seconds": self._seconds}
        process = self._free.get()
        try:
            words, body = process.ask(request, self._seconds)
        finally:
            self._free.put(process)
        if "refused" in words:
            raise _error(words)
        if "fault" in words:
            raise RenderCrashed
        return words, body


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


def _error(words: dict[str, Any]) -> Exception:
    """Return the error that was raised in the process, of its own class."""
    name = words["refused"]
    kind: type[Exception] = getattr(errors, name, record.RecordError)
    error = kind.__new__(kind)
    Exception.__init__(error, words["sentence"])
    vars(error).update(words["fields"])
    return error


_shared: tuple[int, RenderPool] | None = None


def shared() -> RenderPool:
    """Return the pool of this process, made when first asked for, ``settings.RENDER_PROCESSES`` wide."""
    global _shared
    if _shared is None or _shared[0] != os.getpid():
        # after a fork the processes belong to the parent
        pool = RenderPool(getattr(settings, "RENDER_PROCESSES", 1))
        atexit.register(_close, os.getpid(), pool)
        _shared = (os.getpid(), pool)
    return _shared[1]


def _close(owner: int, pool: RenderPool) -> None:
    """A forked copy of the owner that ends must not end the owner's processes."""
    if os.getpid() == owner:
        pool.close()
