"""The register of outgoing documents as it is printed (Decree 30/2020/NĐ-CP, Annex IV)."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from workflows.vietnamese.dates import screen_date
from workflows.vietnamese.numbers import document_number

COLUMNS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ghi chú",
)
"""The eight columns of the form."""


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """One number; ``is_void`` is a number that came to nothing, its reason stands in ``note``."""

    number: str
    day: datetime.date
    title: str
    signer: str
    recipients: tuple[str, ...]
    archive: tuple[str, ...]
    copies: int | None
    note: str
    is_void: bool


@dataclass(frozen=True, kw_only=True)
class RegisterPrintRecord:
    """The register of a body for one type of document and one year, or a part of it.

    ``date`` is the day on which it is printed, ``first`` and ``last`` are the numbers at its ends.
    """

    KIND: ClassVar[str] = "register_print"

    parent_body: str | None
    issuing_body: tuple[str, ...]
    symbol: str
    year: int
    first: int
    last: int
    date: datetime.date
    lines: tuple[RegisterLine, ...]
    language: str = "vi"
    layout_profile: str = "nd30"


def cells(line: RegisterLine) -> tuple[str, ...]:
    """Return the line in the order of :data:`COLUMNS`, as text."""
    return (
        line.number,
        screen_date(line.day),
        line.title,
        line.signer,
        "; ".join(line.recipients),
        "; ".join(line.archive),
        "" if line.copies is None else str(line.copies),
        line.note,
    )


def page_context(record: RegisterPrintRecord) -> dict[str, Any]:
    """Return what the template prints."""
    days = [line.day for line in record.lines]
    return {
        "record": record,
        "title": f"Sổ đăng ký văn bản đi năm {record.year} ({record.symbol})",
        "author": " ".join(record.issuing_body),
        "columns": COLUMNS,
        "lines": [(line, screen_date(line.day)) for line in record.lines],
        "since": screen_date(min(days)),
        "until": screen_date(max(days)),
        "first": document_number(record.first),
        "last": document_number(record.last),
    }
