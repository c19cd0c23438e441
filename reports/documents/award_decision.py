"""The award decision: everything that the paper says, as plain data.

The record holds finished sentences; only what the clerk adds (number, date) and
what follows from the rows (totals) is put together when the page is made. The
wording of a new decision comes from ``award_wording.compose_award_decision``.
"""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Recipient, Signer, printed_number
from reports.documents.record import from_json, to_json
from workflows.vietnamese.dates import blank_date, document_date, place_and_date
from workflows.vietnamese.money import format_money, money_in_words
from workflows.vietnamese.numbers import document_number, roman


@dataclass(frozen=True, kw_only=True)
class Row:
    """One awarded entry; the representative of a group stands first in ``people``."""

    index: int
    people: tuple[Recipient, ...]
    title: str
    prize: str
    money: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the list: ``TẬP THỂ`` or ``CÁ NHÂN, NHÓM TÁC GIẢ``; its Roman number is its place."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """The list of the awarded; ``decided_by`` is who issues, as in running text."""

    heading: str
    title: str
    decided_by: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AwardDecisionRecord:
    """An award decision with its annex; ``number`` and ``date`` are None until issued."""

    KIND: ClassVar[str] = "award_decision"

    parent_body: str | None
    issuing_body: tuple[str, ...]
    place: str
    number: int | None
    symbol: str
    date: datetime.date | None
    subject: str
    authority: str
    bases: tuple[str, ...]
    articles: tuple[tuple[str, ...], ...]
    recipients: tuple[str, ...]
    signer: Signer
    annex: Annex
    language: str = "vi"
    layout_profile: str = "nd30"

    @property
    def total_money(self) -> int:
        """Return the sum of all rows in đồng."""
        return sum(row.money for section in self.annex.sections for row in section.rows)

    @property
    def total_rows(self) -> int:
        """Return how many awards are given."""
        return sum(len(section.rows) for section in self.annex.sections)

    def to_json(self) -> str:
        """Return the canonical JSON of the record."""
        return to_json(self)

    @classmethod
    def from_json(cls, text: str) -> "AwardDecisionRecord":
        """Return the record that ``to_json`` wrote; ``RecordError`` on anything else."""
        return from_json(cls, text)

    def numbered(self, number: int, day: datetime.date) -> "AwardDecisionRecord":
        """Return the same decision with the clerk's number and date."""
        return dataclasses.replace(self, number=number, date=day)


def _attached_to(record: AwardDecisionRecord) -> str:
    """Return the italic line that ties the annex to its decision."""
    number = "…" if record.number is None else document_number(record.number)
    day = document_date(record.date) if record.date else blank_date()
    return f"(Kèm theo Quyết định số {number}/{record.symbol} {day} của {record.annex.decided_by})"


def _row(row: Row) -> dict[str, Any]:
    head, *others = row.people or (Recipient(name=""),)
    return {
        "row": row,
        "money": format_money(row.money),
        "head": head,
        "others": others,
        "height": 1 + len(others),
    }


def _section(place: int, section: Section) -> dict[str, Any]:
    return {
        "heading": f"{roman(place)}. {section.heading}",
        "rows": [_row(row) for row in section.rows],
    }


def page_context(record: AwardDecisionRecord) -> dict[str, Any]:
    """Return what the template prints: the record and the lines that follow from it."""
    sections = [section for section in record.annex.sections if section.rows]
    return {
        "record": record,
        "title": f"Quyết định {record.subject[:1].lower()}{record.subject[1:]}",
        "number": printed_number(record.number, record.symbol),
        "author": record.authority,
        "place_and_date": place_and_date(record.place, record.date),
        "attached_to": _attached_to(record),
        "sections": [_section(place, section) for place, section in enumerate(sections, 1)],
        "total_money": format_money(record.total_money),
        "total_in_words": money_in_words(record.total_money),
    }
