"""Numbers: in a register of our own without a gap, in the agency's as the clerk has them; void with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import World, make_document, make_world
from workflows import clock
from workflows.domain import document_life, numbering
from workflows.domain.audit.results import check_results
from workflows.domain.audit.rows import snapshot
from workflows.domain.numbering import GivenNumber
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Contest, Document, RegisterBook, RegisterRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def external(world: World) -> World:
    Contest.objects.filter(pk=world.contest.pk).update(register_mode="external")
    return world


def signed(world: World, kind: str = "participation_report") -> Document:
    document = make_document(world, "signed", kind=kind)
    return Document.read(document.pk)


def take(document: Document, world: World, given: GivenNumber | None = None) -> RegisterRow:
    return numbering.take_number(document=Document.read(document.pk), actor=world.actor("clerk"), given=given)


def test_an_own_register_counts_from_one(world: World) -> None:
    rows = [take(signed(world), world) for _number in range(3)]
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.full_number for row in rows] == ["01/QĐ-UBND", "02/QĐ-UBND", "03/QĐ-UBND"]
    assert RegisterBook.objects.get().mode == "own"


def test_a_number_is_kept_however_often_it_is_asked_for(world: World) -> None:
    document = signed(world)
    assert take(document, world).pk == take(document, world).pk
    assert Document.read(document.pk).full_number == "01/QĐ-UBND"


def test_the_next_year_begins_anew(world: World) -> None:
    take(signed(world), world)
    with clock.moved_to(clock.now() + timedelta(days=366)):
        row = take(signed(world), world)
    assert (row.number, RegisterBook.objects.count()) == (1, 2)


def test_minutes_have_a_series_of_their_own_whoever_keeps_the_register(external: World) -> None:
    assert take(signed(external, "jury_minutes"), external).book.mode == "own"


def test_a_number_of_the_agency_is_taken_as_it_is(external: World) -> None:
    today = clock.today()
    row = take(signed(external), external, GivenNumber(512, today))
    assert (row.full_number, row.taken_on, row.book.mode) == ("512/QĐ-UBND", today, "external")
    take(signed(external), external, GivenNumber(498, today))
    assert RegisterBook.objects.get().last_number == 512


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (None, "number"),
        (GivenNumber(0, date(2026, 1, 1)), "number"),
        (lambda: GivenNumber(5, clock.today() - timedelta(days=1)), "issued_on"),
        (lambda: GivenNumber(5, clock.today() + timedelta(days=1)), "issued_on"),
    ],
)
def test_what_the_register_cannot_have_said_is_refused(external: World, given: Any, field: str) -> None:
    document = signed(external)
    with pytest.raises(InputRefused) as refusal:
        take(document, external, given() if callable(given) else given)
    assert refusal.value.field == field
    assert not RegisterRow.objects.exists()
    assert Document.read(document.pk).number is None


def test_a_number_twice_names_the_paper_that_has_it(external: World) -> None:
    take(signed(external), external, GivenNumber(7, clock.today()))
    with pytest.raises(InputRefused, match="07/QĐ-UBND") as refusal:
        take(signed(external), external, GivenNumber(7, clock.today()))
    assert refusal.value.code == "number_used"


def test_another_number_for_a_numbered_paper_is_refused(external: World) -> None:
    document = signed(external)
    take(document, external, GivenNumber(7, clock.today()))
    assert take(document, external, GivenNumber(7, clock.today())).number == 7
    with pytest.raises(InputRefused) as refusal:
        take(document, external, GivenNumber(8, clock.today()))
    assert refusal.value.code == "has_number"


def test_sent_back_after_numbering_the_number_stays_as_void(world: World) -> None:
    document = signed(world, "decision")
    take(document, world)
    back = document_life.send_back_document(
        document=Document.read(document.pk), actor=world.actor("clerk"), reason="Sai tên tập thể"
    )
    row = RegisterRow.objects.get()
    assert (back.state, back.number, back.full_number, back.issued_on) == ("sent_back", None, "", None)
    assert (row.is_void, row.voided_reason, row.document_id) == (True, "Sai tên tập thể", document.pk)
    assert row.voided_by == world["clerk"]


def test_after_a_void_number_the_paper_takes_the_next(world: World) -> None:
    document = signed(world, "decision")
    take(document, world)
    document_life.send_back_document(
        document=Document.read(document.pk), actor=world.actor("clerk"), reason="Sai"
    )
    Document.objects.filter(pk=document.pk).update(
        state="signed", signed_at=clock.now(), signed_by=world["signatory"]
    )
    assert take(document, world).number == 2
    assert list(RegisterRow.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    with snapshot():
        check_results()


def test_a_number_is_made_void_only_with_a_reason(world: World) -> None:
    document = signed(world)
    take(document, world)
    with pytest.raises(TransitionRefused):
        numbering.void_number(document=document, actor=world.actor("clerk"), reason=" ")
    assert not RegisterRow.objects.get().is_void


def test_gaps_in_the_agencys_register_are_no_fault(external: World) -> None:
    take(signed(external), external, GivenNumber(512, clock.today()))
    with snapshot():
        check_results()
