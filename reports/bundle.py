"""The ZIP of a decision with all its papers: ASCII names, a table of what is inside, what is missing."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from workflows.vietnamese.fold import slug
from workflows.vietnamese.text import nfc

LIST, GAPS = "danh-sach.csv", "CON-THIEU.txt"
COLUMNS = (
    "STT",
    "Loại giấy tờ",
    "Số",
    "Người nhận",
    "Đơn vị",
    "Giải",
    "Bài dự thi",
    "Tệp",
    "SHA-256",
    "Ghi chú",
)
MISSING = "Chưa có"
_LONGEST = 80
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One paper of the ZIP; without a file (``sha256`` empty) it is missing.

    ``number`` is the one that the paper bears: of a certificate, the decision's.
    """

    kind: str
    number: str = ""
    name: str
    unit: str = ""
    prize: str = ""
    title: str = ""
    sha256: str = ""


def file_name(place: int, item: Item) -> str:
    """Return an ASCII name, unique by its number: ``012-giay-khen-nguyen-van-a.pdf``."""
    words = slug(f"{item.kind} {item.name}")[:_LONGEST].strip("-")
    return f"{place:03d}-{words}.pdf"


def table(items: Sequence[Item]) -> bytes:
    """Return the list as CSV in UTF-8 with a mark that spreadsheets know; no text is read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for place, item in enumerate(items):
        there = bool(item.sha256)
        name, note = (file_name(place, item), "") if there else ("", MISSING)
        cells = (item.kind, item.number, item.name, item.unit, item.prize, item.title)
        writer.writerow([place, *map(_harmless, cells), name, item.sha256, note])
    return "\ufeff".encode() + text.getvalue().encode()


def _harmless(text: str) -> str:
    text = nfc(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def gaps(items: Iterable[Item]) -> bytes:
    """Return the text that says which papers are missing; empty when none is."""
    lines = [f"- {item.kind}: {item.name} ({item.title})" for item in items if not item.sha256]
    if not lines:
        return b""
    head = f"Tệp nén này còn thiếu {len(lines)} giấy tờ:"
    return "\r\n".join([head, *lines, ""]).encode()


def pack(
    items: Sequence[Item],
    open_file: Callable[[int], BinaryIO],
    target: BinaryIO,
    day: date,
    heartbeat: Callable[[], None],
) -> None:
    """Write the ZIP into ``target``; the same papers give the same bytes.

    ``open_file`` opens the file of the item at that place; ``day`` is the date that every member bears.
    """
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, LIST, table(items), day)
        if missing := gaps(items):
            _add(archive, GAPS, missing, day)
        for place, item in enumerate(items):
            if item.sha256:
                with open_file(place) as file:
                    _add(archive, file_name(place, item), file.read(), day)
                heartbeat()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, day: date) -> None:
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    # the same on every machine
    member.create_system, member.external_attr = 3, 0o600 << 16
    archive.writestr(member, content)
