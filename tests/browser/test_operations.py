"""Background work in a browser: the bar of a batch moves by itself and comes to rest."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.browser.conftest import PHONE, WIDE
from tests.browser.people import make_people
from workflows import clock
from workflows.domain import jobs
from workflows.domain.jobs import presence, running
from workflows.domain.jobs.batches import close_finished
from workflows.models import Contest, Job
from workflows.models.job import JobWorkerRole
from workflows.roles import Role

NOTE = "tests.workflows.domain.jobs.kinds_of_the_tests.note"


@pytest.fixture
def batch(live_server, settings):
    settings.JOB_KINDS = [{"name": "paper", "path": NOTE, "label": "Dựng giấy chứng nhận"}]
    presence._written.clear()
    people = make_people()
    payloads = [(str(n), {"n": n}) for n in range(6)]
    batch = jobs.start_batch(
        "paper", payloads, key="giay", contest=Contest.objects.get(), created_by=people[Role.CLERK]
    )
    presence.present("tasks-may-chu-1234", JobWorkerRole.TASKS)
    presence.present("timers-may-chu-1233", JobWorkerRole.TIMERS)
    failed, busy = Job.objects.order_by("pk")[:2]
    now = clock.machine_now()
    Job.objects.filter(pk=failed.pk).update(
        state="failed",
        attempts=5,
        finished_at=now,
        error="Chữ “😀” không có trong phông chữ của văn bản; vui lòng thay.",
    )
    Job.objects.filter(pk=busy.pk).update(
        state="running", attempts=1, started_at=now, heartbeat_at=now, worker="tasks-may-chu-1234"
    )
    type(batch).objects.update(running_since=now - timedelta(minutes=2))
    return batch


def enter(page, live_server, role=Role.ADMINISTRATOR):
    """Bring the session of a person of ``role`` into the browser."""
    from workflows.models import User

    client = Client()
    client.force_login(User.objects.get(username=role.value))
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_is_legible_and_accessible(
    batch, visit, live_server, check_axe, check_legible, tmp_path, size
):
    page = visit("/", size=size)
    enter(page, live_server)
    for name, address in (("jobs", ""), ("batches", "batches/"), ("batch", f"batches/{batch.pk}/")):
        page.goto(f"{live_server.url}/operations/{address}")
        check_axe(page)
        check_legible(page)
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)


def test_the_bar_moves_by_itself_and_comes_to_rest(batch, visit, live_server):
    page = visit("/")
    enter(page, live_server)
    page.goto(f"{live_server.url}/operations/batches/{batch.pk}/")
    bar = page.locator("#batch-progress progress")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "6")
    for job in Job.objects.filter(state="queued"):
        assert running.run(job.pk, worker="tasks-may-chu-1234")
    page.wait_for_selector("#batch-progress progress[value='5']", timeout=10_000)
    Job.objects.filter(state="running").update(state="cancelled", finished_at=clock.machine_now())
    close_finished(batch.pk)
    page.wait_for_selector("#batch-progress:not([hx-get]) progress[value='6']", timeout=10_000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(4000)
    assert asked == []


def test_cancelling_asks_first(batch, visit, live_server):
    page = visit("/")
    enter(page, live_server, Role.CLERK)
    page.goto(f"{live_server.url}/operations/batches/{batch.pk}/")
    cancel = page.locator("form[action$='/cancel/']").first
    cancel.get_by_role("button").click()
    page.locator("#confirm-dialog button[value='no']").click()
    assert Job.objects.filter(state="queued").count() == 4
    cancel.get_by_role("button").click()
    page.locator("#confirm-dialog button[value='yes']").click()
    page.wait_for_selector(".alert-success")
    assert Job.objects.filter(state="queued").count() == 0
