"""How far each unit of a contest has come: entries by state, the list, the deadline, silence."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from workflows import clock
from workflows.domain import windows
from workflows.domain.deadlines import Calendar, DatedRule, EffectiveDeadline, Rule, effective_deadline
from workflows.models import Contest, DeadlineExtension, ForwardingBatch
from workflows.models.deadline import DeadlineCode
from workflows.states import BatchState, EntryState

_SENT = (BatchState.FORWARDED, BatchState.RECEIVED, BatchState.NONE_DECLARED)


def progress(contest: Contest) -> list[dict[str, Any]]:
    """Return a row per unit, silent ones first; a constant number of queries.

    A unit is *silent* when it has neither entries that were submitted nor a list that it has decided on.
    """
    counts = _counts(contest)
    lists = {batch.unit_id: batch for batch in contest.batches.order_by("ordinal")}
    extensions = _extensions(contest)
    base, calendar = _base(contest)
    rows = [
        _row(part.unit, counts[part.unit_id], lists.get(part.unit_id), part.max_entries)
        | _deadline(base, calendar, extensions[part.unit_id])
        for part in contest.participations.select_related("unit").order_by("unit__name")
    ]
    return sorted(rows, key=lambda row: not row["is_silent"])


def _counts(contest: Contest) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, state, received in contest.entries.values_list("unit_id", "state", "received_at"):
        counts[unit_id]["received" if received and state == EntryState.PRE_SCREENED else state] += 1
    return counts


def _row(
    unit: Any, counts: Counter[str], batch: ForwardingBatch | None, max_entries: int | None
) -> dict[str, Any]:
    submitted = sum(number for state, number in counts.items() if state != EntryState.DRAFT)
    decided = batch is not None and batch.state != BatchState.COLLECTING
    return {
        "unit": unit,
        "drafts": counts[EntryState.DRAFT],
        "submitted": submitted,
        "waiting": counts[EntryState.SUBMITTED] + counts[EntryState.RETURNED],
        "passed": counts[EntryState.PRE_SCREENED] + counts["received"],
        "batch": batch,
        "max_entries": max_entries,
        "is_silent": not submitted and not decided,
        "is_done": batch is not None and batch.state in _SENT,
    }


def _extensions(contest: Contest) -> dict[int, list[DatedRule]]:
    rows = DeadlineExtension.objects.filter(deadline__contest=contest, deadline__code=DeadlineCode.UNIT)
    found: dict[int, list[DatedRule]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(DatedRule(row.date, Rule(row.rule), row.reason))
    return found


def _base(contest: Contest) -> tuple[DatedRule | None, Calendar]:
    row = contest.deadlines.filter(code=DeadlineCode.UNIT).first()
    return (DatedRule(row.date, Rule(row.rule)) if row else None), windows.calendar_of(contest)


def _deadline(base: DatedRule | None, calendar: Calendar, extensions: list[DatedRule]) -> dict[str, Any]:
    if base is None:
        return {"closes_at": None, "until": "", "reason": "", "is_over": False}
    deadline: EffectiveDeadline = effective_deadline(base, calendar, extensions)
    return {
        "closes_at": deadline.closes_at,
        "until": windows.shown(deadline),
        "reason": deadline.reason,
        "is_over": _is_over(deadline.closes_at),
    }


def _is_over(moment: datetime) -> bool:
    return moment <= clock.now()
