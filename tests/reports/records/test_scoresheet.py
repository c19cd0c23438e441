"""Score sheets from the database."""

import pytest

from reports.records.scoresheet import build_record
from tests.factories import make_entry, make_world
from workflows.models import Criterion, Scoresheet

pytestmark = pytest.mark.django_db


def sheet_of(entry):
    related = ("assignment__entry__contest", "assignment__judge__user")
    return Scoresheet.objects.select_related(*related).filter(assignment__entry=entry).first()


def test_points_names_and_code_are_those_of_the_sheet():
    world = make_world()
    entry = make_entry(world, "scored", points=(41, 30))
    record = build_record(sheet_of(entry))
    assert [(line.criterion, line.maximum, line.points) for line in record.points] == [
        ("Tính mới", "60", "41"),
        ("Tính khả thi", "40", "30"),
    ]
    assert (record.total, record.maximum) == ("71", "100")
    assert record.judging_code == entry.judging_code
    assert (record.author, record.unit) == (entry.owner.full_name, entry.unit_name)
    assert record.signer.full_name == world["judge"].full_name


def test_a_blind_sheet_names_neither_author_nor_unit():
    world = make_world(is_blind=True)
    entry = make_entry(world, "scored")
    text = repr(build_record(sheet_of(entry)))
    for name in (entry.owner.full_name, entry.unit_name, entry.code):
        assert name not in text


def test_an_empty_sheet_has_its_criteria_without_points():
    world = make_world()
    record = build_record(sheet_of(make_entry(world, "received")))
    assert [line.points for line in record.points] == ["", ""]
    assert (record.total, record.submitted_at, record.date) == ("", "", None)


@pytest.mark.parametrize("more", [0, 5])
def test_the_number_of_queries_is_constant(django_assert_num_queries, more):
    world = make_world()
    for number in range(more):
        Criterion.objects.create(contest=world.contest, code=f"C{number}", name="Khác", max_points=1)
    sheet = sheet_of(make_entry(world, "received"))
    with django_assert_num_queries(3):
        build_record(sheet)
