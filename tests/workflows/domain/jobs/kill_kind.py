"""The work of the killed: a real PDF file and a row, written so that a repetition does no harm."""

import hashlib
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from reports.documents.article import ArticleRecord
from reports.documents.record import to_plain
from reports.pdf import pool
from reports.pdf.engine import render
from workflows import clock
from workflows.models import Notice
from workflows.models.notice import NoticeKind

FOLDER = "KILL_FOLDER"


def folder() -> Path:
    """Return where the files are written."""
    return Path(os.environ[FOLDER])


def note(word: str, number: int) -> None:
    """Write one line to the journal that outlives the process."""
    line = f"{word} {number} {os.getpid()} {time.monotonic()}\n"
    with (folder() / "journal").open("ab", buffering=0) as file:
        file.write(line.encode())


def paper(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    """Make paper ``number`` for the person ``user``."""
    number = payload["number"]
    note("begin", number)
    record = ArticleRecord(title=f"Giấy số {number}", abstract="Một đoạn văn.\n" * 3, notice="Hư cấu")
    pdf = render(ArticleRecord.KIND, record).pdf
    heartbeat()
    _idle()
    _write(folder() / f"{number}.pdf", pdf)
    _idle()
    digest = hashlib.sha256(pdf).hexdigest()
    if _keep(payload["user"], number, digest):
        note("effect", number)
    _idle()
    return {"sha256": digest}


def _write(path: Path, body: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(body)
    _idle()
    draft.replace(path)


def _keep(user: int, number: int, digest: str) -> bool:
    with transaction.atomic():
        _row, is_new = Notice.objects.get_or_create(
            user_id=user,
            key=f"paper:{number}",
            defaults={"kind": NoticeKind.REMINDER, "text": digest, "created_at": clock.now()},
        )
        _idle()
    return is_new


def _idle() -> None:
    """Give the killer time between any two steps."""
    time.sleep(random.uniform(0, 0.1))


def slow(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    """Take a while."""
    end = time.monotonic() + payload["tenths"] / 10
    while time.monotonic() < end:
        time.sleep(0.05)
        heartbeat()
    return {"number": payload["number"], "pid": os.getpid()}


def pooled(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    """Make a file in this process's render process."""
    record = ArticleRecord(title=f"Giấy số {payload['number']}", abstract="Một đoạn văn.", notice="Hư cấu")
    made = pool.shared().render(ArticleRecord.KIND, to_plain(record))
    return {"sha256": made.sha256, "maker": pool.shared().processes[0].pid}
