"""The dispatcher of due timers: viewflow's rows, our clock."""

import logging
from datetime import datetime

from django.db import DatabaseError
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from workflows import clock
from workflows.domain.transition import unit_of_work
from workflows.errors import TransitionRefused
from workflows.flows.processes import activation_of

logger = logging.getLogger(__name__)


def fire_due() -> int:
    """Fire every timer that is due by the clock of the case; returns how many.

    A timer that its predecessor arms while this runs, and that is due as well, is fired too. Safe to
    run from several places at once: each timer is looked at again under its process's lock. A timer
    that fails is rolled back, logged, and tried again the next time.
    """
    fired, failed = 0, set[int]()
    while task_ids := _due(failed):
        for task_id in task_ids:
            try:
                fired += _fire(task_id)
            except (DatabaseError, LookupError, RuntimeError, TransitionRefused):
                logger.exception("timer %s failed and will be tried again", task_id)
                failed.add(task_id)
    return fired


def next_due(until: datetime) -> datetime | None:
    """Return the moment of the earliest timer that is due by ``until``, if there is one."""
    waiting = Task.objects.filter(flow_task_type="TIMER", status=STATUS.SCHEDULED, scheduled__lte=until)
    return waiting.order_by("scheduled").values_list("scheduled", flat=True).first()


def _due(failed: set[int]) -> list[int]:
    due = Task.objects.filter(flow_task_type="TIMER", status=STATUS.SCHEDULED, scheduled__lte=clock.now())
    return list(due.exclude(pk__in=failed).order_by("scheduled", "pk").values_list("pk", flat=True))


def _fire(task_id: int) -> int:
    with unit_of_work():
        task = Task.objects.select_related("process").get(pk=task_id)
        with task.flow_task.flow_class.lock(task.process_id):
            task = Task.objects.select_related("process").get(pk=task_id)
            if task.status != STATUS.SCHEDULED:
                return 0
            activation = activation_of(task)
            activation.start()
            activation.complete()
            activation.activate_next()
            return 1
