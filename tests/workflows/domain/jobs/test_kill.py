"""Workers that are killed at any moment lose nothing and double nothing (benchmarks/kill.py does it longer)."""

from pathlib import Path
from typing import Any

import pytest

from tests.workflows.domain.jobs import kill_times as here
from tests.workflows.domain.jobs.killing import kill_workers
from tests.workflows.domain.jobs.killing_outputs import kill_makers


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_batch_survives_twenty_kills(tmp_path: Path, settings: Any) -> None:
    settings.JOB_KINDS, settings.JOBS = here.JOB_KINDS, here.JOBS
    killed = kill_workers(tmp_path, papers=50, kills=20)
    assert killed.starts > 50, "no kill has hit a job under way"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_papers_of_a_decision_survive_twenty_kills(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOBS = here.JOBS
    monkeypatch.setenv("KILL_MEDIA", str(settings.MEDIA_ROOT))
    killed = kill_makers(tmp_path, settings.MEDIA_ROOT, papers=50, kills=20)
    assert killed.starts > 52, "no kill has hit a job under way"
