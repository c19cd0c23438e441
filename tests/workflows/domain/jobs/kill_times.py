"""The kinds and the times of workers that are killed, for them and for the process that kills."""

JOB_KINDS = [
    {
        "name": name,
        "path": f"tests.workflows.domain.jobs.kill_kind.{name}",
        "label": f"Test: {name}",
        "attempts": 1000,
        "quiet": 10.0,
    }
    for name in ("paper", "slow", "pooled")
]
JOBS = {"beat": 0.3, "stale": 2.0, "resend": 2.0, "backoff": 0.2, "backoff_cap": 0.5}
