"""A render process: ``python -m reports.pdf.sandbox FD SETTINGS``; started by ``reports.pdf.pool``.

It knows templates and translations, but no database, no secret and no other app; it may use so much memory
and processor time and no more; it ends with its owner.
"""

import json
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from reports.documents.record import RecordError
from reports.pdf import frames
from reports.pdf.errors import DocumentError, RendererUnavailable, RenderTooBig, UnknownDocument

log = logging.getLogger(__name__)

Work = Callable[..., Any]


def render_plain(kind: str, plain: Any, *, mark: str = "", **options: Any) -> Any:
    """Render the record that ``plain`` (of ``to_plain``) holds; see ``engine.render``.

    ``mark`` is the address of the mark: only text comes into this process.
    """
    from reports.documents.kinds import KINDS
    from reports.documents.record import from_plain
    from reports.pdf.engine import render
    from reports.pdf.qr import Mark

    known = KINDS.get(kind)
    if known is None:
        raise UnknownDocument(kind)
    marked = Mark(url=mark) if mark else None
    return render(kind, from_plain(known.record, plain), mark=marked, **options)


def environment() -> str:
    """Return ``engine.environment()`` of this process."""
    from reports.pdf import engine

    return engine.environment()


def main(descriptor: int, given: dict[str, Any]) -> None:
    """Answer one request after the other until the owner is gone."""
    _limit(given["memory"])
    _set_up(given)
    work: Work = import_string(given["work"])
    end = socket.socket(fileno=descriptor)
    frames.send(end, {"ready": True})
    while True:
        try:
            request, _body = frames.receive(end)
        except frames.Closed:
            return
        with _bounded(request["seconds"]):
            words, body = _answer(work, request)
        frames.send(end, {**words, "resident": _resident()}, body)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # a core file would hold the names of the document's people
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # the owner's end of the socket ends this process: work under way is not cut off with the owner's group
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # pages that people wait for come first
    os.nice(5)


def _set_up(given: dict[str, Any]) -> None:
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
    settings.configure(
        INSTALLED_APPS=["reports"], TEMPLATES=[engine], USE_TZ=True, USE_I18N=True, **given["settings"]
    )
    if given["preload"]:
        import_string(given["preload"])()
    django.setup()
    try:
        environment()
    except RendererUnavailable:
        log.exception("the renderer cannot be loaded")


class _bounded:
    """Have the kernel end this process when one document takes too long, though nobody may be watching."""

    def __init__(self, seconds: float) -> None:
        self._seconds = int(seconds) + 1

    def __enter__(self) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + self._seconds + 1, hard)
        )
        signal.alarm(self._seconds + 2)

    def __exit__(self, *_: object) -> None:
        signal.alarm(0)


def _answer(work: Work, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    with translation.override(request["language"]):
        try:
            if request["act"] == "environment":
                return {"environment": environment()}, b""
            made = work(request["kind"], request["record"], **request["options"])
            return {"sha256": made.sha256, "pages": made.pages}, made.pdf
        except MemoryError:
            return _refusal(RenderTooBig()), b""
        except (DocumentError, RecordError) as error:
            return _refusal(error), b""
        except Exception:
            log.exception("a document of the kind %s failed", request["kind"])
            return {"fault": True}, b""


def _refusal(error: Exception) -> dict[str, Any]:
    """An error crosses as its class, its sentence and its plain attributes."""
    fields = {
        name: value for name, value in vars(error).items() if isinstance(value, str | int | float | tuple)
    }
    return {"refused": type(error).__name__, "sentence": str(error), "fields": fields}


def _resident() -> int:
    """Return the bytes of memory that this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
