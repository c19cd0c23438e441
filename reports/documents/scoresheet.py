"""The score sheet of one judge for one entry, as it is kept on paper."""

import datetime
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from reports.documents.parts import Signer
from reports.documents.wording import contest_name
from workflows.vietnamese.dates import local, place_and_date, screen_moment
from workflows.vietnamese.numbers import format_decimal

LONGEST_PARAGRAPH = 1_500


@dataclass(frozen=True, kw_only=True)
class Points:
    """What a judge gave for one criterion: numbers as they are printed, with a decimal comma."""

    criterion: str
    maximum: str
    weight: str
    points: str


@dataclass(frozen=True, kw_only=True)
class ScoresheetRecord:
    """A score sheet. ``author`` and ``unit`` are empty where the contest is judged without names."""

    KIND: ClassVar[str] = "scoresheet"

    parent_body: str | None
    issuing_body: tuple[str, ...]
    place: str
    date: datetime.date | None
    contest: str
    judging_code: str
    entry_title: str
    author: str
    unit: str
    points: tuple[Points, ...]
    total: str
    maximum: str
    comment: tuple[str, ...]
    submitted_at: str
    signer: Signer
    language: str = "vi"
    layout_profile: str = "nd30"


@dataclass(frozen=True, kw_only=True)
class Given:
    """One line of a sheet in numbers; ``points`` is None where nothing has been given yet."""

    criterion: str
    maximum: Decimal
    points: Decimal | None
    weight: Decimal = Decimal(1)


def printed(number: Decimal | None) -> str:
    """Return ``17,5`` for 17.50: no zeros that say nothing."""
    if number is None:
        return ""
    text = format_decimal(number)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _lines(given: Sequence[Given]) -> tuple[Points, ...]:
    return tuple(
        Points(
            criterion=line.criterion,
            maximum=printed(line.maximum),
            weight=printed(line.weight),
            points=printed(line.points),
        )
        for line in given
    )


def _paragraphs(comment: str) -> tuple[str, ...]:
    """Return the judge's paragraphs; one that is longer than a document allows goes on in the next."""
    lines = [line.strip() for line in comment.splitlines() if line.strip()]
    pieces = (textwrap.wrap(line, LONGEST_PARAGRAPH, break_on_hyphens=False) for line in lines)
    return tuple(piece for some in pieces for piece in some)


def compose_scoresheet(
    *,
    parent_body: str,
    jury: str,
    place: str,
    contest_title: str,
    judging_code: str,
    entry_title: str,
    author: str = "",
    unit: str = "",
    given: Sequence[Given],
    total: Decimal | None,
    maximum: Decimal,
    comment: str = "",
    submitted_at: datetime.datetime | None,
    judge: str,
) -> ScoresheetRecord:
    """Return the sheet; in a contest judged without names ``author`` and ``unit`` are left empty."""
    return ScoresheetRecord(
        parent_body=parent_body.upper(),
        issuing_body=(jury.upper(),),
        place=place,
        date=local(submitted_at).date() if submitted_at else None,
        contest=contest_name(contest_title),
        judging_code=judging_code,
        entry_title=entry_title,
        author=author,
        unit=unit,
        points=_lines(given),
        total=printed(total),
        maximum=printed(maximum),
        comment=_paragraphs(comment),
        submitted_at=screen_moment(submitted_at) if submitted_at else "",
        signer=Signer(position="GIÁM KHẢO", full_name=judge),
    )


def page_context(record: ScoresheetRecord) -> dict[str, Any]:
    """Return what the template prints; weights only where they are not all one."""
    facts = (
        ("Mã số bài dự thi", record.judging_code),
        ("Tên ý tưởng, giải pháp", record.entry_title),
        ("Tác giả", record.author),
        ("Đơn vị", record.unit),
    )
    return {
        "record": record,
        "title": f"Phiếu chấm điểm bài dự thi {record.judging_code}",
        "author": " ".join(record.issuing_body),
        "place_and_date": place_and_date(record.place, record.date),
        "facts": [fact for fact in facts if fact[1]],
        "is_weighted": any(line.weight != "1" for line in record.points),
    }
