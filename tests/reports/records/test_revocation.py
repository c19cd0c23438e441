"""The revocation of awards, from the models."""

from datetime import date

import pytest

from reports.records import (
    revocation,
)
from tests.factories import make_world
from tests.reports.records.building import awarded, the_decision, the_proposal
from workflows.models import (
    Award,
)

pytestmark = pytest.mark.django_db


def test_only_the_chosen_awards_of_that_decision_are_revoked(world):
    entries = awarded(world, 3)
    decision = the_decision(world)
    chosen = list(Award.objects.filter(entry__in=entries[1:]))
    record = revocation.build_record(
        decision, chosen, ground="b", due=date(2024, 9, 15), proposal=the_proposal(world)
    )
    lines = record.articles[0][1:]
    assert [entry.title in line for entry, line in zip(entries[1:], lines, strict=True)] == [True, True]
    assert record.articles[2][-1] == (
        "Tổng số tiền thưởng thu hồi: 10.000.000 đồng (Bằng chữ: Mười triệu đồng chẵn)."
    )
    assert record.bases[-1].startswith("Theo đề nghị của Trưởng phòng Nội vụ")


def test_an_award_of_another_decision_is_not_revoked_by_this_one(world):
    awarded(world, 1)
    other = make_world("khac")
    [theirs] = awarded(other, 1)
    with pytest.raises(ValueError, match="revocation of 0 awards"):
        revocation.build_record(the_decision(world), [theirs.award_fact], ground="a")
