"""Is the window open? The one function that reads the rows of dates."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

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
from workflows.models import Contest, Deadline, Holiday, UnitAuthorDeadline
from workflows.models.deadline import DeadlineCode
from workflows.vietnamese import dates

if TYPE_CHECKING:
    from workflows.models.deadline import DatedRule as DatedRow


def calendar_of(contest: Contest) -> Calendar:
    """Return the contest's calendar: weekend rule and holidays."""
    rule = WeekendRule(contest.weekend_rule)
    days = Holiday.objects.values_list("date", flat=True) if rule is not WeekendRule.KEEP else ()
    return Calendar(weekend_rule=rule, holidays=frozenset(days))


def _dated(row: "DatedRow", reason: str = "") -> DatedRule:
    return DatedRule(row.date, Rule(row.rule), reason)


def contest_deadline(contest: Contest, code: str, unit_id: int | None = None) -> EffectiveDeadline | None:
    """Return the deadline ``code`` with the extensions of ``unit_id``; ``None`` where there is none."""
    row = Deadline.objects.filter(contest=contest, code=code).first()
    if row is None:
        return None
    extensions: Iterable[DatedRule] = ()
    if unit_id is not None:
        extensions = [_dated(e, e.reason) for e in row.extensions.filter(unit_id=unit_id)]
    return effective_deadline(_dated(row), calendar_of(contest), extensions)


def unit_deadline(contest: Contest, unit_id: int) -> EffectiveDeadline:
    """Return until when the unit may decide and forward."""
    deadline = contest_deadline(contest, DeadlineCode.UNIT, unit_id)
    if deadline is None:
        raise LookupError(f"contest {contest.slug} has no unit deadline")
    return deadline


def submission_deadline(contest: Contest, unit_id: int) -> EffectiveDeadline:
    """Return until when the unit's authors may submit."""
    forwarding = unit_deadline(contest, unit_id)
    submission = contest_deadline(contest, DeadlineCode.SUBMISSION, unit_id) or forwarding
    own = UnitAuthorDeadline.objects.filter(contest=contest, unit_id=unit_id).first()
    earlier = _dated(own) if own else None
    return author_deadline(submission, forwarding, calendar_of(contest), earlier)


def opens_at(contest: Contest) -> datetime | None:
    """Return when the contest opens; ``None`` where it has always been open."""
    row = Deadline.objects.filter(contest=contest, code=DeadlineCode.OPEN).first()
    return calendar_of(contest).opens_at(_dated(row)) if row else None


def has_opened(contest: Contest) -> bool:
    """Say whether the contest has opened by the clock of the case."""
    opening = opens_at(contest)
    return opening is None or opening <= clock.now()


def shown(deadline: EffectiveDeadline) -> str:
    """Return the last valid moment as people read it, in the language of the page."""
    return dates.deadline(deadline.last_valid_minute, get_language() or "vi")
