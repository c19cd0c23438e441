"""The award decision: everything that the paper says, as plain data.

The record holds finished sentences; only what the clerk adds (number, date) and
what follows from the rows (totals) is put together when the page is made. The
wording of a new decision comes from ``award_wording.compose_award_decision``.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Decision, attached_to, decision_context
from reports.documents.prize_list import Annex, list_context


@dataclass(frozen=True, kw_only=True)
class AwardDecisionRecord(Decision):
    """An award decision with its annex; ``number`` and ``date`` are None until issued."""

    KIND: ClassVar[str] = "award_decision"

    annex: Annex

    @property
    def total_money(self) -> int:
        """Return the sum of all rows in đồng."""
        return self.annex.total_money

    @property
    def total_rows(self) -> int:
        """Return how many awards are given."""
        return self.annex.total_rows


def page_context(record: AwardDecisionRecord) -> dict[str, Any]:
    """Return what the template prints: the record and the lines that follow from it."""
    tie = attached_to(record, "Quyết định", record.annex.decided_by)
    return decision_context(record) | list_context(record.annex) | {"attached_to": tie}
