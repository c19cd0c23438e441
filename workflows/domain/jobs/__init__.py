"""Background work over Django's Tasks interface.

    enqueue(kind, payload, key=…)       one job, inside the transaction of the act that wants it
    start_batch(kind, payloads, key=…)  many that are watched, paused and cancelled together

The row of the job is the truth; the task queue carries its key to a process (``sending``), which claims the
row, runs the function of its kind and keeps what came of it (``running``). ``upkeep`` takes back what a dead
worker has left, ``steering`` is what people may do, ``progress`` what they see.
"""

from workflows.domain.jobs.adding import enqueue, start_batch
from workflows.domain.jobs.beat import JobLost
from workflows.domain.jobs.kinds import JobDeferred, JobRefused, Kind
from workflows.domain.jobs.progress import Progress, progress_of
from workflows.domain.jobs.steering import cancel_batch, cancel_job, pause, resume, retry_job

__all__ = [
    "JobDeferred",
    "JobLost",
    "JobRefused",
    "Kind",
    "Progress",
    "cancel_batch",
    "cancel_job",
    "enqueue",
    "pause",
    "progress_of",
    "resume",
    "retry_job",
    "start_batch",
]
