"""The one task that the queue knows: run the job with this key."""

from django_tasks import TaskContext, task

from workflows.domain.jobs.running import run
from workflows.domain.jobs.sending import send_due


@task(takes_context=True)
def run_job(context: TaskContext, job_id: int) -> bool:
    """Run the job if it is still to be run, and make room for the next; say whether it was run here."""
    names = context.task_result.worker_ids
    ran = run(job_id, worker=names[-1] if names else context.task_result.backend)
    send_due()
    return ran
