"""The receipt for a unit's list: which entries came, when, who took them in, whether in time.

It names the entry codes only: the codes under which entries are judged stay with the organiser.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Signer
from reports.documents.receipts import exact_moment
from reports.documents.wording import contest_name, two_digits
from workflows.vietnamese.dates import deadline, local, place_and_date


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One entry of the list."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class IntakeReceiptRecord:
    """A receipt; ``ordinal`` 1 is the unit's main list, later ones are supplements."""

    KIND: ClassVar[str] = "intake_receipt"

    parent_body: str | None
    issuing_body: tuple[str, ...]
    place: str
    date: datetime.date | None
    contest: str
    unit: str
    ordinal: int
    sent_at: str
    received_at: str
    due: str
    in_time: bool
    entries: tuple[EntryRow, ...]
    giver: Signer
    taker: Signer
    language: str = "vi"
    layout_profile: str = "nd30"


def compose_intake_receipt(
    *,
    parent_body: str,
    committee: str,
    place: str,
    contest_title: str,
    unit: str,
    ordinal: int = 1,
    sent_at: datetime.datetime,
    received_at: datetime.datetime,
    due: datetime.datetime,
    in_time: bool,
    entries: Sequence[EntryRow],
    giver: str,
    taker: str,
) -> IntakeReceiptRecord:
    """Return the receipt; ``due`` is the last valid minute, ``giver`` and ``taker`` are people."""
    return IntakeReceiptRecord(
        parent_body=parent_body.upper(),
        issuing_body=(committee.upper(),),
        place=place,
        date=local(received_at).date(),
        contest=contest_name(contest_title),
        unit=unit,
        ordinal=ordinal,
        sent_at=exact_moment(sent_at),
        received_at=exact_moment(received_at),
        due=deadline(due),
        in_time=in_time,
        entries=tuple(entries),
        giver=Signer(position="ĐẠI DIỆN ĐƠN VỊ GỬI", full_name=giver),
        taker=Signer(position="NGƯỜI TIẾP NHẬN", full_name=taker),
    )


def page_context(record: IntakeReceiptRecord) -> dict[str, Any]:
    """Return what the template prints."""
    kind = "Danh sách chính" if record.ordinal == 1 else f"Danh sách bổ sung lần {record.ordinal - 1}"
    facts = (
        ("Đơn vị gửi", record.unit),
        ("Danh sách", f"{kind}, {two_digits(len(record.entries))} bài"),
        ("Thời điểm gửi", record.sent_at),
        ("Thời điểm tiếp nhận", record.received_at),
        ("Người tiếp nhận", record.taker.full_name),
        ("Thời hạn gửi bài", record.due),
        ("Đối chiếu thời hạn", "Gửi đúng hạn" if record.in_time else "Gửi quá hạn"),
    )
    return {
        "record": record,
        "title": f"Phiếu tiếp nhận bài dự thi – {record.unit}",
        "author": " ".join(record.issuing_body),
        "place_and_date": place_and_date(record.place, record.date),
        "facts": [fact for fact in facts if fact[1]],
        "signers": (("sign-1", record.giver), ("sign-2", record.taker)),
    }
