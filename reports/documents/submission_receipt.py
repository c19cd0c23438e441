"""The receipt that an author takes away after handing in: what was received, and when to the second."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.receipts import authors_line, exact_moment, size_of
from reports.documents.wording import contest_name
from workflows.vietnamese.dates import local, place_and_date

NOTES = (
    "Giấy này do hệ thống lập tự động khi nhận bài, không thay cho kết quả sơ loại hoặc kết quả chấm thi.",
    "Mã SHA-256 nhận biết nội dung của tệp: tệp bị sửa đổi dù một ký tự sẽ cho mã khác.",
)


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file or link of an entry; a link has no size and no digest."""

    name: str
    size: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SubmissionReceiptRecord:
    """A receipt; ``submitted_by`` is said where somebody else handed the entry in."""

    KIND: ClassVar[str] = "submission_receipt"

    parent_body: str | None
    issuing_body: tuple[str, ...]
    place: str
    date: datetime.date | None
    contest: str
    entry_code: str
    entry_title: str
    authors: str
    unit: str
    submitted_by: str
    received_at: str
    files: tuple[FileRow, ...]
    contact: str
    notes: tuple[str, ...] = NOTES
    language: str = "vi"
    layout_profile: str = "nd30"


@dataclass(frozen=True, kw_only=True)
class Received:
    """What was received: a file with its size in bytes and digest, or a link."""

    name: str
    size: int = 0
    sha256: str = ""
    link: str = ""


def _row(item: Received) -> FileRow:
    if item.link:
        return FileRow(name=f"{item.name}: {item.link}", size="Liên kết", sha256="")
    return FileRow(name=item.name, size=size_of(item.size), sha256=item.sha256)


def compose_submission_receipt(
    *,
    parent_body: str,
    committee: str,
    place: str,
    contest_title: str,
    entry_code: str,
    entry_title: str,
    authors: Sequence[str],
    unit: str,
    submitted_by: str = "",
    received_at: datetime.datetime,
    files: Sequence[Received],
    contact: str,
) -> SubmissionReceiptRecord:
    """Return the receipt; the representative of a group stands first in ``authors``."""
    return SubmissionReceiptRecord(
        parent_body=parent_body.upper(),
        issuing_body=(committee.upper(),),
        place=place,
        date=local(received_at).date(),
        contest=contest_name(contest_title),
        entry_code=entry_code,
        entry_title=entry_title,
        authors=authors_line(authors),
        unit=unit,
        submitted_by=submitted_by,
        received_at=exact_moment(received_at),
        files=tuple(map(_row, files)),
        contact=contact,
    )


def page_context(record: SubmissionReceiptRecord) -> dict[str, Any]:
    """Return what the template prints."""
    facts = (
        ("Mã bài dự thi", record.entry_code),
        ("Tên ý tưởng, giải pháp", record.entry_title),
        ("Tác giả", record.authors),
        ("Đơn vị", record.unit),
        ("Người nộp thay", record.submitted_by),
        ("Thời điểm nhận", record.received_at),
        ("Đầu mối liên hệ", record.contact),
    )
    return {
        "record": record,
        "title": f"Giấy xác nhận nộp bài {record.entry_code}",
        "author": " ".join(record.issuing_body),
        "place_and_date": place_and_date(record.place, record.date),
        "facts": [fact for fact in facts if fact[1]],
    }
