"""Which task queue carries background work: the database itself, Redis, Celery, or a backend that is named.

The address is read before there are settings, like that of the database.
"""

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from project.database import OddAddress, _

DATABASE = "django_tasks_db.DatabaseBackend"
REDIS = "django_tasks_rq.RQBackend"
CELERY = "project.celery_queue.CeleryBackend"
OURS = (DATABASE, REDIS, CELERY)
"""Backends whose workers `manage.py task_runner` runs."""
QUEUE = "default"


class OddQueue(OddAddress):
    """TRANG_TASKS names no task queue that can be used; one sentence for the operator."""


@dataclass(frozen=True)
class Background:
    """Settings of a task queue: TASKS, the apps it needs on top, RQ_QUEUES, CELERY_BROKER."""

    tasks: dict[str, dict[str, Any]]
    apps: list[str] = field(default_factory=list)
    rq_queues: dict[str, dict[str, Any]] = field(default_factory=dict)
    celery_broker: str = ""


def named(text: str) -> Background:
    """Return the queue that ``text`` names: ``database``, ``redis://…``, ``celery+BROKER``, a backend's path.

    Raises:
        OddQueue: it names none, or its packages are missing. The text is not repeated, because a password
            may stand in it.
    """
    if text == "database":
        return Background(_tasks(DATABASE))
    if text.startswith(("redis://", "rediss://", "unix://")):
        return _redis(text)
    if text.startswith("celery+"):
        return _celery(text.removeprefix("celery+"))
    if text.replace(".", "").isidentifier() and "." in text:
        return Background(_tasks(text))
    raise OddQueue(
        _(
            "TRANG_TASKS must read database, redis://host:port/0, celery+redis://host:port/0 or the path of "
            "a task backend."
        )
    )


def _tasks(backend: str) -> dict[str, dict[str, Any]]:
    return {"default": {"BACKEND": backend, "QUEUES": [QUEUE]}}


def _need(package: str, requirements: str) -> None:
    if find_spec(package) is None:
        sentence = _("TRANG_TASKS names a queue whose packages are missing: install %(file)s.")
        raise OddQueue(sentence % {"file": requirements})


def _celery(broker: str) -> Background:
    _need("celery", "requirements-celery.txt")
    return Background(_tasks(CELERY), celery_broker=broker)


def _redis(url: str) -> Background:
    _need("django_tasks_rq", "requirements-redis.txt")
    # our own heartbeat says whether a job hangs; messages are JSON: whoever writes into Redis must not be
    # able to run code here, as with the default, pickle
    queue = {"URL": url, "DEFAULT_TIMEOUT": -1, "SERIALIZER": "rq.serializers.JSONSerializer"}
    return Background(_tasks(REDIS), ["django_rq"], {QUEUE: queue})
