"""The letter of thanks to authors without a prize: no points, no rank.

An official letter has no number and no symbol (Decree 30/2020, Annex III lists none for it).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from reports.documents.parts import Paper, Signer, head_context
from reports.documents.prize_wording import COLLECTIVE, GROUP, Winner
from reports.documents.wording import Organizer, contest_name


@dataclass(frozen=True, kw_only=True)
class ThanksLetterRecord(Paper):
    """A letter of thanks; ``addressees`` are those after “Kính gửi:”."""

    KIND: ClassVar[str] = "thanks_letter"

    addressees: tuple[str, ...]
    paragraphs: tuple[str, ...]


def quoted(title: str) -> str:
    """Return a title in quotation marks; one that has its own stays as it is written."""
    return title if "“" in title else f"“{title}”"


def _addressees(author: Winner) -> tuple[str, ...]:
    head, *others = author.people
    if author.kind == COLLECTIVE:
        return (head.name,)
    if author.kind == GROUP and others:
        first = f"Ông (Bà) {head.name} (đại diện nhóm tác giả)"
        return (first, *(f"Ông (Bà) {person.name}" for person in others))
    return (f"Ông (Bà) {head.name}, {head.post}" if head.post else f"Ông (Bà) {head.name}",)


def _whom(author: Winner) -> str:
    if author.kind == COLLECTIVE:
        return f"tập thể {author.people[0].name}"
    return "các tác giả" if author.kind == GROUP and len(author.people) > 1 else "Ông (Bà)"


def _paragraphs(author: Winner, entry_code: str, contest: str, committee: str, jury: str) -> tuple[str, ...]:
    whom, code = _whom(author), f" (mã số {entry_code})" if entry_code else ""
    return (
        f"{committee} trân trọng cảm ơn {whom} đã tham gia {contest} với ý tưởng, giải pháp "
        f"{quoted(author.title)}{code}.",
        f"Bài dự thi đã được {jury} xem xét, đánh giá theo thể lệ. Tuy chưa đạt giải, bài dự thi thể hiện "
        "tinh thần trách nhiệm, sự tâm huyết và là đóng góp thiết thực vào kết quả chung của Cuộc thi.",
        f"{committee} mong tiếp tục nhận được các ý tưởng, giải pháp mới và kính chúc {whom} sức khỏe, "
        "hạnh phúc, thành công./.",
    )


def compose_thanks_letter(
    *,
    organizer: Organizer,
    committee: str,
    jury: str,
    contest_title: str,
    author: Winner,
    entry_code: str = "",
    signer: Signer,
    drafter: str,
    day: date | None = None,
) -> ThanksLetterRecord:
    """Return the letter in its standard wording; ``committee`` writes it (``Ban Tổ chức Cuộc thi``).

    ``author`` is the individual, group (its representative first) or collective whose entry was judged.
    """
    return ThanksLetterRecord(
        parent_body=organizer.name.upper(),
        issuing_body=(committee.upper(),),
        place=organizer.place_name,
        number=None,
        symbol="",
        date=day,
        recipients=("Như trên", f"Lưu: VT, {drafter}"),
        signer=signer,
        addressees=_addressees(author),
        paragraphs=_paragraphs(author, entry_code, contest_name(contest_title), committee, jury),
    )


def page_context(record: ThanksLetterRecord) -> dict[str, Any]:
    """Return what the template prints."""
    return head_context(record) | {"number": "", "title": f"Thư cảm ơn – {record.addressees[0]}"}
