"""Letters of thanks from the database."""

from decimal import Decimal

import pytest

from reports.records.thanks_letter import build_record, build_records
from tests.factories import make_entry, make_world

pytestmark = pytest.mark.django_db


def test_only_entries_that_were_judged_and_won_nothing_get_one():
    world = make_world()
    lost = make_entry(world, "not_awarded", title="Ý tưởng không giải")
    for state in ("awarded", "scored", "screened_out", "withdrawn", "lapsed", "revoked"):
        make_entry(world, state)
    [letter] = build_records(world.round)
    assert "Ý tưởng không giải" in letter.paragraphs[0]
    assert letter.addressees == (f"Ông (Bà) {lost.owner.full_name}, {lost.unit_name}",)
    assert letter.signer.full_name == world["chair"].full_name
    assert letter.signer.authority == "TM. BAN TỔ CHỨC"
    assert letter.date is None
    assert build_record(lost) == letter


def test_a_letter_says_no_point_and_no_rank():
    world = make_world()
    make_entry(world, "not_awarded", points=(Decimal("41.5"), Decimal("32.25")))
    [letter] = build_records(world.round)
    assert not any(
        number in letter.to_json() for number in ("73,75", "41,5", "32,25", "73.75", "41.5", "hạng", "điểm")
    )


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_is_constant(django_assert_num_queries, entries):
    world = make_world()
    for _ in range(entries):
        make_entry(world, "not_awarded")
    round_ = type(world.round).objects.select_related("contest__organizer").get(pk=world.round.pk)
    with django_assert_num_queries(3):
        assert len(build_records(round_)) == entries
