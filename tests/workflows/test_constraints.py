"""The database refuses half-truths, also from a hand that walks past the state machine."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from tests.factories import World, make_batch, make_document, make_entry, make_user, make_world, set_round
from workflows import clock
from workflows.domain.actors import TIMER
from workflows.domain.transition import record
from workflows.models import (
    Assignment,
    Award,
    CaseEvent,
    Contest,
    Criterion,
    Document,
    Entry,
    EntryAuthor,
    ForwardingBatch,
    Invitation,
    Membership,
    Prescreening,
    RankingRow,
    RegisterBook,
    RegisterRow,
    Round,
    Score,
    Scoresheet,
    User,
)
from workflows.states import DocumentState, EntryState, RoundState
from workflows.verbs import Noun, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def refused(rows: models.QuerySet[Any], **fields: Any) -> None:
    """Check that the database refuses the update and that the row stays as it was."""
    before = list(rows.values())
    assert before
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**fields)
    assert list(rows.values()) == before


def refused_row(model: type[models.Model], **fields: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(**fields)


HALF_TRUE = [
    ("draft", "submitted"),
    ("draft", "returned"),
    ("draft", "pre_screened"),
    ("draft", "scored"),
    ("draft", "awarded"),
    ("draft", "withdrawn"),
    ("draft", "lapsed"),
    ("submitted", "scored"),
    ("submitted", "awarded"),
    ("submitted", "not_awarded"),
    ("submitted", "screened_out"),
    ("submitted", "withdrawn"),
    ("submitted", "disqualified"),
    ("submitted", "lapsed"),
    ("submitted", "revoked"),
    ("forwarded", "scored"),
    ("received", "scored"),
    ("received", "awarded"),
    ("scored", "awarded"),
    ("scored", "not_awarded"),
    ("scored", "revoked"),
    ("scored", "disqualified"),
    ("submitted", "nonsense"),
]


@pytest.mark.parametrize(("state", "target"), HALF_TRUE)
def test_an_entrys_state_needs_its_dates(world: World, state: str, target: str) -> None:
    entry = make_entry(world, state)
    refused(Entry.objects.filter(pk=entry.pk), state=target)


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ("submitted", "submitted_at"),
        ("submitted", "code"),
        ("forwarded", "batch"),
        ("received", "forwarded_at"),
        ("received", "judging_code"),
        ("scored", "scored_at"),
        ("scored", "received_at"),
        ("awarded", "decided_at"),
        ("withdrawn", "left_at"),
        ("disqualified", "left_at"),
        ("lapsed", "left_at"),
        ("screened_out", "left_at"),
    ],
)
def test_an_entrys_date_cannot_be_taken_away(world: World, state: str, field: str) -> None:
    entry = make_entry(world, state)
    refused(Entry.objects.filter(pk=entry.pk), **{field: None})


def test_codes_are_given_once(world: World) -> None:
    one, two = make_entry(world, "received"), make_entry(world, "received")
    refused(Entry.objects.filter(pk=two.pk), code=one.code)
    refused(Entry.objects.filter(pk=two.pk), judging_code=one.judging_code)


def test_one_representative(world: World) -> None:
    entry = make_entry(world, "submitted")
    refused_row(EntryAuthor, entry=entry, full_name="Người khác", is_representative=True)


def test_one_award_for_an_entry(world: World) -> None:
    entry = make_entry(world, "awarded")
    award = Award.objects.get(entry=entry)
    refused_row(Award, entry=entry, prize=award.prize, rank=2, money_vnd=1, decision=award.decision)


def test_ranks_and_prizes(world: World) -> None:
    one, two = make_entry(world, "scored"), make_entry(world, "scored")
    ranks = RankingRow.objects.filter(entry=two)
    refused(ranks, rank=RankingRow.objects.get(entry=one).rank)
    prize = world.contest.prizes.first()
    refused(ranks, rank=None, prize=prize)
    refused(ranks, passed=False, prize=prize)


@pytest.mark.parametrize("state", [s for s in RoundState if s != RoundState.RUNNING])
def test_a_round_is_closed_with_its_date(world: World, state: str) -> None:
    refused(Round.objects.filter(pk=world.round.pk), state=state)


def test_a_round_is_published_with_its_date(world: World) -> None:
    set_round(world, RoundState.DECIDED)
    rows = Round.objects.filter(pk=world.round.pk)
    refused(rows, state=RoundState.PUBLISHED)
    refused(rows, published_at=clock.now())
    refused(rows, state=RoundState.RUNNING)
    refused(rows, state="nonsense")


@pytest.mark.parametrize(
    ("state", "target"),
    [("confirmed", "forwarded"), ("collecting", "received"), ("forwarded", "received")],
)
def test_a_batch_needs_its_dates(world: World, state: str, target: str) -> None:
    batch = make_batch(world, state)
    refused(ForwardingBatch.objects.filter(pk=batch.pk), state=target)


def test_one_list_of_an_ordinal(world: World) -> None:
    batch = make_batch(world)
    refused_row(ForwardingBatch, contest=world.contest, unit=batch.unit, ordinal=batch.ordinal)


@pytest.mark.parametrize(
    ("state", "target"),
    [("draft", "signed"), ("signed", "issued"), ("draft", "issued"), ("draft", "published")],
)
def test_a_document_needs_signer_number_and_file(world: World, state: str, target: str) -> None:
    document = make_document(world, state)
    refused(Document.objects.filter(pk=document.pk), state=target)


@pytest.mark.parametrize("field", ["number", "issued_on", "issued_at", "signed_at", "signed_by"])
def test_an_issued_document_keeps_what_it_has(world: World, field: str) -> None:
    document = make_document(world, DocumentState.ISSUED)
    refused(Document.objects.filter(pk=document.pk), **{field: None})
    refused(Document.objects.filter(pk=document.pk), file_sha256="")


def test_one_decision_of_a_round(world: World) -> None:
    document = make_document(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_document(world)
    assert Document.objects.get().pk == document.pk


def test_a_number_once(world: World) -> None:
    one, two = make_document(world), make_document(world, kind="proposal")
    book = RegisterBook.objects.create(body=world.contest.organizer, type_symbol="QĐ", year=2024)
    fields = {
        "book": book,
        "full_number": "01/QĐ",
        "taken_on": clock.today(),
        "taken_at": clock.now(),
        "taken_by": world["clerk"],
    }
    RegisterRow.objects.create(number=1, document=one, **fields)
    refused_row(RegisterRow, number=1, document=two, **fields)
    refused_row(RegisterRow, number=2, document=one, **fields)


def test_scores_stay_on_their_scale(world: World) -> None:
    entry = make_entry(world, "received")
    sheet = Scoresheet.objects.filter(assignment__entry=entry)[0]
    criterion = Criterion.objects.first()
    refused_row(Score, sheet=sheet, criterion=criterion, points=Decimal("-0.5"))
    Score.objects.create(sheet=sheet, criterion=criterion, points=1)
    refused_row(Score, sheet=sheet, criterion=criterion, points=2)
    refused(Scoresheet.objects.filter(pk=sheet.pk), submitted_at=clock.now())


def test_a_judge_gets_an_entry_once(world: World) -> None:
    entry = make_entry(world, "received")
    refused_row(Assignment, entry=entry, judge=world.judges[0], assigned_at=clock.now())


def test_one_current_proposal(world: World) -> None:
    entry = make_entry(world, "pre_screened")
    refused_row(
        Prescreening,
        entry=entry,
        officer=world["unit_officer"],
        verdict="fail",
        decided_at=clock.now(),
    )


def test_a_contests_rules(world: World) -> None:
    contest = Contest.objects.filter(pk=world.contest.pk)
    refused(contest, pass_mean=101)
    refused(contest, pass_mean=-1)
    refused(contest, min_sheets=0)
    criterion = Criterion.objects.filter(contest=world.contest, code="A")
    refused(criterion, step=0)
    refused(criterion, min_points=61)


@pytest.mark.parametrize("role", ["chair", "unit_head", "author"])
def test_a_role_has_one_scope(world: World, role: str) -> None:
    person = make_user()
    refused_row(Membership, user=person, role=role)
    refused_row(Membership, user=person, role=role, unit=world.units[0], contest=world.contest)


@pytest.mark.parametrize("scope", ["unit", "contest"])
def test_an_administrator_of_a_part_is_none(world: World, scope: str) -> None:
    where = {"unit": world.units[0]} if scope == "unit" else {"contest": world.contest}
    refused_row(Membership, user=make_user(), role="administrator", **where)
    refused(Membership.objects.filter(user=world["administrator"]), **where)
    link = {"token_digest": "0" * 64, "expires_at": clock.now()}
    refused_row(Invitation, role="administrator", **link, **where)


def test_a_role_begins_before_it_ends_and_nobody_stands_in_for_themselves(world: World) -> None:
    mine = Membership.objects.filter(user=world["chair"])
    refused(mine, valid_from=clock.today(), valid_to=clock.today() - timedelta(days=1))
    refused(mine, stand_in_for=world["chair"])


def test_a_role_is_given_once(world: World) -> None:
    refused_row(Membership, user=world["chair"], role="chair", contest=world.contest)


def test_an_event_has_one_place(world: World) -> None:

    entry = make_entry(world, "submitted")
    record(Verb.REMIND, Noun.ENTRY, case_id=entry.case_id, subject_id=entry.pk, actor=TIMER)
    event = CaseEvent.objects.get(case_id=entry.case_id)
    rows = CaseEvent.objects.filter(pk=event.pk)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(verb="submit")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)
    again = {f.attname: getattr(event, f.attname) for f in event._meta.fields if not f.primary_key}
    refused_row(CaseEvent, **again)


def test_people_in_a_record_stay(world: World) -> None:
    with pytest.raises(models.ProtectedError):
        world["author"].delete()
    with pytest.raises(models.ProtectedError):
        User.objects.filter(memberships__isnull=False).delete()


def test_what_is_in_a_record_stays(world: World) -> None:
    entry = make_entry(world, "awarded")
    for kept in (entry.unit, entry.case, entry.contest, world.judges[0], Award.objects.get().decision):
        with pytest.raises(models.ProtectedError):
            kept.delete()


def test_a_unit_ends_after_it_begins(world: World) -> None:
    units = type(world.units[0]).objects.filter(pk=world.units[0].pk)
    refused(units, valid_from=clock.today(), valid_to=clock.today() - timedelta(days=1))


def test_every_constraint_of_the_entry_is_met_by_the_builders(world: World) -> None:
    for state in EntryState:
        entry = make_entry(world, state)
        entry.full_clean(exclude=["state"])
