"""Is the window open? The one function that reads the rows of dates."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import get_language

from workflows import clock
from workflows.domain.deadlines import (
    Calendar,
    DatedRule,
    EffectiveDeadline,
    Rule,
    WeekendRule,
    author_deadline,
    effective_deadline,
)
from workflows.models import Contest, Deadline, DeadlineExtension, Holiday, UnitAuthorDeadline
from workflows.models.deadline import DeadlineCode
from workflows.vietnamese import dates

if TYPE_CHECKING:
    from workflows.models.deadline import DatedRule as DatedRow


_DATES = """
SELECT c.weekend_rule, d.date, d.rule, e.date, e.rule, e.reason
FROM workflows_deadline d
JOIN workflows_contest c ON c.id = d.contest_id
LEFT JOIN workflows_deadlineextension e ON e.deadline_id = d.id AND e.unit_id = %s
WHERE d.contest_id = %s AND d.code = %s ORDER BY e.id
"""
"""A deadline and the extensions of one unit: asked with nearly every act, hence constant SQL."""


def calendar_of(contest: Contest) -> Calendar:
    """Return the contest's calendar: weekend rule and its own holidays."""
    return _calendar(contest.pk, contest.weekend_rule)


def _calendar(contest_id: int, weekend_rule: str) -> Calendar:
    """Read the days off only where they can move a deadline."""
    rule = WeekendRule(weekend_rule)
    if rule is WeekendRule.KEEP:
        return Calendar(weekend_rule=rule)
    days = Holiday.objects.filter(contest_id=contest_id).values_list("date", flat=True)
    return Calendar(weekend_rule=rule, holidays=frozenset(days))


def _dated(row: "DatedRow", reason: str = "") -> DatedRule:
    return DatedRule(row.date, Rule(row.rule), reason)


def contest_deadline(contest: Contest, code: str, unit_id: int | None = None) -> EffectiveDeadline | None:
    """Return the deadline ``code`` with the extensions of ``unit_id``; ``None`` where there is none."""
    return _deadline(contest.pk, code, unit_id)


def _deadline(contest_id: int, code: str, unit_id: int | None) -> EffectiveDeadline | None:
    with connection.cursor() as cursor:
        cursor.execute(_DATES, [unit_id, contest_id, code])
        rows = cursor.fetchall()
    if not rows:
        return None
    weekend_rule, day, rule = rows[0][:3]
    extensions = [DatedRule(until, Rule(how), why) for *_base, until, how, why in rows if until]
    return effective_deadline(DatedRule(day, Rule(rule)), _calendar(contest_id, weekend_rule), extensions)


def unit_deadline(contest: Contest, unit_id: int) -> EffectiveDeadline:
    """Return until when the unit may decide and forward."""
    return unit_closing(contest.pk, unit_id)


def unit_closing(contest_id: int, unit_id: int) -> EffectiveDeadline:
    """Return the same where the contest itself has not been read."""
    deadline = _deadline(contest_id, DeadlineCode.UNIT, unit_id)
    if deadline is None:
        raise LookupError(f"contest {contest_id} has no unit deadline")
    return deadline


def submission_deadline(contest: Contest, unit_id: int) -> EffectiveDeadline:
    """Return until when the unit's authors may submit."""
    limit = submission_limit(contest, unit_id)
    own = UnitAuthorDeadline.objects.filter(contest=contest, unit_id=unit_id).first()
    earlier = _dated(own) if own else None
    return author_deadline(limit, limit, calendar_of(contest), earlier)


def submission_limit(contest: Contest, unit_id: int) -> EffectiveDeadline:
    """Return until when the unit's authors may submit unless the unit itself sets an earlier date."""
    forwarding = unit_deadline(contest, unit_id)
    submission = contest_deadline(contest, DeadlineCode.SUBMISSION, unit_id) or forwarding
    return author_deadline(submission, forwarding, calendar_of(contest))


@dataclass(frozen=True)
class AuthorWindow:
    """Until when a unit's authors may submit: as far as the contest goes, and with the unit's own date."""

    limit: EffectiveDeadline
    in_force: EffectiveDeadline
    has_own: bool


def author_windows(contest: Contest, unit_ids: Collection[int]) -> dict[int, AuthorWindow]:
    """Return the same for many units at once, in a constant number of queries."""
    calendar = calendar_of(contest)
    codes = (DeadlineCode.UNIT, DeadlineCode.SUBMISSION)
    dates = {row.code: _dated(row) for row in contest.deadlines.filter(code__in=codes)}
    later: dict[tuple[int, str], list[DatedRule]] = defaultdict(list)
    granted = DeadlineExtension.objects.filter(deadline__contest=contest, unit_id__in=unit_ids)
    for row in granted.select_related("deadline").order_by("pk"):
        later[row.unit_id, row.deadline.code].append(_dated(row, row.reason))
    shortened = UnitAuthorDeadline.objects.filter(contest=contest, unit_id__in=unit_ids)
    own = {row.unit_id: _dated(row) for row in shortened}

    def window(unit_id: int) -> AuthorWindow:
        ends = {code: effective_deadline(dates[code], calendar, later[unit_id, code]) for code in dates}
        forwarding = ends[DeadlineCode.UNIT]
        limit = author_deadline(ends.get(DeadlineCode.SUBMISSION, forwarding), forwarding, calendar)
        earlier = own.get(unit_id)
        return AuthorWindow(limit, author_deadline(limit, limit, calendar, earlier), earlier is not None)

    return {unit_id: window(unit_id) for unit_id in unit_ids}


def opens_at(contest: Contest) -> datetime | None:
    """Return when the contest opens; ``None`` where it has always been open."""
    row = Deadline.objects.filter(contest=contest, code=DeadlineCode.OPEN).first()
    return calendar_of(contest).opens_at(_dated(row)) if row else None


def has_opened(contest: Contest) -> bool:
    """Say whether the contest has opened by the clock of the case."""
    opening = opens_at(contest)
    return opening is None or opening <= clock.now()


def is_call_open(contest: Contest) -> bool:
    """Say whether entries may still come in: the contest has opened, the units' deadline is ahead."""
    deadline = contest_deadline(contest, DeadlineCode.UNIT)
    return has_opened(contest) and deadline is not None and deadline.is_open(clock.now())


def shown_end(closes_at: datetime) -> str:
    """Return the last valid minute before a window closes as people read it, with its weekday."""
    return dates.deadline(dates.last_minute(closes_at), get_language() or "vi")


def shown(deadline: EffectiveDeadline) -> str:
    """Return the last valid moment as people read it, in the language of the page."""
    return dates.deadline(deadline.last_valid_minute, get_language() or "vi")
