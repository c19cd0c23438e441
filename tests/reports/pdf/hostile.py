"""Work for a render process that does what a layout can do at its worst; ``kind`` says what."""

import ctypes
import hashlib
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from reports.pdf.engine import Rendered

KEPT: list[bytearray] = []


def spin() -> None:
    while True:
        pass


def eat() -> None:
    while True:
        KEPT.append(bytearray(10_000_000))


def fault() -> None:
    raise KeyError("no such template variable")


ACTS: dict[str, Callable[[], object]] = {
    "fine": lambda: None,
    "environment": lambda: None,
    "sleep": lambda: time.sleep(60),
    "spin": spin,
    "eat": eat,
    "swell": lambda: KEPT.append(bytearray(250_000_000)),
    "crash": lambda: ctypes.string_at(0),
    "exit": lambda: sys.exit(3),
    "fault": fault,
    "print": lambda: os.write(1, b"words on standard output"),
}


def work(kind: str, record: Any, **options: Any) -> Rendered:
    """Misbehave, or return a small file."""
    ACTS[kind]()
    body = f"{os.getpid()} {dict(os.environ) if kind == 'environment' else record}".encode()
    return Rendered(pdf=body, sha256=hashlib.sha256(body).hexdigest(), pages=1)
