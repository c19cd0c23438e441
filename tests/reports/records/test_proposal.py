"""The proposal of the standing unit, from the models."""

import pytest

from reports.records import (
    proposal,
)
from tests.factories import make_batch, make_entry
from tests.reports.records.building import awarded, fresh
from workflows import clock
from workflows.models import (
    Contest,
    Membership,
    Round,
)

pytestmark = pytest.mark.django_db


def test_the_proposal_counts_units_and_entries(world):
    awarded(world, 2)
    make_entry(world, "screened_out", left_from="submitted")
    make_entry(world, "draft")
    make_batch(world, "none_declared", unit=world.units[1])
    record = proposal.build_record(world.round)
    assert record.chapters[0][1].endswith(
        "Có 02 cơ quan, đơn vị tham gia, trong đó 01 cơ quan, đơn vị báo cáo không có bài dự thi."
    )
    assert record.chapters[0][2] == (
        "Tổng số bài dự thi đã nộp: 03 bài; đạt sơ loại: 02 bài; được tiếp nhận: 02 bài; được chấm điểm: "
        "02 bài."
    )
    assert record.symbol == "TTr-NV"
    assert record.parent_body == "UBND QUẬN THỬ"
    assert record.issuing_body == ("PHÒNG NỘI VỤ",)
    assert record.addressees == ("Chủ tịch Ủy ban nhân dân quận Thử",)
    assert record.signer.position == "TRƯỞNG PHÒNG"
    assert record.signer.full_name == world["standing_head"].full_name
    assert "Tổng số tiền thưởng: 10.000.000 đồng (Bằng chữ: Mười triệu đồng chẵn)." in record.chapters[2]


def test_without_a_standing_unit_the_organizer_itself_proposes(world):
    Contest.objects.filter(pk=world.contest.pk).update(standing_unit=None)
    awarded(world, 1)
    record = proposal.build_record(fresh(Round, world.round))
    assert (record.parent_body, record.issuing_body) == (None, ("ỦY BAN NHÂN DÂN", "QUẬN THỬ"))
    assert record.symbol == "TTr-UBND"


def test_nobody_in_a_role_leaves_the_name_open(world):
    Membership.objects.filter(role="standing_head").update(ended_at=clock.now())
    awarded(world, 1)
    assert proposal.build_record(world.round).signer.full_name == ""
