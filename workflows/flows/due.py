"""Until when a task is due: absolute moments from the contest's dates."""

from datetime import datetime, timedelta
from typing import Any

from workflows import clock
from workflows.domain import windows
from workflows.models.deadline import DeadlineCode

RECEIPT_TIME = timedelta(days=2)
FALLBACK = timedelta(days=7)


def unit_closing(subject: Any) -> datetime:
    """The unit's (extended) deadline."""
    return windows.unit_deadline(subject.contest, subject.unit_id).closes_at


def receipt(subject: Any) -> datetime:
    """Two days after the batch arrived, at the latest when scoring should be done."""
    return min(clock.now() + RECEIPT_TIME, scoring_end(subject))


def scoring_end(subject: Any) -> datetime:
    """When scoring should be done."""
    return _contest_moment(subject, DeadlineCode.SCORING)


def award_end(subject: Any) -> datetime:
    """When results should be announced."""
    return _contest_moment(subject, DeadlineCode.AWARD)


def paper(subject: Any) -> datetime:
    """A unit's own papers go with its list; all others should be out when results are announced."""
    if subject.unit_id is not None:
        return unit_closing(subject)
    return award_end(subject)


def _contest_moment(subject: Any, code: str) -> datetime:
    deadline = windows.contest_deadline(subject.contest, code)
    return deadline.closes_at if deadline else clock.now() + FALLBACK


def reminder(subject: Any) -> datetime:
    """Three days before the unit's deadline."""
    return unit_closing(subject) - timedelta(days=3)


def escalation(subject: Any) -> datetime:
    """One day before the unit's deadline."""
    return unit_closing(subject) - timedelta(days=1)
