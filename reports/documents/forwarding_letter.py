"""The letter with which a unit sends its entries to the organiser, the list as its annex.

An official letter without a name of its kind (công văn, Decree 30/2020, Annex III, model 1.5): what it is
about stands under the number.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Paper, Signer, attached_to, head_context
from reports.documents.wording import contest_name, two_digits


@dataclass(frozen=True, kw_only=True)
class Forwarded:
    """One entry of the list; the representative of a group stands first in ``authors``."""

    code: str
    title: str
    authors: str
    theme: str


@dataclass(frozen=True, kw_only=True)
class ForwardingLetterRecord(Paper):
    """A letter with its list; ``issuer`` is the unit in running text."""

    KIND: ClassVar[str] = "forwarding_letter"

    issuer: str
    concerning: str
    addressees: tuple[str, ...]
    paragraphs: tuple[str, ...]
    annex_title: str
    entries: tuple[Forwarded, ...]


def _paragraphs(
    unit: str, committee: str, contest: str, count: int, plan: str, contact: str
) -> tuple[str, ...]:
    by = f"Thực hiện {plan}, " if plan else ""
    asked = f" Đầu mối liên hệ: {contact}." if contact else ""
    return (
        f"{by}{unit} đã tổ chức sơ loại và gửi {two_digits(count)} bài dự thi {contest} "
        "(danh sách tại Phụ lục kèm theo).",
        f"{unit} xác nhận các bài trong danh sách đã được sơ loại theo quy định của Cuộc thi.{asked}",
        f"Trân trọng đề nghị {committee} tiếp nhận./.",
    )


def compose_forwarding_letter(
    *,
    parent_body: str | None,
    issuing_body: tuple[str, ...],
    unit: str,
    place: str,
    symbol: str,
    contest_title: str,
    committee: str,
    through: str = "",
    plan: str = "",
    contact: str = "",
    entries: Sequence[Forwarded],
    signer: Signer,
    drafter: str = "",
    number: int | None = None,
    day: datetime.date | None = None,
) -> ForwardingLetterRecord:
    """Return the letter in its standard wording.

    ``committee`` is written to (``Ban Tổ chức Cuộc thi``), ``through`` the unit that takes the entries in;
    ``plan`` is cited with number and date.
    """
    contest = contest_name(contest_title)
    addressee = f"{committee} (qua {through})" if through else committee
    return ForwardingLetterRecord(
        parent_body=parent_body,
        issuing_body=issuing_body,
        place=place,
        number=number,
        symbol=symbol,
        date=day,
        recipients=("Như trên", f"Lưu: VT, {drafter}" if drafter else "Lưu: VT"),
        signer=signer,
        issuer=unit,
        concerning=f"V/v gửi bài dự thi {contest}",
        addressees=(addressee,),
        paragraphs=_paragraphs(unit, committee, contest, len(entries), plan, contact),
        annex_title=f"Danh sách bài dự thi {contest}".upper(),
        entries=tuple(entries),
    )


def page_context(record: ForwardingLetterRecord) -> dict[str, Any]:
    """Return what the template prints."""
    return head_context(record) | {
        "title": f"{record.concerning} – {record.issuer}",
        "concerning": record.concerning,
        "attached_to": attached_to(record, "Công văn", record.issuer),
    }
