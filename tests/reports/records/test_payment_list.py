"""Payment lists from the database."""

import pytest

from reports.records.payment_list import build_record
from tests.factories import make_entry, make_world
from workflows.models import Document

pytestmark = pytest.mark.django_db


def decision_of(entry):
    return Document.objects.select_related("contest__organizer").get(awards__entry=entry)


def test_who_is_paid_and_by_which_decision():
    world = make_world()
    entry = make_entry(world, "awarded")
    collective = make_entry(world, "awarded", author_kind="collective", collective_name="Phòng Một")
    make_entry(world, "revoked")
    record = build_record(decision_of(entry))
    assert [(line.name, line.unit, line.money) for line in record.payments] == [
        (entry.owner.full_name, entry.unit_name, 5_000_000),
        ("Tập thể Phòng Một", collective.unit_name, 5_000_000),
    ]
    assert record.total_money == 10_000_000
    [note] = record.notes
    assert "đã bị thu hồi" in note
    assert record.decision.startswith("Quyết định số 07/QĐ-UBND ngày")
    assert record.decision.endswith("của Chủ tịch Ủy ban nhân dân quận Thử")
    assert record.accountant.full_name == world["accountant"].full_name
    assert record.issuing_body == ("ỦY BAN NHÂN DÂN", "QUẬN THỬ")


def test_a_unit_that_won_itself_is_named_once():
    world = make_world()
    entry = make_entry(world, "awarded", author_kind="collective")
    [line] = build_record(decision_of(entry)).payments
    assert (line.name, line.unit) == (f"Tập thể {entry.unit_name}", "")


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_is_constant(django_assert_num_queries, entries):
    world = make_world()
    made = [make_entry(world, "awarded") for _ in range(entries)]
    decision = decision_of(made[0])
    with django_assert_num_queries(4):
        assert len(build_record(decision).payments) == entries
