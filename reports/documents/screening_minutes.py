"""The minutes of a unit's pre-screening: what was checked, which entries go on, why others do not.

Follows the model of minutes (Decree 30/2020, Annex III, model 1.9): a number, no line of place and date in
the head; the end says when it was closed.
"""

import datetime
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Paper, Signer, head_context
from reports.documents.wording import contest_name, two_digits
from workflows.vietnamese.dates import blank_date, document_date, local

NOT_CHOSEN = "Đủ điều kiện, không chọn gửi"
NOT_PASSED = "Không đạt sơ loại"
LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class Screened:
    """One entry as it was decided on; ``answers`` are those to the checklist, in short."""

    code: str
    title: str
    author: str
    answers: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ScreeningMinutesRecord(Paper):
    """Minutes; ``opening`` are the lines on time, place and people, ``checklist`` what its codes mean."""

    KIND: ClassVar[str] = "screening_minutes"

    subject: str
    opening: tuple[str, ...]
    entries: tuple[Screened, ...]
    checklist: tuple[str, ...]
    conclusion: tuple[str, ...]
    secretary: Signer


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One entry: its answers by the code of the question, whether chosen, and if not, why."""

    code: str
    title: str
    author: str
    answers: Mapping[str, bool]
    chosen: bool
    reason: str = ""


def answers_in_short(answers: Mapping[str, bool], codes: Sequence[str]) -> str:
    """Return ``Đạt 5/5``, or which questions were answered with no or not at all."""
    failed = [code for code in codes if answers.get(code) is False]
    unanswered = [code for code in codes if code not in answers]
    parts = [f"Không đạt: {', '.join(failed)}"] if failed else []
    parts += [f"Chưa trả lời: {', '.join(unanswered)}"] if unanswered else []
    return "; ".join(parts) or f"Đạt {len(codes)}/{len(codes)}"


def _in_short(reason: str) -> str:
    """Return a reason as its cell has room for; the whole of it stands in the trail."""
    return textwrap.shorten(reason, LONGEST_REASON, placeholder=" …")


def _screened(entry: Decided, codes: Sequence[str]) -> Screened:
    return Screened(
        code=entry.code,
        title=entry.title,
        author=entry.author,
        answers=answers_in_short(entry.answers, codes),
        outcome="Chọn gửi" if entry.chosen else f"Không chọn: {_in_short(entry.reason or NOT_PASSED)}",
    )


def _time(at: datetime.datetime | None) -> str:
    if at is None:
        return f"… giờ …, {blank_date()}"
    return f"{local(at):%H} giờ {local(at):%M}, {document_date(local(at).date())}"


def _opening(at: datetime.datetime | None, place: str, people: Sequence[str]) -> tuple[str, ...]:
    present = [f"- {person};" for person in people[:-1]] + [f"- {person}." for person in people[-1:]]
    return (f"Thời gian: {_time(at)}.", f"Địa điểm: {place}.", "Thành phần:", *present)


def _conclusion(entries: Sequence[Decided], contest: str, head: str) -> tuple[str, ...]:
    chosen = sum(entry.chosen for entry in entries)
    if not entries:
        return (f"Đơn vị không có bài dự thi {contest}.",)
    return (
        f"Tổng số bài được sơ loại: {two_digits(len(entries))}; chọn gửi {two_digits(chosen)} bài, không "
        f"chọn {two_digits(len(entries) - chosen)} bài.",
        f"{head} xác nhận danh sách bài được chọn để gửi dự thi {contest}.",
    )


def compose_screening_minutes(
    *,
    parent_body: str | None,
    issuing_body: tuple[str, ...],
    place: str,
    symbol: str,
    contest_title: str,
    unit: str,
    at: datetime.datetime | None,
    people: Sequence[str],
    checklist: Mapping[str, str],
    entries: Sequence[Decided],
    secretary: str,
    head_title: str,
    signer: Signer,
    drafter: str,
    number: int | None = None,
    day: datetime.date | None = None,
) -> ScreeningMinutesRecord:
    """Return the minutes in their standard wording.

    ``people`` are those present, each with the post; ``checklist`` maps the code of a question to its
    text; ``head_title`` is who confirms, in running text.
    """
    contest = contest_name(contest_title)
    return ScreeningMinutesRecord(
        parent_body=parent_body,
        issuing_body=issuing_body,
        place=place,
        number=number,
        symbol=symbol,
        date=day,
        recipients=("Như thành phần", f"Lưu: VT, {drafter}"),
        signer=signer,
        subject=f"Sơ loại bài dự thi {contest}",
        opening=_opening(at, unit, people),
        entries=tuple(_screened(entry, list(checklist)) for entry in entries),
        checklist=tuple(f"{code}: {text}" for code, text in checklist.items()),
        conclusion=_conclusion(entries, contest, head_title),
        secretary=Signer(position="NGƯỜI LẬP BIÊN BẢN", full_name=secretary),
    )


def page_context(record: ScreeningMinutesRecord) -> dict[str, Any]:
    """Return what the template prints."""
    return head_context(record) | {
        "title": f"Biên bản {record.subject[:1].lower()}{record.subject[1:]}",
        "place_and_date": "",
        "closing": f"Biên bản được lập xong {document_date(record.date) if record.date else blank_date()}./.",
        "signers": (("sign-1", record.secretary), ("sign-2", record.signer)),
    }
