"""The minutes, from the models: totals, recusals, ties."""

from decimal import Decimal

import pytest

from reports.records import (
    jury_minutes,
)
from tests.factories import make_entry
from tests.reports.records.building import awarded
from workflows import clock
from workflows.models import (
    Assignment,
    RankingRow,
    TieVote,
)

pytestmark = pytest.mark.django_db


def test_the_minutes_have_every_total_in_the_order_of_the_judges(world):
    [entry] = awarded(world, 1)
    record = jury_minutes.build_record(world.round)
    [row] = record.rows
    assert record.judges == ("GK1", "GK2", "GK3")
    assert (row.code, row.title, row.unit) == (entry.judging_code, entry.title, entry.unit_name)
    assert row.totals == ("70,00",) * 3
    assert (row.mean, row.rank, row.prize) == ("70,00", "1", "Giải Nhất")
    assert record.quorum == 2
    assert len(record.present) == 3
    assert record.symbol == "BB-HĐCT"
    assert record.signer.full_name == world["chair"].full_name
    assert record.secretary.full_name == world["secretary"].full_name


def test_a_recused_judge_has_no_total_and_a_replaced_one_is_named(world):
    [entry] = awarded(world, 1)
    one, two, three = Assignment.objects.filter(entry=entry).order_by("judge__order")
    Assignment.objects.filter(pk=one.pk).update(recused_at=clock.now())
    Assignment.objects.filter(pk=two.pk).update(recused_at=clock.now(), replaced_by=three)
    record = jury_minutes.build_record(world.round)
    assert record.rows[0].totals[:2] == ("", "")
    names = [judge.user.full_name for judge in world.judges]
    assert record.recusals == (
        f"{names[0]} (GK1) không chấm bài {entry.judging_code} do xung đột lợi ích.",
        f"{names[1]} (GK2) không chấm bài {entry.judging_code}; {names[2]} (GK3) chấm thay.",
    )


def test_ties_are_told_with_what_settled_them(world):
    entries = awarded(world, 4)
    settled = (("80.00", "A"), ("80.00", "A"), ("75.00", "A+vote"), ("75.00", "A+vote"))
    for entry, (mean, by) in zip(entries, settled, strict=True):
        RankingRow.objects.filter(entry=entry).update(mean=Decimal(mean), decided_by=by)
    TieVote.objects.create(
        round=world.round,
        order=[entries[2].pk, entries[3].pk],
        note="3/3 phiếu đồng ý",
        recorded_at=clock.now(),
        recorded_by=world["chair"],
    )
    codes = [entry.judging_code for entry in entries]
    assert jury_minutes.build_record(world.round).ties == (
        f"Các bài {codes[0]} và {codes[1]} cùng điểm trung bình 80,00; lần lượt xếp hạng 1 và 2 theo điểm "
        "trung bình tiêu chí “Tính mới”.",
        f"Các bài {codes[2]} và {codes[3]} cùng điểm trung bình 75,00; lần lượt xếp hạng 3 và 4 theo điểm "
        "trung bình tiêu chí “Tính mới” và kết quả biểu quyết (3/3 phiếu đồng ý).",
    )


def test_an_open_tie_is_said_to_be_open(world):
    entries = [make_entry(world, "scored") for _ in range(2)]
    RankingRow.objects.filter(round=world.round).update(rank=None, tie_group=1)
    record = jury_minutes.build_record(world.round)
    assert record.ties[0].endswith("chưa phân định được thứ hạng.")
    assert {row.code for row in record.rows} == {entry.judging_code for entry in entries}
