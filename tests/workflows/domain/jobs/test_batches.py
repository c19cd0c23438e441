"""Many jobs: fair shares of the queue, one claim each, an end that is found, a time that is told."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from project import worker
from project.task_runner import TaskRunner
from tests.workflows.domain.jobs import kinds_of_the_tests as kinds
from workflows import clock
from workflows.domain import jobs
from workflows.domain.jobs import pace, presence, running, sending, upkeep
from workflows.domain.jobs.progress import time_left
from workflows.errors import TransitionRefused
from workflows.models import Job, JobBatch, JobWorker, User
from workflows.models.job import JobWorkerRole

pytestmark = pytest.mark.django_db(transaction=True)


def batch(key: str, count: int) -> JobBatch:
    return jobs.start_batch("note", [(str(n), {"n": n}) for n in range(count)], key=key)


def sent(key: str) -> int:
    return Job.objects.filter(batch__key=key, sent_at__isnull=False).count()


@pytest.fixture
def person(transactional_db: None) -> User:
    return User.objects.create_user("administrator", password="!", full_name="Người quản trị")


def test_the_same_batch_is_asked_for_once(runner: TaskRunner) -> None:
    first, again = batch("papers", 3), batch("papers", 5)
    assert first.pk == again.pk
    assert Job.objects.count() == 3


def test_a_batch_ends_with_its_last_job(runner: TaskRunner) -> None:
    papers = batch("papers", 3)
    assert JobBatch.objects.get().state == "running"
    runner.look()
    ended = JobBatch.objects.get()
    assert (ended.pk, ended.state) == (papers.pk, "done")
    assert ended.finished_at is not None
    progress = jobs.progress_of(ended)
    assert (progress.done, progress.ended, progress.total, progress.left) == (3, 3, 3, None)


def test_a_batch_of_nothing_is_over_at_once(transactional_db: None) -> None:
    assert batch("nothing", 0).state == "done"


def test_a_batch_whose_last_worker_died_after_its_job_is_ended_by_the_upkeep(runner: TaskRunner) -> None:
    batch("papers", 1)
    now = clock.machine_now()
    Job.objects.update(state="done", finished_at=now, attempts=1)
    upkeep.tidy()
    assert JobBatch.objects.get().state == "done"


def test_a_single_job_does_not_wait_behind_a_batch(runner: TaskRunner) -> None:
    batch("papers", 60)
    assert sent("papers") == sending.WINDOW
    single = jobs.enqueue("note", {"single": 1}, key="single")
    assert Job.objects.get(pk=single.pk).sent_at is not None
    runner.look()
    assert kinds.CALLS.index({"single": 1}) <= sending.WINDOW


def test_two_batches_share_the_queue(runner: TaskRunner) -> None:
    batch("first", 60)
    Job.objects.update(sent_at=None)
    DBTaskResult.objects.all().delete()
    batch("second", 60)
    assert (sent("first"), sent("second")) == (sending.WINDOW // 2, sending.WINDOW // 2)


def test_nothing_of_a_paused_batch_is_sent_or_run_until_it_goes_on(runner: TaskRunner, person: User) -> None:
    papers = batch("papers", 30)
    jobs.pause(papers, by=person)
    runner.look()
    upkeep.keep()
    assert kinds.CALLS == []
    jobs.resume(papers, by=person)
    runner.look()
    assert len(kinds.CALLS) == 30
    with pytest.raises(TransitionRefused):
        jobs.pause(papers, by=person)


def test_a_job_runs_to_its_end_in_a_batch_that_is_cancelled(runner: TaskRunner, person: User) -> None:
    papers = jobs.start_batch("disturbed", [(str(n), {"n": n}) for n in range(3)], key="papers")
    kinds.MEANWHILE.append(lambda: jobs.cancel_batch(papers, by=person))
    runner.look()
    assert sorted(Job.objects.values_list("state", flat=True)) == ["cancelled", "cancelled", "done"]
    assert JobBatch.objects.get().state == "done"


def test_many_workers_at_once_claim_a_job_once(transactional_db: None) -> None:
    numbers = [jobs.enqueue("note", {}, key=f"note:{n}").pk for n in range(10)]
    claimed: list[int] = []
    ready = threading.Barrier(6)

    def claim(name: str) -> None:
        ready.wait()
        claimed.extend(number for number in numbers if running.claim(number, worker=name))
        connection.close()

    threads = [threading.Thread(target=claim, args=(f"tasks-{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == numbers
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_the_time_left_is_told_once_there_is_a_pace() -> None:
    noon = datetime(2024, 7, 14, 5, tzinfo=UTC)
    assert time_left(100, 2, noon, noon + timedelta(minutes=1)) is None
    assert time_left(100, 30, noon, noon + timedelta(minutes=3)) == timedelta(minutes=10)


@pytest.mark.parametrize(("attempt", "longest"), [(1, 5), (2, 10), (5, 80), (40, 3600), (10_000, 3600)])
def test_the_wait_doubles_up_to_an_hour_and_half_of_it_is_chance(attempt: int, longest: float) -> None:
    waits = [pace.backoff(attempt).total_seconds() for _ in range(200)]
    assert longest / 2 <= min(waits) < max(waits) <= longest
    assert max(waits) - min(waits) > longest / 4


def test_a_silent_process_is_forgotten_after_a_day(transactional_db: None) -> None:
    presence.present("tasks-here-1", JobWorkerRole.TASKS)
    upkeep.tidy()
    assert presence.is_alive(JobWorker.objects.get())
    yesterday = clock.machine_now() - timedelta(hours=25)
    JobWorker.objects.update(started_at=yesterday, seen_at=yesterday)
    upkeep.tidy()
    assert not JobWorker.objects.exists()


def test_the_queue_keeps_nothing_for_long(runner: TaskRunner) -> None:
    """Of what has ended, an hour; of what a killed runner had begun, a day."""
    batch("papers", 3)
    runner.look()
    done, old, left = DBTaskResult.objects.order_by("pk")
    hours: Any = lambda n: clock.machine_now() - timedelta(hours=n)  # noqa: E731
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=hours(2))
    DBTaskResult.objects.filter(pk=left.pk).update(status="RUNNING", started_at=hours(25), finished_at=None)
    worker.clear_messages()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [done.pk]


def test_the_upkeep_costs_two_readings_when_nothing_is_to_be_done(
    runner: TaskRunner, django_assert_num_queries: Any
) -> None:
    upkeep.keep()
    runner.look()
    with django_assert_num_queries(2):
        upkeep.keep()
    with django_assert_num_queries(1):
        assert not runner._has_work()
