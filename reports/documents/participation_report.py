"""The report on participation: how many entries each unit handed in, and how far they came."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from reports.documents.parts import Paper, head_context


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How many entries reached each step; ``screened_out`` counts those the unit did not send."""

    submitted: int = 0
    passed: int = 0
    screened_out: int = 0
    forwarded: int = 0
    received: int = 0
    awarded: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        names = [field.name for field in fields(Figures)]
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def cells(self) -> tuple[int, ...]:
        """Return the numbers in the order of the columns."""
        return tuple(getattr(self, field.name) for field in fields(Figures))


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit; ``note`` says that it has declared to have no entries."""

    name: str
    figures: Figures
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    """One theme of the contest."""

    name: str
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class ParticipationReportRecord(Paper):
    """The report; totals follow from the rows when the page is made."""

    KIND: ClassVar[str] = "participation_report"

    subject: str
    addressees: tuple[str, ...]
    opening: str
    chapters: tuple[tuple[str, ...], ...]
    closing: str
    units: tuple[UnitRow, ...]
    themes: tuple[ThemeRow, ...]


def total_of(rows: tuple[UnitRow, ...] | tuple[ThemeRow, ...]) -> Figures:
    """Return the sum of all rows."""
    return sum((row.figures for row in rows), Figures())


def page_context(record: ParticipationReportRecord) -> dict[str, Any]:
    """Return what the template prints."""
    return head_context(record) | {
        "title": f"Báo cáo {record.subject[:1].lower()}{record.subject[1:]}",
        "unit_total": total_of(record.units),
        "theme_total": total_of(record.themes),
    }
