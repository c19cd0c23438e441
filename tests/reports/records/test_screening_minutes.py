"""Minutes of pre-screening, from the trail of what people did."""

import pytest

from reports.records.screening_minutes import build_record
from tests.acting import Acting
from tests.factories import make_world
from workflows.models import Entry, ForwardingBatch
from workflows.models.prescreening import Verdict

pytestmark = pytest.mark.django_db


def fresh(batch):
    return ForwardingBatch.objects.select_related("contest", "unit__parent", "confirmed_by").get(pk=batch.pk)


@pytest.fixture
def play():
    return Acting(make_world())


@pytest.fixture
def screened(play):
    """One chosen, one good but not chosen, one failed; and the list."""
    chosen, left, failed = (play.submitted() for _ in range(3))
    for entry in (chosen, left):
        play.prescreened(entry)
    play.prescreened(failed, Verdict.FAIL, note="Không đúng chủ đề")
    batch = play.do("unit_head", "confirm_list", chosen=[chosen.pk], reasons={left.pk: "Đơn vị đã đủ số bài"})
    return (chosen, left, failed), batch


def test_every_entry_with_its_outcome_and_reason(play, screened):
    entries, batch = screened
    record = build_record(fresh(batch))
    assert [row.code for row in record.entries] == sorted(
        code for code in Entry.objects.values_list("code", flat=True) if code
    )
    outcomes = {row.code: row.outcome for row in record.entries}
    codes = [Entry.objects.get(pk=entry.pk).code for entry in entries]
    assert [outcomes[code] for code in codes] == [
        "Chọn gửi",
        "Không chọn: Đủ điều kiện, không chọn gửi: Đơn vị đã đủ số bài",
        "Không chọn: Không đạt sơ loại: Không đúng chủ đề",
    ]
    assert {row.answers for row in record.entries} == {"Đạt 1/1"}
    assert record.checklist == ("K1: Đúng đối tượng dự thi",)
    assert record.conclusion[0] == "Tổng số bài được sơ loại: 03; chọn gửi 01 bài, không chọn 02 bài."
    assert record.secretary.full_name == play.world["unit_officer"].full_name
    assert record.signer.full_name == play.world["unit_head"].full_name


def test_what_happens_later_does_not_change_the_minutes(play, screened):
    (chosen, *_others), batch = screened
    before = build_record(fresh(batch))
    play.do("unit_head", "forward")
    play.do("secretary", "receive", refused={chosen.pk: ("Trùng bài", True)})
    assert Entry.objects.get(pk=chosen.pk).state == "lapsed"
    assert build_record(fresh(batch)) == before


def test_the_list_of_another_unit_is_its_own(play, screened):
    _entries, batch = screened
    other = play.submitted("author_2")
    own = play.listed(other, head="unit_head_2")
    assert len(build_record(fresh(batch)).entries) == 3
    assert [row.code for row in build_record(fresh(own)).entries] == [Entry.objects.get(pk=other.pk).code]


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_is_constant(play, django_assert_num_queries, entries):
    batch = fresh(play.listed(*(play.submitted() for _ in range(entries))))
    with django_assert_num_queries(6):
        assert len(build_record(batch).entries) == entries
