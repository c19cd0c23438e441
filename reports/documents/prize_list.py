"""The list of prizes that decisions and proposals carry as their annex."""

from dataclasses import dataclass
from typing import Any

from reports.documents.parts import Recipient
from workflows.vietnamese.money import format_money, money_in_words
from workflows.vietnamese.numbers import roman


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

    @property
    def total_money(self) -> int:
        """Return the sum of all rows in đồng."""
        return sum(row.money for section in self.sections for row in section.rows)

    @property
    def total_rows(self) -> int:
        """Return how many awards are given."""
        return sum(len(section.rows) for section in self.sections)


def row_context(row: Any) -> dict[str, Any]:
    """Return a row with its first person, the others, and over how many lines its other cells reach."""
    head, *others = row.people or (Recipient(name=""),)
    return {"row": row, "head": head, "others": others, "height": 1 + len(others)}


def _section(place: int, section: Section) -> dict[str, Any]:
    rows = [row_context(row) | {"money": format_money(row.money)} for row in section.rows]
    return {"heading": f"{roman(place)}. {section.heading}", "rows": rows}


def list_context(annex: Annex) -> dict[str, Any]:
    """Return what ``parts/prize_list.html`` prints; no empty section, no money where none is paid."""
    sections = [section for section in annex.sections if section.rows]
    return {
        "pays": annex.total_money > 0,
        "sections": [_section(place, section) for place, section in enumerate(sections, 1)],
        "total_money": format_money(annex.total_money),
        "total_in_words": money_in_words(annex.total_money),
    }
