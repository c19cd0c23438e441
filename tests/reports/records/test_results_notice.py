"""The notice of the results, from the models."""

import dataclasses

import pytest

from reports.records import (
    results_notice,
)
from tests.factories import make_entry
from tests.reports.records.building import awarded, built, the_decision, the_proposal
from workflows.models import (
    EntryAuthor,
)

pytestmark = pytest.mark.django_db


def test_the_notice_has_names_units_titles_prizes_and_nothing_else(world):
    [entry] = awarded(world, 1)
    EntryAuthor.objects.filter(entry=entry).update(position="Chuyên viên")
    record = results_notice.build_record(world.round, the_decision(world), ceremony="Sẽ thông báo sau.")
    [row] = record.rows
    assert row.people[0].name == entry.owner.full_name
    assert row.people[0].post == entry.unit_name
    text = record.to_json()
    contacts = ("Chuyên viên", "0912345678", "Số 1 phố Thử", entry.judging_code)
    # the mean as any paper would print it: the bare figures also stand in the names of the sample
    for secret in (*contacts, "5.000.000", "70,00", "70.00"):
        assert secret not in text
    assert {field.name for field in dataclasses.fields(row)} == {"people", "title", "prize"}
    assert record.signer.authority == "TM. BAN TỔ CHỨC"
    assert record.symbol == "TB-BTC"
    assert record.ceremony == "Sẽ thông báo sau."


def test_a_revoked_award_is_not_announced(world):
    make_entry(world, "revoked")
    record = results_notice.build_record(world.round, the_decision(world))
    assert record.rows == ()
    assert "Không có tập thể, cá nhân đạt giải." in record.results[0]


def test_a_group_stands_in_its_order_with_the_representative_first(world):
    [entry] = awarded(world, 1, author_kind="group")
    for order, name in ((2, "Đỗ An"), (3, "Bùi Bình")):
        EntryAuthor.objects.create(entry=entry, order=order, full_name=name, unit_name="Phòng Hai")
    EntryAuthor.objects.filter(entry=entry, is_representative=True).update(order=9)
    names = [entry.owner.full_name, "Đỗ An", "Bùi Bình"]
    the_proposal(world)
    decision = built("award_decision", world)()
    assert [person.name for person in decision.annex.sections[0].rows[0].people] == names
    notice = results_notice.build_record(world.round, the_decision(world))
    assert [person.name for person in notice.rows[0].people] == names


def test_a_collective_is_named_instead_of_who_wrote(world):
    awarded(world, 1, author_kind="collective", collective_name="Tập thể Phòng Một")
    the_proposal(world)
    decision = built("award_decision", world)()
    assert decision.annex.sections[0].heading == "TẬP THỂ"
    assert decision.annex.sections[0].rows[0].people[0].name == "Tập thể Phòng Một"
    notice = results_notice.build_record(world.round, the_decision(world))
    assert [person.name for person in notice.rows[0].people] == ["Tập thể Phòng Một"]
