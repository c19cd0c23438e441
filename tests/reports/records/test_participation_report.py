"""The report on participation, from the models."""

import pytest

from reports.records import (
    participation_report,
)
from tests.factories import make_batch, make_entry, make_world
from tests.reports.records.building import awarded

pytestmark = pytest.mark.django_db


def test_figures_of_each_unit_in_the_order_of_the_alphabet():
    names = ["Phường Ơn", "Phường Ánh", "Phường Ăn"]
    world = make_world(units=3)
    for unit, name in zip(world.units, names, strict=True):
        unit.name = name
        unit.save()
    awarded(world, 2)
    make_entry(world, "screened_out", left_from="submitted")
    make_entry(world, "draft")
    make_batch(world, "none_declared", unit=world.units[1])
    record = participation_report.build_record(world.contest)
    assert [row.name for row in record.units] == ["Phường Ánh", "Phường Ăn", "Phường Ơn"]
    assert [row.note for row in record.units] == [
        "Báo cáo không có bài dự thi",
        "Không gửi bài, không báo cáo",
        "",
    ]
    assert record.units[2].figures.cells == (3, 2, 1, 2, 2, 2)
    assert [row.figures.cells for row in record.themes] == [(3, 2, 1, 2, 2, 2)]
    assert record.symbol == "BC-NV"


def test_entries_without_a_theme_are_counted_by_themselves(world):
    make_entry(world, "submitted", theme=None)
    record = participation_report.build_record(world.contest)
    assert [row.name for row in record.themes] == ["Chuyển đổi số", "Chưa xác định nội dung"]
    assert record.themes[1].figures.submitted == 1
