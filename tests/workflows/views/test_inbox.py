import base64
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from workflows import clock
from workflows.flows import tasks
from workflows.models import CaseEvent, WorkItem

HEAVIEST = 60 * 1024


def copies(item: WorkItem, count: int, **changes) -> None:
    """More rows like ``item``: the list reads nothing but the work list."""
    from viewflow.workflow.models import Task

    source = Task.objects.get(pk=item.pk)
    made = Task.objects.bulk_create(
        Task(process_id=source.process_id, flow_task=source.flow_task, flow_task_type=source.flow_task_type,
             status=source.status, token=source.token) for _ in range(count)
    )  # fmt: skip
    fields = {f.attname: getattr(item, f.attname) for f in WorkItem._meta.concrete_fields}
    rows = [WorkItem(**{**fields, "task_id": task.pk, **changes}) for task in made]
    for number, row in enumerate(rows):
        row.due = item.due + timedelta(minutes=number)
        row.code = f"X-{number:04d}"
    WorkItem.objects.bulk_create(rows)


def shown(response) -> list[str]:
    return [row["code"] for row in response.context["rows"]]


@pytest.mark.parametrize("address", ["/inbox/", "/queue/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(login, play, world, address):
    """Only a list of several pages is counted."""
    entry = play.submitted()
    item = WorkItem.objects.get(entry=entry)
    if address == "/inbox/":
        tasks.claim(task_id=item.pk, actor=world.actor("unit_officer"))
        item.refresh_from_db()
    client = login("unit_officer")
    client.get(address)  # grants are read once and kept
    for extra, rows, queries in ((0, 1, 7), (2, 3, 7), (40, 25, 8), (20, 25, 8)):
        copies(item, extra)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert len(response.context["rows"]) == rows
        assert len(asked) == queries, [q["sql"] for q in asked]


def test_a_full_page_is_light(login, play):
    item = WorkItem.objects.get(entry=play.submitted())
    WorkItem.objects.filter(pk=item.pk).update(title="Tên rất dài của một sáng kiến " * 10)
    item.refresh_from_db()
    copies(item, 60)
    response = login("unit_officer").get("/queue/")
    assert len(response.context["rows"]) == 25
    assert len(response.content) <= HEAVIEST


def test_paging_shows_every_row_once_and_leads_back(login, play):
    item = WorkItem.objects.get(entry=play.submitted())
    copies(item, 60)
    client = login("unit_officer")
    seen, address = [], "/queue/?sort=due"
    while address:
        response = client.get(address)
        seen += [row["task_id"] for row in response.context["rows"]]
        last, address = response, response.context["next_url"] and f"/queue/{response.context['next_url']}"
    assert len(seen) == len(set(seen)) == 61
    back = client.get(f"/queue/{last.context['previous_url']}")
    assert [row["task_id"] for row in back.context["rows"]] == seen[25:50]


@pytest.mark.parametrize(
    "cursor", ["nonsense", "WyJ2IiwieCIsMV0", "WyJ0IiwiMjAyNC0wMS0wMSIsMV0", "e30", "%00"]
)
def test_a_broken_cursor_shows_the_first_page(login, play, cursor):
    play.submitted()
    response = login("unit_officer").get(f"/queue/?after={cursor}")
    assert response.status_code == 200
    assert len(response.context["rows"]) == 1


def test_several_queues_are_merged_in_order(login, play, world):
    from tests.factories import give

    give(world["unit_officer"], "unit_officer", unit=world.units[1])
    for owner in ("author", "author_2", "author", "author_2"):
        play.submitted(owner)
    for place, item in enumerate(WorkItem.objects.filter(step="prescreen").order_by("-pk")):
        WorkItem.objects.filter(pk=item.pk).update(due=clock.now() + timedelta(hours=place))
    response = login("unit_officer").get("/queue/")
    rows = response.context["rows"]
    assert [r["due"] for r in rows] == sorted(r["due"] for r in rows)
    assert len({r["queue"] for r in rows}) == 2
    assert response.context["count"] == 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=RUT+NGAN", ["T-A"]),
        ("q=t-b", ["T-B"]),
        ("q=100%25", []),
        ("due=overdue", ["T-A"]),
        ("due=today", ["T-B"]),
        ("due=week", ["T-B", "T-C"]),
        ("due=nonsense&sort=nonsense&unit=x", ["T-A", "T-B", "T-C"]),
        ("sort=-due", ["T-C", "T-B", "T-A"]),
        ("sort=code", ["T-A", "T-B", "T-C"]),
    ],
)
def test_filter_search_and_sort(login, play, query, expected):
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    dues = [clock.now() - timedelta(days=1), midnight + timedelta(days=1), midnight + timedelta(days=4)]
    for letter, due in zip("ABC", dues, strict=True):
        entry = play.submitted()
        WorkItem.objects.filter(entry=entry).update(
            code=f"T-{letter}",
            due=due,
            search_key=f"{'rut ngan' if letter == 'A' else 'khac'} t-{letter.lower()}",
        )
    assert shown(login("unit_officer").get(f"/queue/?{query}")) == expected


