"""The kind and the times of the kill test, in the processes that are killed and in the one that kills."""

JOB_KINDS = [
    {
        "name": "paper",
        "path": "tests.workflows.domain.jobs.kill_kind.paper",
        "label": "Test: a paper",
        "attempts": 1000,
        "quiet": 10.0,
    }
]
JOBS = {"beat": 0.3, "stale": 2.0, "resend": 2.0, "backoff": 0.2, "backoff_cap": 0.5}
