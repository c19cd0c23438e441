"""The pages of background work: what they show, who sees them, what may be done there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import World
from workflows import clock
from workflows.domain import jobs
from workflows.domain.jobs import presence, running
from workflows.models import Job, JobBatch, JobWorker
from workflows.models.job import JobWorkerRole

LIST, BATCHES = "/operations/", "/operations/batches/"
KINDS = [
    {"name": name, "path": "tests.workflows.domain.jobs.kinds_of_the_tests.note", "label": label}
    for name, label in (("paper", "Papers of a test"), ("mail", "Letters of a test"))
]


@pytest.fixture(autouse=True)
def _kinds(settings: Any) -> None:
    settings.JOB_KINDS = KINDS
    presence._written.clear()


@pytest.fixture
def admin(login: Any) -> Client:
    return login("administrator")


def batch_of(world: World, count: int, key: str = "papers") -> JobBatch:
    payloads = [(str(n), {"n": n}) for n in range(count)]
    return jobs.start_batch("paper", payloads, key=key, contest=world.contest, created_by=world["clerk"])


def set_state(job: Job, state: str, **fields: Any) -> None:
    """Write a state as the worker would."""
    now = clock.machine_now()
    given = {
        "running": {"started_at": now, "heartbeat_at": now, "worker": "tasks-here-1", "attempts": 1},
        "failed": {"finished_at": now, "error": "Không dựng được trang.", "attempts": 1},
        "done": {"finished_at": now, "attempts": 1},
    }
    Job.objects.filter(pk=job.pk).update(state=state, **{**given.get(state, {}), **fields})


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- who --------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [LIST, BATCHES])
def test_the_lists_are_the_administrators(login: Any, world: World, address: str) -> None:
    for name in world.people:
        expected = 200 if name == "administrator" else 403
        assert login(name).get(address).status_code == expected, name


def test_a_batch_is_open_to_the_desk_of_its_contest_only(login: Any, world: World) -> None:
    batch = batch_of(world, 1)
    for name in world.people:
        expected = 200 if name in ("administrator", "secretary", "clerk") else 404
        assert login(name).get(f"{BATCHES}{batch.pk}/").status_code == expected, name
    JobBatch.objects.update(contest=None)
    assert login("clerk").get(f"{BATCHES}{batch.pk}/").status_code == 404


def test_nobody_sees_anything_without_logging_in(client: Client, world: World) -> None:
    batch = batch_of(world, 1)
    for address in (LIST, BATCHES, f"{BATCHES}{batch.pk}/"):
        assert client.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["judge", "author", "chair", "superuser"])
def test_others_can_neither_steer_a_batch_nor_a_job(login: Any, world: World, name: str) -> None:
    batch = batch_of(world, 1)
    [job] = Job.objects.all()
    single = jobs.enqueue("mail", {}, key="single")
    for address in (f"{BATCHES}{batch.pk}/cancel/", f"/operations/jobs/{job.pk}/cancel/"):
        assert login(name).post(address).status_code == 404
    assert login("clerk").post(f"/operations/jobs/{single.pk}/cancel/").status_code == 404
    assert set(Job.objects.values_list("state", flat=True)) == {"queued"}


# --- what is shown ----------------------------------------------------------------------------
def test_empty_pages_say_so(admin: Client, world: World) -> None:
    assert "No background work yet" in text(admin, LIST)
    assert "None was heard of in the last day." in text(admin, LIST)
    assert "No batches yet" in text(admin, BATCHES)
    nothing = jobs.start_batch("paper", [], key="nothing")
    page = text(admin, f"{BATCHES}{nothing.pk}/")
    assert "There was nothing to do in this batch." in page
    assert 'hx-trigger="every' not in page


def test_a_line_says_what_it_is_how_far_and_why_it_failed(admin: Client, world: World) -> None:
    batch = batch_of(world, 3)
    first, second, third = Job.objects.order_by("pk")
    set_state(first, "failed", attempts=5)
    set_state(second, "running")
    page = text(admin, LIST)
    assert page.count("Papers of a test") >= 3
    assert "Không dựng được trang." in page
    assert "5/5" in page
    assert "tasks-here-1, last heard of at" in page
    assert f'href="{BATCHES}{batch.pk}/"' in page
    assert f"/operations/jobs/{first.pk}/retry/" in page
    assert f"/operations/jobs/{third.pk}/cancel/" in page
    assert f"/operations/jobs/{first.pk}/cancel/" not in page


def test_the_list_is_filtered_by_state_and_kind(admin: Client, world: World) -> None:
    batch_of(world, 2)
    jobs.enqueue("mail", {}, key="letter")
    set_state(Job.objects.get(key="papers:0"), "failed")
    assert "papers:0" in text(admin, f"{LIST}?state=failed")
    assert "papers:1" not in text(admin, f"{LIST}?state=failed")
    assert "letter" in text(admin, f"{LIST}?kind=mail")
    assert "papers:1" not in text(admin, f"{LIST}?kind=mail")
    assert "Nothing fits the filter" in text(admin, f"{LIST}?kind=mail&state=done")
    assert "papers:1" in text(admin, f"{LIST}?state=no_such")


def test_long_lists_are_paged(admin: Client, world: World) -> None:
    batch = batch_of(world, 60)
    for address in (LIST, f"{BATCHES}{batch.pk}/"):
        seen: list[str] = []
        page = admin.get(address)
        while True:
            seen += [row.job.key for row in page.context["rows"]]
            if not page.context["next_url"]:
                break
            page = admin.get(address + page.context["next_url"])
        assert seen == [f"papers:{n}" for n in reversed(range(60))]


def test_processes_are_shown_alive_or_silent(admin: Client, world: World) -> None:
    assert "No process is alive that runs background jobs" in text(admin, LIST)
    presence.present("tasks-here-1", JobWorkerRole.TASKS)
    presence.present("timers-here-2", JobWorkerRole.TIMERS)
    page = text(admin, LIST)
    assert "No process is alive" not in page
    assert page.count(">alive<") == 2
    long_ago = clock.machine_now() - timedelta(minutes=10)
    JobWorker.objects.filter(name="tasks-here-1").update(seen_at=long_ago, started_at=long_ago)
    page = text(admin, LIST)
    assert "No process is alive" in page
    assert page.count(">silent<") == 1


def test_the_page_of_a_batch_asks_again_until_it_is_over(admin: Client, world: World) -> None:
    batch = batch_of(world, 4)
    address = f"{BATCHES}{batch.pk}/"
    for job, state in zip(Job.objects.order_by("pk"), ["done", "done", "failed", "queued"], strict=True):
        set_state(job, state)
    moving = text(admin, address)
    assert 'hx-trigger="every 3s"' in moving
    assert '<progress value="3" max="4"' in moving
    last = Job.objects.get(state="queued")
    assert running.run(last.pk, worker="tasks-here-1")
    over = admin.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 3s" not in over
    assert "Show the jobs as they are now" in over
    assert "Finished" in over


def test_the_time_left_follows_the_measured_pace(admin: Client, world: World) -> None:
    batch = batch_of(world, 30)
    address = f"{BATCHES}{batch.pk}/"
    assert "Time left" not in text(admin, address)
    started = clock.machine_now() - timedelta(minutes=5)
    JobBatch.objects.update(created_at=started, running_since=started)
    for job in Job.objects.order_by("pk")[:10]:
        set_state(job, "done")
    assert "about 10 minutes" in text(admin, address)


@pytest.mark.parametrize("count", [1, 3])
def test_each_page_has_a_constant_number_of_queries(
    admin: Client, world: World, count: int, django_assert_num_queries: Any
) -> None:
    for n in range(count):
        batch = batch_of(world, count, key=f"papers-{n}")
        presence.present(f"tasks-here-{n}", JobWorkerRole.TASKS)
    admin.get(LIST)
    with django_assert_num_queries(10):
        admin.get(LIST)
    with django_assert_num_queries(5):
        admin.get(BATCHES)
    with django_assert_num_queries(7):
        admin.get(f"{BATCHES}{batch.pk}/")


# --- what is done -----------------------------------------------------------------------------
def test_pause_resume_and_cancel_a_batch(login: Any, world: World) -> None:
    batch = batch_of(world, 3)
    clerk, address = login("clerk"), f"{BATCHES}{batch.pk}/"
    set_state(Job.objects.get(key="papers:0"), "done")

    page = clerk.post(f"{address}pause/", follow=True).content.decode()
    assert "The batch is paused" in page
    assert "Resume" in page
    waiting = Job.objects.get(key="papers:1")
    assert not running.run(waiting.pk, worker="tasks-here-1")

    assert "The batch goes on." in clerk.post(f"{address}resume/", follow=True).content.decode()
    assert running.run(waiting.pk, worker="tasks-here-1")

    page = clerk.post(f"{address}cancel/", follow=True).content.decode()
    assert "What was waiting in the batch has been cancelled." in page
    states = Job.objects.order_by("key").values_list("state", flat=True)
    assert list(states) == ["done", "done", "cancelled"]
    assert JobBatch.objects.get().state == "done"


def test_a_failed_job_is_run_again_and_its_batch_with_it(login: Any, world: World) -> None:
    batch = batch_of(world, 1)
    [job] = Job.objects.all()
    set_state(job, "failed", attempts=job.max_attempts)
    JobBatch.objects.update(state="done", finished_at=clock.machine_now())
    page = login("secretary").post(f"/operations/jobs/{job.pk}/retry/", follow=True)
    assert page.redirect_chain[-1][0] == f"{BATCHES}{batch.pk}/"
    assert JobBatch.objects.get().state == "running"
    assert running.run(job.pk, worker="tasks-here-1")
    assert Job.objects.get().state == "done"
    assert JobBatch.objects.get().state == "done"


def test_a_single_job_is_cancelled_from_the_list(admin: Client, world: World) -> None:
    job = jobs.enqueue("mail", {}, key="letter")
    page = admin.post(f"/operations/jobs/{job.pk}/cancel/", follow=True)
    assert page.redirect_chain[-1][0] == LIST
    assert Job.objects.get().state == "cancelled"
    assert not running.run(job.pk, worker="tasks-here-1")


@pytest.mark.parametrize(
    ("state", "address"),
    [
        ("done", "/operations/jobs/{job}/retry/"),
        ("done", "/operations/jobs/{job}/cancel/"),
        ("queued", "/operations/jobs/{job}/retry/"),
        ("queued", "/operations/batches/{batch}/resume/"),
        ("done", "/operations/batches/{batch}/cancel/"),
    ],
)
def test_an_act_that_comes_too_late_is_refused_in_a_sentence(
    admin: Client, world: World, state: str, address: str
) -> None:
    batch = batch_of(world, 1)
    [job] = Job.objects.all()
    set_state(job, state)
    before = list(Job.objects.values())
    response = admin.post(address.format(job=job.pk, batch=batch.pk))
    assert response.status_code == 409
    assert "has moved on meanwhile" in response.content.decode()
    assert list(Job.objects.values()) == before


def test_acts_that_do_not_exist_and_plain_visits_to_an_act(admin: Client, world: World) -> None:
    batch = batch_of(world, 1)
    assert admin.post(f"{BATCHES}{batch.pk}/explode/").status_code == 404
    assert admin.post("/operations/jobs/999/retry/").status_code == 404
    assert admin.get(f"{BATCHES}{batch.pk}/pause/")["Location"] == f"{BATCHES}{batch.pk}/"
