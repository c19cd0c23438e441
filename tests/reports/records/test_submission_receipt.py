"""Receipts of submission from the database."""

from datetime import UTC, datetime

import pytest

from reports.records.submission_receipt import build_record
from tests.factories import make_entry, make_world
from workflows import clock
from workflows.models import Attachment, Entry

pytestmark = pytest.mark.django_db


def fresh(entry):
    return Entry.objects.select_related("contest", "entered_by").get(pk=entry.pk)


def test_what_was_handed_in_and_when():
    world = make_world()
    entry = make_entry(world, "submitted", submitted_at=datetime(2026, 7, 8, 16, 59, 59, tzinfo=UTC))
    Attachment.objects.create(
        entry=entry, kind="article", filename="bài viết.pdf", file="x", sha256="a" * 64, size=2_048,
        added_at=clock.now(),
    )  # fmt: skip
    record = build_record(fresh(entry))
    assert record.entry_code == entry.code
    assert record.authors == entry.owner.full_name
    assert record.received_at == "23 giờ 59 phút 59 giây, ngày 08 tháng 7 năm 2026 (giờ Việt Nam, UTC+7)"
    assert [(file.name, file.size, file.sha256) for file in record.files] == [
        ("video: https://video.example.vn/1", "Liên kết", ""),
        ("bài viết.pdf", "2,0 KB (2.048 byte)", "a" * 64),
    ]
    assert record.contact == "Bà Thư ký, 024 1234 5678"
    assert record.submitted_by == ""


def test_who_handed_it_in_for_the_author_is_named():
    world = make_world()
    entry = make_entry(world, "submitted", entered_by=world["unit_officer"])
    assert build_record(fresh(entry)).submitted_by == world["unit_officer"].full_name


def test_a_draft_has_no_receipt():
    with pytest.raises(ValueError, match="not been handed in"):
        build_record(fresh(make_entry(make_world(), "draft")))


@pytest.mark.parametrize("more", [0, 3])
def test_the_number_of_queries_is_constant(django_assert_num_queries, more):
    entry = make_entry(make_world(), "submitted")
    for number in range(more):
        Attachment.objects.create(
            entry=entry, kind="video", filename=f"{number}", link="https://a.vn", added_at=clock.now()
        )
    entry = fresh(entry)
    with django_assert_num_queries(2):
        build_record(entry)
