"""Render processes: warm, bounded, replaced. What goes wrong in one fails one document and nothing else.

A layout can hang, eat memory or crash inside the libraries that draw text; none of that can be stopped from
within the process. So documents in number are made in processes of their own, one at a time in each.
"""

import atexit
import os
import queue
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from reports.documents import record
from reports.pdf import errors
from reports.pdf.engine import Rendered
from reports.pdf.errors import RenderCrashed
from reports.pdf.process import DOCUMENTS, MEMORY, RenderProcess

SECONDS = 60.0
"""Wall time of one document; the processor time is bounded by the same number."""


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
        """Return the PDF of the record that ``plain`` (of ``to_plain``) holds; options as ``engine.render``,
        but ``mark`` as the text of its address.

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
