"""The recall of a paper, from the models."""

import pytest

from reports.records import (
    deciders,
    recall,
)
from tests.reports.records.building import awarded, the_decision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("authority", "name"),
    [
        ("", "Chủ tịch Ủy ban nhân dân quận Thử"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN THỬ", "Chủ tịch Ủy ban nhân dân quận Thử"),
        ("ỦY BAN NHÂN DÂN QUẬN THỬ", "Ủy ban nhân dân quận Thử"),
        ("BAN TỔ CHỨC CUỘC THI", "Ban Tổ chức Cuộc thi"),
    ],
)
def test_who_issued_a_decision_recalls_it(world, authority, name):
    awarded(world, 1)
    decision = the_decision(world)
    decision.record = {"authority": authority, "subject": "Về việc khen thưởng"}
    record = recall.build_record(decision, reason="sai thẩm quyền")
    assert record.authority == name.upper()
    assert f"của {name} về việc khen thưởng." in record.articles[0][0]
    assert deciders.about(decision) == "về việc khen thưởng"
