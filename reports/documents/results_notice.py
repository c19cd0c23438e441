"""The notice of the results: names, units, titles, prizes – no score, no rank, no phone, no money."""

from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Paper, Recipient, head_context
from reports.documents.prize_list import row_context


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """One awarded entry; ``post`` of its people is their unit and nothing else."""

    people: tuple[Recipient, ...]
    title: str
    prize: str


@dataclass(frozen=True, kw_only=True)
class ResultsNoticeRecord(Paper):
    """The notice; what is empty of ``ceremony`` and ``review`` is not printed."""

    KIND: ClassVar[str] = "results_notice"

    subject: str
    opening: str
    results: tuple[str, ...]
    rows: tuple[NoticeRow, ...]
    ceremony: str
    review: str
    closing: str


def _line(place: int, row: NoticeRow) -> dict[str, Any]:
    """Return a row; a unit that all its people share stands once."""
    units = {person.post for person in row.people}
    return row_context(row) | {"index": place, "shared": len(units) == 1}


def _chapters(record: ResultsNoticeRecord) -> list[tuple[str, str]]:
    """Return the parts after the list with their numbers."""
    named = (("Trao giải", record.ceremony), ("Đề nghị xem xét lại kết quả", record.review))
    present = [(heading, text) for heading, text in named if text]
    return [(f"{place}. {heading}", text) for place, (heading, text) in enumerate(present, 2)]


def page_context(record: ResultsNoticeRecord) -> dict[str, Any]:
    """Return what the template prints."""
    return head_context(record) | {
        "title": f"Thông báo {record.subject[:1].lower()}{record.subject[1:]}",
        "lines": [_line(place, row) for place, row in enumerate(record.rows, 1)],
        "further": _chapters(record),
    }
