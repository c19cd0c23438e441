"""What holds for the builder of every paper: queries, names, storing, printing."""

import pytest

from reports.documents.kinds import KINDS
from reports.documents.record import from_plain, to_plain
from reports.pdf.engine import admit
from tests.factories import make_document, make_entry, make_world
from tests.reports.records.building import QUERIES, awarded, built, the_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("many", [1, 3])
def test_a_record_costs_as_many_queries_for_many_entries_units_and_judges_as_for_few(
    kind, many, django_assert_num_queries
):
    world = make_world(units=many, judges=many)
    awarded(world, many)
    the_proposal(world)
    build = built(kind, world)
    with django_assert_num_queries(QUERIES[kind]):
        build()


@pytest.mark.parametrize("kind", QUERIES)
def test_a_record_can_be_printed_and_stored(world, kind):
    awarded(world, 2)
    the_proposal(world)
    record = built(kind, world)()
    assert (record.number, record.date) == (None, None)
    assert from_plain(KINDS[kind].record, to_plain(record)) == record
    assert admit(kind, record) == record


@pytest.mark.parametrize("kind", sorted(QUERIES.keys() - {"revocation"}))
def test_a_contest_in_which_nobody_is_awarded_still_has_its_papers(world, kind):
    make_entry(world, "not_awarded")
    make_document(world, "issued")
    the_proposal(world)
    record = built(kind, world)()
    assert admit(kind, record) == record


def test_names_are_those_of_the_contest_not_of_the_unit_today(world):
    world.contest.organizer.name = "Tên mới"
    world.contest.organizer.save()
    awarded(world, 1)
    the_proposal(world)
    for kind in QUERIES:
        assert "Tên mới" not in built(kind, world)().to_json()
