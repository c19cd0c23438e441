"""Receipts of units' lists from the database."""

from datetime import timedelta

import pytest

from reports.records.intake_receipt import build_record
from tests.factories import make_batch, make_entry, make_world
from workflows.models import ForwardingBatch

pytestmark = pytest.mark.django_db


def received(world, entries=1):
    made = [make_entry(world, "received") for _ in range(entries)]
    return fresh(made[0].batch), made


def fresh(batch):
    related = ("contest", "unit", "forwarded_by", "received_by")
    return ForwardingBatch.objects.select_related(*related).get(pk=batch.pk)


def test_codes_titles_and_people():
    world = make_world()
    batch, entries = received(world, 2)
    record = build_record(batch)
    assert [(row.code, row.title) for row in record.entries] == sorted(
        (entry.code, entry.title) for entry in entries
    )
    assert record.unit == world.units[0].name
    assert record.giver.full_name == world["unit_head"].full_name
    assert record.taker.full_name == world["secretary"].full_name
    assert record.in_time is True
    assert not any(entry.judging_code in repr(record) for entry in entries)


@pytest.mark.parametrize(("late", "in_time"), [(timedelta(seconds=-1), True), (timedelta(), False)])
def test_in_time_means_before_the_window_closed(late, in_time):
    world = make_world()
    batch, _entries = received(world)
    at = world.closes_at() + late
    ForwardingBatch.objects.filter(pk=batch.pk).update(forwarded_at=at, received_at=at + timedelta(days=1))
    record = build_record(fresh(batch))
    assert record.in_time is in_time
    assert record.due.startswith("23:59 ngày")


@pytest.mark.parametrize("state", ["collecting", "confirmed", "forwarded"])
def test_a_list_that_was_not_taken_in_has_no_receipt(state):
    with pytest.raises(ValueError, match="not been taken in"):
        build_record(fresh(make_batch(make_world(), state)))


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_is_constant(django_assert_num_queries, entries):
    batch, _entries = received(make_world(), entries)
    with django_assert_num_queries(2):
        assert len(build_record(batch).entries) == entries
