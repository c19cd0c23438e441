"""Signed papers that should have been sent out by now.

Decree 30/2020/NĐ-CP, art. 18: a document goes out on the day of its signing, at the latest on the next
working day.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple

from workflows import clock
from workflows.domain.deadlines import ONE_DAY, next_working_day
from workflows.models import Document, Holiday
from workflows.states import DocumentState

MOST_SHOWN = 20


class LatePaper(NamedTuple):
    """A signed paper, the day of its signing and the day by which it should have been issued."""

    document: Document
    signed_on: date
    due: date


def late_to_issue(contest_ids: Collection[int]) -> list[LatePaper]:
    """Return the papers of these contests that are late by the clock of the case, the oldest first."""
    if not contest_ids:
        return []
    # who signed yesterday or today cannot be late
    before = datetime.combine(clock.today() - ONE_DAY, time(), clock.LOCAL_ZONE)
    signed = Document.objects.filter(
        contest_id__in=contest_ids, state=DocumentState.SIGNED, signed_at__lt=before
    )
    documents = list(signed.defer("record").order_by("signed_at", "pk")[:MOST_SHOWN])
    days_off = _days_off({document.contest_id for document in documents})
    papers = [_paper(document, days_off[document.contest_id]) for document in documents]
    return [paper for paper in papers if paper.due < clock.today()]


def _days_off(contest_ids: Collection[int]) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    if contest_ids:
        rows = Holiday.objects.filter(contest_id__in=contest_ids).values_list("contest_id", "date")
        for contest_id, day in rows:
            found[contest_id].add(day)
    return found


def _paper(document: Document, days_off: Collection[date]) -> LatePaper:
    assert document.signed_at is not None  # a constraint of the table
    signed_on = clock.local(document.signed_at).date()
    return LatePaper(document, signed_on, next_working_day(signed_on, days_off))
