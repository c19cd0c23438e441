"""Opening the units' lists of contests whose opening has come."""

from django.db.models import Exists, OuterRef

from workflows import clock
from workflows.domain import windows
from workflows.domain.deadlines import DatedRule, Rule, effective_deadline
from workflows.domain.transition import lock_case, unit_of_work
from workflows.flows.acts import open_lists
from workflows.models import Contest, ContestUnit, Deadline, ForwardingBatch
from workflows.models.deadline import DeadlineCode


def open_due_lists() -> int:
    """Open the lists of every contest that has opened meanwhile; returns how many lists. Safe to repeat."""
    own = ForwardingBatch.objects.filter(contest=OuterRef("contest"), unit=OuterRef("unit"))
    missing = ContestUnit.objects.filter(~Exists(own)).values("contest")
    return sum(open_if_due(contest) for contest in Contest.objects.filter(pk__in=missing).order_by("pk"))


def open_if_due(contest: Contest) -> int:
    """Open the contest's lists when it has opened and a unit may still forward; returns how many."""
    if not windows.has_opened(contest) or not _somebody_may_forward(contest):
        return 0
    with unit_of_work():
        lock_case(contest.case_id)
        return open_lists(contest)


def _somebody_may_forward(contest: Contest) -> bool:
    """A contest that was over before it was loaded gets no lists: they would only lapse."""
    row = Deadline.objects.filter(contest=contest, code=DeadlineCode.UNIT).first()
    if row is None:
        return False
    extensions = [DatedRule(one.date, Rule(one.rule)) for one in row.extensions.all()]
    base = DatedRule(row.date, Rule(row.rule))
    latest = effective_deadline(base, windows.calendar_of(contest), extensions)
    return latest.is_open(clock.now())
