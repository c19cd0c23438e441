"""A task queue that is away, as Redis is when its machine is down."""

from typing import Any

from django_tasks.backends.base import BaseTaskBackend


class Unreachable(BaseTaskBackend):
    """Refuses every message."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        raise ConnectionError("nobody listens")