def test_the_queue_of_another_unit_stays_unseen(login, play):
    play.submitted("author_2")
    assert shown(login("unit_officer").get("/queue/")) == []
    assert "Nothing is waiting" in login("unit_officer").get("/queue/").content.decode()


def test_a_row_says_what_where_who_and_until_when(login, play):
    entry = play.submitted()
    page = login("unit_officer").get("/queue/").content.decode()
    for words in (
        entry.title,
        entry.code,
        "Pre-screen the entry",
        "Awaiting pre-screening",
        "Head of unit",
        "days left",
    ):
        assert words in page


def test_ticked_tasks_are_claimed_and_the_taken_one_is_named(login, play, world):
    from tests.factories import give, make_user

    first, second = (WorkItem.objects.get(entry=play.submitted()).pk for _ in range(2))
    colleague = make_user("colleague", full_name="Lê Văn C")
    give(colleague, "unit_officer", unit=world.units[0])
    from workflows.domain.actors import Actor

    tasks.claim(task_id=second, actor=Actor(colleague))
    response = login("unit_officer").post("/queue/claim/", {"task": [first, second, "x"]}, follow=True)
    assert shown(response) == [WorkItem.objects.get(pk=first).code]
    assert "Lê Văn C" in response.content.decode()
    assert CaseEvent.objects.filter(verb="claim", actor=world["unit_officer"]).count() == 1


def test_the_table_can_be_taken_away_without_formulas(login, play):
    entry = play.submitted()
    WorkItem.objects.filter(entry=entry).update(title="=1+1")
    response = login("unit_officer").get("/queue/export/")
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    title = next(cell for cell in cells if cell.value == "=1+1")
    assert title.data_type == "s"
    assert "filename*=UTF-8''" in response["Content-Disposition"]


def test_done_shows_what_one_has_done(login, play, world):
    entry = play.submitted()
    play.prescreened(entry)
    rows = login("unit_officer").get("/inbox/done/").context["rows"]
    assert [(row["verb"].value, row["entry_id"]) for row in rows] == [("prescreen", entry.pk)]


@pytest.mark.parametrize(
    "address", ["/inbox/", "/queue/", "/inbox/done/", "/entries/", "/entries/?sort=code"]
)
@pytest.mark.parametrize(
    "place",
    [
        '["t","9999-12-31T23:59:59-14:00",5]',
        '["t","0001-01-01T00:00:00+14:00",5]',
        '["v","\\ud800",1]',
        '["v","a\\u0000",1]',
        '["v",99999999999999999999,1]',
        "[]",
        "null",
    ],
)
def test_a_cursor_that_means_nothing_shows_the_first_page(login, play, address, place):
    play.submitted()
    cursor = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    for side in ("after", "before"):
        sign = "&" if "?" in address else "?"
        answer = login("secretary").get(f"{address}{sign}{side}={cursor}&sort=code")
        assert answer.status_code == 200
