"""The database's queue, really used: what is committed is taken up by a runner of the product."""

from collections.abc import Iterator
from typing import Any

import pytest

from project.task_runner import TaskRunner
from tests.workflows.domain.jobs import kinds_of_the_tests as kinds
from workflows.domain.jobs import presence


@pytest.fixture(autouse=True)
def _kinds_of_the_tests(settings: Any) -> Iterator[None]:
    settings.JOB_KINDS = kinds.KINDS
    kinds.CALLS.clear()
    kinds.MEANWHILE.clear()
    presence._written.clear()
    yield
    presence._written.clear()


@pytest.fixture
def runner(transactional_db: None) -> TaskRunner:
    """Return a runner; ``look()`` runs what waits."""
    return TaskRunner(name="tasks-test-1")
