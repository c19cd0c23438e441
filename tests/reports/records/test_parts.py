"""What every paper takes from a contest."""

import pytest

from reports.records import (
    parts,
)
from tests.factories import give, make_unit

pytestmark = pytest.mark.django_db


def test_a_council_has_a_chairman(world):
    world.contest.committee_name = "Hội đồng thi"
    assert parts.head_of_committee(world.contest) == "Chủ tịch"
    assert parts.committee_of(world.contest) == "Hội đồng thi Cuộc thi"


def test_a_stand_in_does_not_sign_for_the_holder_of_the_role(world):
    give(world["stranger"], "standing_head", contest=world.contest, stand_in_for=world["standing_head"])
    assert parts.holders(world.contest)["standing_head"] == world["standing_head"]


@pytest.mark.parametrize(
    ("title", "name", "head"),
    [
        ("Trưởng phòng", "Phòng Nội vụ", "Trưởng phòng Nội vụ"),
        ("", "Trung tâm Mẫu", "Thủ trưởng Trung tâm Mẫu"),
        ("Chánh Văn phòng", "Văn phòng Ủy ban", "Chánh Văn phòng Ủy ban"),
    ],
)
def test_the_head_of_a_unit_in_words(title, name, head):
    assert parts.head_of(make_unit(name, head_title=title)) == head
