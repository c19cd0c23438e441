"""One job from being asked for to its end, over the database's own queue."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from project.task_runner import TaskRunner
from tests.workflows.domain.jobs import kinds_of_the_tests as kinds
from workflows import clock
from workflows.domain import jobs
from workflows.domain.jobs import pace, running, sending, upkeep
from workflows.models import Job, JobWorker, User
from workflows.models.job import JobState

pytestmark = pytest.mark.django_db(transaction=True)


def only() -> Job:
    return Job.objects.get()


def earlier(job: Job, **seconds: float) -> None:
    """Move moments of a job into the past instead of waiting."""
    past = {name: clock.machine_now() - timedelta(seconds=ago) for name, ago in seconds.items()}
    Job.objects.filter(pk=job.pk).update(**past)


def test_a_job_starts_when_the_act_is_committed_and_its_result_is_kept(runner: TaskRunner) -> None:
    with transaction.atomic():
        job = jobs.enqueue("note", {"entry": 7}, key="note:7")
        assert not DBTaskResult.objects.exists()
    runner.look()
    assert kinds.CALLS == [{"entry": 7}]
    done = only()
    assert (done.pk, done.state, done.attempts, done.worker) == (job.pk, "done", 1, "tasks-test-1")
    assert done.result == {"people": User.objects.count()}
    assert done.started_at <= done.finished_at


def test_an_act_that_is_rolled_back_leaves_neither_job_nor_message(runner: TaskRunner) -> None:
    with transaction.atomic():
        jobs.enqueue("note", {"entry": 7}, key="note:7")
        transaction.set_rollback(True)
    runner.look()
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert kinds.CALLS == []


def test_the_same_work_is_asked_for_once(runner: TaskRunner) -> None:
    first = jobs.enqueue("note", {"entry": 7}, key="note:7")
    runner.look()
    again = jobs.enqueue("note", {"entry": 7}, key="note:7")
    runner.look()
    assert (first.pk, len(kinds.CALLS)) == (again.pk, 1)


def test_a_message_that_comes_twice_runs_the_job_once(runner: TaskRunner) -> None:
    from workflows.domain.jobs.tasks import run_job

    job = jobs.enqueue("note", {}, key="note")
    for _ in range(3):
        run_job.enqueue(job.pk)
    runner.look()
    assert len(kinds.CALLS) == 1
    assert DBTaskResult.objects.successful().count() == 4


def test_a_message_that_was_lost_is_sent_again(runner: TaskRunner) -> None:
    job = jobs.enqueue("note", {}, key="note")
    DBTaskResult.objects.all().delete()
    upkeep.keep()
    assert not DBTaskResult.objects.exists(), "not before its time"
    earlier(job, sent_at=pace.seconds("resend") + 1)
    upkeep.keep()
    runner.look()
    assert len(kinds.CALLS) == 1


def test_a_fault_is_tried_again_later_and_later_and_then_given_up(runner: TaskRunner) -> None:
    with translation.override("en"):
        job = jobs.enqueue("fail", {}, key="fail")
        for attempt in (1, 2):
            runner.look()
            waiting = only()
            assert (waiting.state, waiting.attempts) == ("queued", attempt)
            wait = (waiting.next_at - clock.machine_now()).total_seconds()
            longest = pace.seconds("backoff") * 2 ** (attempt - 1)
            assert longest / 2 - 1 < wait <= longest
            upkeep.keep()
            runner.look()
            assert len(kinds.CALLS) == attempt, "not before its time"
            earlier(job, next_at=0)
            upkeep.keep()
        runner.look()
    failed = only()
    assert (failed.state, failed.attempts, len(kinds.CALLS)) == ("failed", 3, 3)
    assert failed.error == "An unexpected fault occurred (RuntimeError); the log has the details."
    assert failed.finished_at is not None


def test_a_job_that_cannot_succeed_is_not_tried_again_and_says_why(runner: TaskRunner) -> None:
    jobs.enqueue("refuse", {}, key="refuse")
    runner.look()
    assert (only().state, only().attempts) == ("failed", 1)
    assert only().error == "Bài dự thi không còn trong danh sách."


@pytest.mark.parametrize(("kind", "named"), [("unkept", "TypeError"), ("gone", "ImportError")])
def test_a_function_that_breaks_its_contract_is_a_fault_like_any_other(
    runner: TaskRunner, kind: str, named: str
) -> None:
    jobs.enqueue(kind, {}, key=kind)
    runner.look()
    assert only().state == JobState.QUEUED
    assert named in only().error


def test_a_kind_of_a_later_version_fails_in_words(runner: TaskRunner) -> None:
    jobs.enqueue("note", {}, key="note")
    Job.objects.update(kind="from_tomorrow")
    with translation.override("en"):
        runner.look()
    assert only().error == "This version of the program does not know the kind “from_tomorrow”."


def test_a_job_of_a_dead_worker_is_taken_back_and_done_by_another(runner: TaskRunner) -> None:
    job = jobs.enqueue("note", {}, key="note")
    assert running.claim(job.pk, worker="tasks-dead-1")
    earlier(job, heartbeat_at=pace.seconds("stale") - 5)
    assert upkeep.reap() == 0
    earlier(job, heartbeat_at=pace.seconds("stale") + 5)
    upkeep.keep()
    assert (only().state, only().attempts) == ("queued", 1)
    runner.look()
    assert (only().state, only().attempts, only().worker) == ("done", 2, "tasks-test-1")


def test_a_job_that_kills_every_worker_is_given_up(runner: TaskRunner) -> None:
    job = jobs.enqueue("note", {}, key="note")
    for _ in range(3):
        assert running.claim(job.pk, worker="tasks-dead-1")
        earlier(job, heartbeat_at=pace.seconds("stale") + 5)
        upkeep.keep()
    assert (only().state, only().attempts) == ("failed", 3)
    assert only().error
    runner.look()
    assert kinds.CALLS == []


def test_a_worker_that_was_thought_dead_overwrites_nothing(runner: TaskRunner) -> None:
    """It stops beating, another does its job, then it comes back with a result of its own."""
    job = jobs.enqueue("disturbed", {}, key="slow")

    def another_does_it() -> None:
        kinds.MEANWHILE.clear()
        earlier(job, heartbeat_at=pace.seconds("stale") + 5)
        upkeep.reap()
        assert running.run(job.pk, worker="tasks-other-1")
        Job.objects.filter(pk=job.pk).update(result={"by": "the other"})

    kinds.MEANWHILE.append(another_does_it)
    runner.look()
    assert len(kinds.CALLS) == 2
    assert (only().state, only().attempts, only().worker) == ("done", 2, "tasks-other-1")
    assert only().result == {"by": "the other"}


def test_two_claims_give_the_job_once(transactional_db: None) -> None:
    job = jobs.enqueue("note", {}, key="note")
    first, second = running.claim(job.pk, worker="a"), running.claim(job.pk, worker="b")
    assert first is not None
    assert second is None
    assert only().worker == "a"


def test_a_running_job_beats(runner: TaskRunner, settings: Any) -> None:
    settings.JOBS = {"beat": 0.05}
    jobs.enqueue("disturbed", {"seconds": 1}, key="slow")
    seen = []
    kinds.MEANWHILE.append(lambda: seen.append(only().heartbeat_at))
    runner.look()
    assert only().state == JobState.DONE
    assert only().heartbeat_at > seen[0] + timedelta(seconds=0.3)
    assert JobWorker.objects.get().seen_at >= only().heartbeat_at - timedelta(seconds=1)


def test_a_hanging_job_stops_being_vouched_for(runner: TaskRunner, settings: Any) -> None:
    settings.JOBS = {"beat": 0.05}
    settings.JOB_KINDS = [{**kind, "quiet": 0.3} for kind in kinds.KINDS]
    jobs.enqueue("hang", {"seconds": 1}, key="hang")
    began = clock.machine_now()
    runner.look()
    assert only().heartbeat_at < began + timedelta(seconds=0.7)


def test_a_cancelled_job_is_left_at_its_next_heartbeat(runner: TaskRunner, settings: Any) -> None:
    settings.JOBS = {"beat": 0.05}
    person = User.objects.create_user("administrator", password="!", full_name="Người quản trị")
    job = jobs.enqueue("disturbed", {"seconds": 30}, key="slow")
    kinds.MEANWHILE.append(lambda: jobs.cancel_job(job, by=person))
    began = clock.machine_now()
    runner.look()
    assert clock.machine_now() - began < timedelta(seconds=5)
    assert (only().state, only().result) == ("cancelled", None)


@pytest.mark.parametrize("payload", [{"name": "Nguyễn Văn Ký"}, {"who": {"id": 1}}, {"x": 1.5}, {"t": "a b"}])
def test_nothing_but_keys_enters_a_payload(db: None, payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="keys and code words only"):
        jobs.enqueue("note", payload, key="note")
    assert not Job.objects.exists()


def test_a_kind_that_nobody_knows_cannot_be_asked_for(db: None) -> None:
    with pytest.raises(KeyError):
        jobs.enqueue("unheard_of", {}, key="x")


def test_a_queue_that_cannot_be_reached_does_not_undo_the_act(
    runner: TaskRunner, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    tasks = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "tests.workflows.domain.jobs.broken_queue.Unreachable"}}
    jobs.enqueue("note", {}, key="note")
    assert only().sent_at is None
    assert "nobody listens" in caplog.text
    settings.TASKS = tasks
    upkeep.keep()
    runner.look()
    assert only().state == JobState.DONE


def test_what_waits_is_bounded(runner: TaskRunner) -> None:
    jobs.start_batch("note", ((str(n), {"n": n}) for n in range(60)), key="big")
    assert DBTaskResult.objects.ready().count() == sending.WINDOW
    runner.look()
    assert sorted(call["n"] for call in kinds.CALLS) == list(range(60))
    assert DBTaskResult.objects.count() == 60


def test_a_runner_outlives_a_database_that_is_away_for_a_moment(
    runner: TaskRunner, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.enqueue("note", {}, key="note")
    table = DBTaskResult._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
    try:
        runner.turn()
        assert "trying again" in caplog.text
        assert kinds.CALLS == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")
    runner.turn()
    assert only().state == JobState.DONE
