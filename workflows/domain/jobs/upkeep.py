"""What has to be done while nobody looks; called by the timers (project/worker.py)."""

import logging

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain.jobs import pace, presence
from workflows.domain.jobs.batches import close_finished
from workflows.domain.jobs.sending import send_due
from workflows.models import Job
from workflows.models.job import JobState, JobWorkerRole

log = logging.getLogger(__name__)


def keep() -> None:
    """Take back what dead workers left, and tell the queue of what is due. Two indexed reads when idle."""
    presence.present(presence.own_name(JobWorkerRole.TIMERS), JobWorkerRole.TIMERS)
    if reap():
        close_finished()
    send_due()


def leave() -> None:
    """Say that the timers end as they should."""
    presence.gone(presence.own_name(JobWorkerRole.TIMERS))


def tidy() -> None:
    """End batches whose last worker died in between, and forget processes of yesterday."""
    close_finished()
    presence.forget_dead()


def reap() -> int:
    """Put jobs whose heartbeat has stopped back into the queue, or end them after the last attempt.

    Returns how many. Safe in several processes at once: each UPDATE asks for the old heartbeat again.
    """
    if not _stale().exists():
        return 0
    moment = clock.machine_now()
    sentence = _("The process that ran this job ended before the job did, or the job hung.")
    returned = _stale().filter(attempts__lt=F("max_attempts"))
    back = returned.update(state=JobState.QUEUED, next_at=moment, sent_at=None, error=sentence)
    over = _stale().filter(attempts__gte=F("max_attempts"))
    ended = over.update(state=JobState.FAILED, finished_at=moment, error=sentence)
    log.warning("%s jobs taken back from workers that fell silent, %s given up", back, ended)
    return back + ended


def _stale() -> QuerySet[Job]:
    return Job.objects.filter(
        state=JobState.RUNNING, heartbeat_at__lt=clock.machine_now() - pace.span("stale")
    )
