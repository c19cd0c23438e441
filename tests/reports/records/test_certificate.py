"""Certificates from the database."""

import pytest

from reports.records.certificate import build_records
from tests.factories import make_entry, make_world
from workflows.models import Document, EntryAuthor

pytestmark = pytest.mark.django_db


def add_group(entry, *names):
    for order, name in enumerate(names, 2):
        EntryAuthor.objects.create(entry=entry, order=order, full_name=name, unit_name="Phòng Hai")
    entry.author_kind = "group"
    entry.save(update_fields=["author_kind"])


def decision_of(entry):
    return Document.objects.select_related("contest__organizer", "contest__standing_unit").get(
        awards__entry=entry
    )


@pytest.fixture
def group():
    world = make_world()
    entry = make_entry(world, "awarded", title="Ý tưởng chung")
    # the representative comes last by order: it must stand first all the same
    entry.authors.update(order=9)
    add_group(entry, "Lê Thị Hai", "Lê Thị Ba")
    return entry


@pytest.mark.parametrize(
    ("per", "recipients"),
    [
        ("member", ["{head}", "Lê Thị Hai", "Lê Thị Ba"]),
        ("group", ["Nhóm tác giả"]),
        ("both", ["Nhóm tác giả", "{head}", "Lê Thị Hai", "Lê Thị Ba"]),
    ],
)
def test_a_group_gets_what_is_set(group, per, recipients):
    head = group.owner.full_name
    records = build_records(decision_of(group), per=per)
    assert [record.recipient for record in records] == [name.format(head=head) for name in recipients]
    assert all(not record.members or record.members[0] == head for record in records)


def test_names_numbers_and_bodies_come_from_the_contest(group):
    decision = decision_of(group)
    [record] = build_records(decision, per="group")
    assert record.issuer == "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN THỬ"
    assert record.form == "GIẤY KHEN"
    assert record.achievement == f"Đã đạt Giải Nhất {group.contest.title}"
    assert (record.number, record.symbol, record.date) == (7, "QĐ-UBND", decision.issued_on)
    assert record.entry_title == "Ý tưởng chung"
    assert (record.signer.authority, record.signer.full_name) == ("TM.", "Nguyễn Văn Ký")


def test_a_revoked_award_has_no_certificate(group):
    decision = decision_of(group)
    assert build_records(decision)
    type(group).objects.filter(pk=group.pk).update(state="revoked")
    assert build_records(decision) == []


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_is_constant(django_assert_num_queries, entries):
    world = make_world()
    made = [make_entry(world, "awarded") for _ in range(entries)]
    decision = decision_of(made[0])
    with django_assert_num_queries(3):
        assert len(build_records(decision)) == entries
