"""The times of background work, in seconds; ``settings.JOBS`` changes them."""

import random
from datetime import timedelta

from django.conf import settings

DEFAULTS = {
    # a worker says so often that it is alive
    "beat": 10.0,
    # and counts as dead after so long without; three beats may be late on a busy machine
    "stale": 60.0,
    # a message of the queue that brought nobody is sent again
    "resend": 60.0,
    # waits before the second, third … attempt: base, twice the base …, at most the cap
    "backoff": 5.0,
    "backoff_cap": 3600.0,
}


def seconds(name: str) -> float:
    """Return one of the times."""
    return float(getattr(settings, "JOBS", {}).get(name, DEFAULTS[name]))


def span(name: str) -> timedelta:
    """Return one of the times as a duration."""
    return timedelta(seconds=seconds(name))


def backoff(attempt: int) -> timedelta:
    """Return how long to wait after the failed ``attempt`` (from 1).

    Half of it is chance: jobs that failed together do not come back together.
    """
    longest = min(seconds("backoff") * 2 ** min(attempt - 1, 30), seconds("backoff_cap"))
    return timedelta(seconds=longest * random.uniform(0.5, 1.0))  # noqa: S311 -- no secret
