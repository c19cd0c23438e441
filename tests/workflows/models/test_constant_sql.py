"""SQL that is made once says the same as the ORM."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict

from tests.acting import Acting
from tests.factories import World, make_entry, make_world
from workflows import clock
from workflows.models import Case, ChecklistItem, Contest, Entry, Prescreening, WorkItem
from workflows.models.constant_sql import change, delete, fetch, fetch_all, insert, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def stored(row: object) -> dict[str, object]:
    return {key: value for key, value in vars(row).items() if key != "_state"}


@pytest.mark.parametrize("state", ["draft", "received", "awarded"])
def test_a_row_is_read_as_the_orm_reads_it(world: World, state: str, django_assert_num_queries) -> None:
    entry = make_entry(world, state)
    whole = Entry.objects.select_related("contest", "batch", "unit__parent").get(pk=entry.pk)
    with django_assert_num_queries(1):
        read = fetch(Entry, entry.pk, "contest", "batch", "unit__parent")
        pairs = [(read, whole), (read.contest, whole.contest), (read.unit, whole.unit)]
        assert read.unit.parent is None
        assert (read.batch is None) == (whole.batch is None)
    for one, other in pairs:
        assert type(one) is type(other)
        assert stored(one) == stored(other)
        assert one._state.adding is False


def test_what_is_not_there(world: World) -> None:
    for key in (0, -1, 10**9, 2**63, -(2**70)):
        with pytest.raises(Entry.DoesNotExist):
            fetch(Entry, key)


def test_rows_of_a_link_in_the_models_order(world: World) -> None:
    ChecklistItem.objects.create(contest=world.contest, code="A", text="?", order=5)
    ChecklistItem.objects.create(contest=world.contest, code="B", text="?", order=2)
    make_world("other")
    assert fetch_all(ChecklistItem, "contest", world.contest.pk) == list(world.contest.checklist.all())


def test_a_row_is_inserted_as_the_orm_inserts_it(world: World) -> None:
    entry = make_entry(world, "submitted")
    values = {
        "entry": entry,
        "officer": world["unit_officer"],
        "verdict": "pass",
        "note": "Đủ “điều kiện”",
        "answers": {"K1": True, "ghi chú": None},
        "decided_at": clock.now(),
        "is_current": False,
    }
    ours, theirs = Prescreening(**values), Prescreening.objects.create(**values)
    insert(ours)
    assert ours.pk > theirs.pk
    both = [stored(Prescreening.objects.get(pk=row.pk)) for row in (ours, theirs)]
    assert {**both[0], "id": 0} == {**both[1], "id": 0}
    ours.note = "again"
    ours.save()
    assert Prescreening.objects.count() == 2


def test_constraints_hold(world: World) -> None:
    entry = make_entry(world, "submitted")
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Entry, entry.pk, code=None)


def test_only_the_named_fields_are_written(world: World) -> None:
    entry = make_entry(world, "submitted")
    entry.title, entry.abstract = "Một", "Hai"
    update(entry, "title")
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.title, kept.abstract == "Hai") == ("Một", False)
    update(entry)
    assert model_to_dict(Entry.objects.get(pk=entry.pk)) == model_to_dict(entry)


def test_a_row_is_changed_and_deleted_by_its_key(world: World) -> None:
    entry = Acting(world).submitted()
    item = WorkItem.objects.get(entry=entry)
    change(WorkItem, item.pk, owner=world["unit_officer"].pk, owned_at=clock.now())
    assert WorkItem.objects.get(pk=item.pk).owner == world["unit_officer"]
    delete(WorkItem, item.pk)
    assert not WorkItem.objects.filter(pk=item.pk).exists()


@pytest.mark.postgresql
def test_a_locked_row_is_locked(world: World) -> None:
    case = Case.objects.get(pk=world.contest.case_id)
    with transaction.atomic():
        fetch(Case, case.pk, lock=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE mode = 'RowShareLock' AND granted")
            assert cursor.fetchone()[0] >= 1
    assert isinstance(fetch(Contest, world.contest.pk, lock=False), Contest)
