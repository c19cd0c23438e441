"""Take and complete one pre-screening task over HTTP: the product against stock viewflow.

Run ``.venv/bin/python benchmarks/tasks.py [ROUNDS]``. All sides run in one process, on one SQLite file
(WAL), behind the same middleware and sessions, and take turns task by task; the order changes every
round. Stock viewflow needs two requests (assign, execute) and writes neither a trail nor a work list;
the product writes both, once in one request and once in two.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# The settings are chosen first.
# ruff: noqa: E402
from benchmarks import stage

stage.set_up()

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from viewflow.workflow.models import Task

from benchmarks.stock_viewflow.contest.flows import EntryFlow
from benchmarks.stock_viewflow.contest.models import Entry as StockEntry
from workflows.models import CaseEvent, ChecklistItem, User, WorkItem

WARM_UP = 5


def post(client: Client, address: str, form: dict[str, str] | None = None) -> HttpResponse:
    """Send a form as a browser does (the test client's own way, for files, takes longer to read)."""
    return client.post(address, urlencode(form or {}), content_type="application/x-www-form-urlencoded")


class Stock:
    """Assign and execute, two requests, as viewflow's own pages do it."""

    def __init__(self, tasks: int) -> None:
        group = Group.objects.create(name="stock")
        names = ["prescreen_entry", "view_entryprocess"]
        group.permissions.add(
            *Permission.objects.filter(codename__in=names, content_type__app_label="contest")
        )
        user = User.objects.create_user("stock", password="x", full_name="Stock")
        user.groups.add(group)
        self.client = Client()
        self.client.force_login(user)
        for number in range(tasks):
            entry = StockEntry.objects.create(title=f"Entry {number}", summary="x" * 600, unit="Unit")
            EntryFlow.start.run(entry=entry)
        waiting = Task.objects.filter(status="NEW", flow_task=EntryFlow.prescreen).order_by("pk")
        self.tasks = iter(list(waiting.values_list("process_id", "pk")))

    def __call__(self) -> None:
        """Do the next task."""
        process, task = next(self.tasks)
        address = f"/stock/entry/{process}/prescreen/{task}"
        assigned = post(self.client, f"{address}/assign/")
        executed = post(self.client, f"{address}/execute/", {"note": "ok"})
        assert (assigned.status_code, executed.status_code) == (302, 302)


class Product:
    """Take and complete in one request, or claim and complete in two."""

    def __init__(self, tasks: Iterator[int], *, requests: int) -> None:
        self.client, self.tasks, self.requests = stage.officer_client(), tasks, requests
        codes = ChecklistItem.objects.values_list("code", flat=True)
        self.form = {"verdict": "pass", "note": "", "reason_code": "", **{f"check_{c}": "on" for c in codes}}

    def __call__(self) -> None:
        """Do the next task."""
        task = next(self.tasks)
        if self.requests == 2:
            claimed = post(self.client, f"/tasks/{task}/claim/")
            assert claimed.status_code == 302
        done = post(self.client, f"/tasks/{task}/", self.form)
        assert done.status_code == 302, done.content.decode()


Time = tuple[float, float]
"""Milliseconds by the clock on the wall, and of the processor."""


def milliseconds(act: Callable[[], None]) -> Time:
    """Return how long one act takes."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def statements(act: Callable[[], None]) -> int:
    """Return how many statements one act sends."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def check(done: int) -> None:
    """See that the product's work was really done: tasks closed, off the list, an event each."""
    events = CaseEvent.objects.filter(verb="prescreen", refused="").count()
    finished = Task.objects.filter(flow_task__endswith="EntryFlow.prescreen", status="DONE").exclude(
        flow_task=EntryFlow.prescreen
    )
    assert events == finished.count() == done
    assert not WorkItem.objects.filter(task__in=finished).exists()


def main(rounds: int) -> None:
    """Print medians and ratios."""
    each = rounds + WARM_UP + 1
    stage.fill(2 * each)
    waiting = iter(list(WorkItem.objects.filter(owner=None, step="prescreen").values_list("pk", flat=True)))
    sides: dict[str, Callable[[], None]] = {
        "stock, 2 POSTs": Stock(each),
        "product, 1 POST": Product(waiting, requests=1),
        "product, 2 POSTs": Product(waiting, requests=2),
    }
    for act in sides.values():
        for _turn in range(WARM_UP):
            act()
    times: dict[str, list[Time]] = {name: [] for name in sides}
    for turn in range(rounds):
        names = list(sides)
        for name in names[turn % 3 :] + names[: turn % 3]:
            times[name].append(milliseconds(sides[name]))
    counted = {name: statements(act) for name, act in sides.items()}
    check(2 * each)
    report(times, counted)


def report(times: dict[str, list[Time]], counted: dict[str, int]) -> None:
    """Print one line per side: medians, and how many times as fast as stock."""
    medians = {
        name: [statistics.median(one) for one in zip(*rows, strict=True)] for name, rows in times.items()
    }
    stock = medians["stock, 2 POSTs"]
    print(f"{'':18}{'wall ms':>9}{'CPU ms':>9}{'statements':>12}{'ratio wall':>12}{'ratio CPU':>11}")
    for name, (wall, processor) in medians.items():
        ratios = f"{stock[0] / wall:12.2f}{stock[1] / processor:11.2f}"
        print(f"{name:18}{wall:9.1f}{processor:9.1f}{counted[name]:12}{ratios}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 120)
