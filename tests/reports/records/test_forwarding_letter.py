"""Letters of units from the database."""

import pytest

from reports.records.forwarding_letter import build_record
from tests.factories import make_entry, make_unit, make_world
from workflows.models import ContestUnit, ForwardingBatch

pytestmark = pytest.mark.django_db


def fresh(batch):
    related = ("contest__standing_unit", "unit__parent", "forwarded_by", "confirmed_by")
    return ForwardingBatch.objects.select_related(*related).get(pk=batch.pk)


def test_the_letter_is_the_units_own():
    world = make_world()
    unit = world.units[0]
    above = make_unit("Quận Trên")
    unit.parent, unit.symbol, unit.place_name, unit.head_title = above, "UBND", "Phường Một", "Chủ tịch"
    unit.save()
    ContestUnit.objects.filter(unit=unit).update(contact="Ông Đầu Mối, 024 1111 2222")
    entry = make_entry(world, "forwarded")
    record = build_record(fresh(entry.batch))
    assert record.parent_body == "QUẬN TRÊN"
    assert (record.symbol, record.place, record.number, record.date) == ("UBND", "Phường Một", None, None)
    assert record.addressees == ("Ban Tổ chức Cuộc thi (qua Phòng Nội vụ)",)
    assert record.concerning == f"V/v gửi bài dự thi {world.contest.title}"
    assert record.paragraphs[0].startswith("Thực hiện Kế hoạch số 10/KH-UBND ngày")
    assert "Ông Đầu Mối, 024 1111 2222" in record.paragraphs[1]
    assert (record.signer.position, record.signer.full_name) == ("CHỦ TỊCH", world["unit_head"].full_name)
    [row] = record.entries
    assert (row.code, row.title, row.theme) == (entry.code, entry.title, "Chuyển đổi số")
    assert row.authors == entry.owner.full_name


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_is_constant(django_assert_num_queries, entries):
    world = make_world()
    made = [make_entry(world, "forwarded") for _ in range(entries)]
    batch = fresh(made[0].batch)
    with django_assert_num_queries(3):
        assert len(build_record(batch).entries) == entries


@pytest.mark.parametrize(("regime", "authority"), [("head", None), ("collective", "TM. ỦY BAN NHÂN DÂN")])
def test_where_a_collective_decides_its_head_signs_for_it(regime, authority):
    world = make_world()
    unit = world.units[0]
    unit.name, unit.short_name = "Ủy ban nhân dân phường Một", "UBND phường Một"
    unit.signing_regime = regime
    unit.save()
    assert build_record(fresh(make_entry(world, "forwarded").batch)).signer.authority == authority
