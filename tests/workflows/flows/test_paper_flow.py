"""Papers that are opened by hand: who may, what they bring about, and where they are sent back to."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reports import papers
from reports.docx import engine as word
from tests.acting import JUDGES, Acting
from tests.factories import World, make_world
from workflows import clock
from workflows.domain import document_life
from workflows.domain.audit import verify
from workflows.errors import Incomplete, InputRefused, TransitionRefused
from workflows.flows import papers as opening
from workflows.models import Contest, Document, Entry, RegisterRow
from workflows.models.paper_kinds import DocumentKind as K
from workflows.states import DocumentState, EntryState

pytestmark = pytest.mark.django_db

POINTS = {"A": Decimal(50), "B": Decimal(40)}


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.KEYS_DIR = tmp_path / "keys"
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    """A contest whose only entry has won, its results published."""
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry, POINTS)
    play.settle_other_lists()
    play.decided()
    return play


def decision(world: World) -> Document:
    return Document.objects.get(kind=K.DECISION, amends=None, contest=world.contest)


def fill(document: Document, actor: Any) -> Document:
    """Write something where the standard wording leaves a blank."""
    record = papers.renewed_record(document)
    filled = {name: _without_blanks(value) for name, value in record.items()}
    return document_life.save_draft_document(document=document, actor=actor, record=filled)


def _without_blanks(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub("…", "nội dung đúng", value)
    return [_without_blanks(item) for item in value] if isinstance(value, list) else value


def through(play: Acting, document: Document, *desks: tuple[str, str]) -> Document:
    fill(document, play.world.actor(desks[0][0]))
    for name, step in desks:
        play.do(name, step)
    return Document.read(document.pk)


BY_DECISION = (
    ("standing_head", "prepare_paper"),
    ("signatory", "sign_paper"),
    ("clerk", "issue_paper"),
)


@pytest.mark.parametrize(
    ("kind", "state", "number"),
    [
        (K.CORRECTION, DocumentState.CORRECTED, "01/UBND-"),
        (K.RECALL, DocumentState.RECALLED, "02/QĐ-UBND"),
        (K.DECISION, DocumentState.REPLACED, "02/QĐ-UBND"),
    ],
)
def test_a_further_paper_changes_what_it_is_about(
    play: Acting, world: World, kind: K, state: DocumentState, number: str
) -> None:
    about, before = decision(world), decision(world).file_sha256
    paper = opening.open_further(about=about, kind=kind, actor=world.actor("standing_head"))
    assert decision(world).state == DocumentState.PUBLISHED
    issued = through(play, paper, *BY_DECISION)
    assert issued.state == DocumentState.ISSUED
    assert issued.full_number.startswith(number)
    assert decision(world).state == state
    assert decision(world).file_sha256 == before
    assert Entry.objects.get().state == EntryState.AWARDED
    assert not [step for step in play.steps() if step.endswith("paper")]
    verify()


def test_a_replacement_names_the_decision_whose_place_it_takes(play: Acting, world: World) -> None:
    paper = opening.open_further(about=decision(world), kind=K.DECISION, actor=world.actor("standing_head"))
    articles = papers.fresh_record(paper)["articles"]
    assert "thay thế Quyết định số 01/QĐ-UBND" in " ".join(articles[-1])


def test_the_decision_cites_the_minutes_by_their_number(play: Acting, world: World) -> None:
    bases = " ".join(decision(world).record["bases"])
    minutes = Document.objects.get(kind=K.MINUTES)
    assert f" số {minutes.full_number} " in bases


def test_an_award_is_revoked_by_the_issuing_of_its_decision(play: Acting, world: World) -> None:
    entry = Entry.objects.get()
    paper = opening.open_revocation(entry=entry, ground="a", actor=world.actor("standing_head"))
    for name, step in BY_DECISION[:2]:
        if step == "prepare_paper":
            fill(paper, world.actor(name))
        play.do(name, step)
        assert Entry.objects.get().state == EntryState.AWARDED
    play.do(*BY_DECISION[2])
    revoked = Entry.objects.get()
    assert (revoked.state, revoked.reason_code) == (EntryState.REVOKED, "a")
    assert decision(world).state == DocumentState.PUBLISHED
    verify()


def test_a_paper_with_a_blank_is_not_submitted(play: Acting, world: World) -> None:
    opening.open_further(about=decision(world), kind=K.CORRECTION, actor=world.actor("standing_head"))
    with pytest.raises(Incomplete):
        play.do("standing_head", "prepare_paper")
    assert Document.objects.get(kind=K.CORRECTION).state == DocumentState.DRAFT


def test_the_clerk_sends_back_and_the_number_stays_void(play: Acting, world: World) -> None:
    paper = opening.open_further(about=decision(world), kind=K.RECALL, actor=world.actor("standing_head"))
    through(play, paper, *BY_DECISION[:2])
    play.do("clerk", "issue_paper", send_back=True, reason="Sai trích yếu")
    assert Document.read(paper.pk).state == DocumentState.SENT_BACK
    for name, step in BY_DECISION:
        play.do(name, step)
    assert decision(world).state == DocumentState.RECALLED
    assert not RegisterRow.objects.filter(voided_at__isnull=False).exists()  # no number had been taken


def test_a_paper_is_opened_once(play: Acting, world: World) -> None:
    head = world.actor("standing_head")
    first = opening.open_further(about=decision(world), kind=K.RECALL, actor=head)
    assert opening.open_further(about=decision(world), kind=K.RECALL, actor=head).pk == first.pk
    assert play.steps() == ["prepare_paper"]


@pytest.mark.parametrize("name", ["chair", "signatory", "clerk", "author", "unit_head", "accountant"])
def test_only_the_drafter_opens_a_further_paper(play: Acting, world: World, name: str) -> None:
    with pytest.raises(TransitionRefused):
        opening.open_further(about=decision(world), kind=K.RECALL, actor=world.actor(name))
    assert not Document.objects.filter(kind=K.RECALL).exists()


def test_what_is_no_longer_in_force_cannot_be_recalled_again(play: Acting, world: World) -> None:
    head = world.actor("standing_head")
    paper = opening.open_further(about=decision(world), kind=K.RECALL, actor=head)
    through(play, paper, *BY_DECISION)
    with pytest.raises(TransitionRefused):
        opening.open_further(about=decision(world), kind=K.CORRECTION, actor=head)


def test_an_award_is_revoked_on_a_legal_ground_only(play: Acting, world: World) -> None:
    with pytest.raises(InputRefused):
        opening.open_revocation(entry=Entry.objects.get(), ground="e", actor=world.actor("standing_head"))


def test_the_notice_and_the_report(play: Acting, world: World) -> None:
    secretary = world.actor("secretary")
    notice = opening.open_paper(contest=world.contest, kind=K.NOTICE, actor=secretary)
    issued = through(
        play, notice, ("secretary", "prepare_paper"), ("chair", "sign_paper"), ("clerk", "issue_paper")
    )
    assert issued.state == DocumentState.ISSUED
    report = opening.open_paper(contest=world.contest, kind=K.REPORT, actor=secretary)
    issued = through(
        play,
        report,
        ("secretary", "prepare_paper"),
        ("standing_head", "sign_paper"),
        ("clerk", "issue_paper"),
    )
    assert issued.full_number.startswith("01/BC-")


@pytest.mark.parametrize("kind", [K.SCREENING_MINUTES, K.FORWARDING_LETTER])
def test_a_units_papers_are_signed_and_issued_by_its_head(play: Acting, world: World, kind: K) -> None:
    unit = world.units[0]
    paper = opening.open_paper(contest=world.contest, kind=kind, actor=world.actor("unit_officer"), unit=unit)
    fill(paper, world.actor("unit_officer"))
    play.do("unit_officer", "prepare_paper")
    play.do("unit_head", "sign_paper")
    issued = Document.read(paper.pk)
    assert (issued.state, issued.body, issued.signed_by) == ("issued", unit, world["unit_head"])


def test_a_units_papers_wait_for_its_list(world: World) -> None:
    with pytest.raises(TransitionRefused):
        opening.open_paper(
            contest=world.contest,
            kind=K.FORWARDING_LETTER,
            actor=world.actor("unit_officer"),
            unit=world.units[0],
        )


def test_with_the_agencys_register_and_ink(world: World) -> None:
    Contest.objects.filter(pk=world.contest.pk).update(register_mode="external", signing_mode="ink")
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry, POINTS)
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    play.do("chair", "approve_results")
    play.fill_minutes()
    play.do("secretary", "prepare_paper")
    scanned = scan_of(b"%PDF-1.7 minutes")
    play.do("chair", "sign_paper", scan=scanned())
    given = {"number": 41, "issued_on": clock.today()}
    play.do("standing_head", "submit_for_signature", scan=scanned(), **given)
    play.do("signatory", "sign")
    play.do("clerk", "issue", scan=scanned(), number=512, issued_on=clock.today())
    issued = decision(world)
    assert (issued.full_number, issued.signing_mode) == ("512/QĐ-UBND", "ink")
    assert issued.scan_sha256
    with issued.scan.open() as kept:
        assert kept.read() == b"%PDF-1.7 minutes"
    assert issued.file_sha256 != issued.scan_sha256
    verify()


def scan_of(content: bytes) -> Callable[[], Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return lambda: SimpleUploadedFile("ban-quet.pdf", content, "application/pdf")


def test_a_decision_that_no_longer_says_what_was_approved_is_not_signed(world: World) -> None:
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry, POINTS)
    play.settle_other_lists()
    play.decided(until="submit_for_signature")
    entry.authors.update(full_name="Tên Khác")
    with pytest.raises(Incomplete, match=entry.title):
        play.do("signatory", "sign")
    play.do("signatory", "sign", send_back=True, reason="Tên đã sửa")
    play.do("standing_head", "submit_for_signature")
    play.do("signatory", "sign")
    assert "Tên Khác" in str(decision(world).record)


def test_every_paper_has_a_word_file(play: Acting, world: World) -> None:
    for document in Document.objects.filter(issued_at__isnull=False):
        kind, record = papers.printable(document)
        assert word.write(kind, record).startswith(b"PK")


def test_one_paper_is_signed_by_hand_among_others(play: Acting, world: World) -> None:
    head = world.actor("standing_head")
    paper = opening.open_further(about=decision(world), kind=K.RECALL, actor=head)
    document_life.choose_signing_mode(document=paper, actor=head, mode="ink")
    through(play, paper, *BY_DECISION[:2])
    with pytest.raises(InputRefused):
        document_life.choose_signing_mode(document=paper, actor=head, mode="wax")
    play.do("clerk", "issue_paper", scan=scan_of(b"%PDF-1.7 signed")())
    issued = Document.read(paper.pk)
    assert (issued.signing_mode, decision(world).signing_mode) == ("ink", "digital")
    assert issued.scan_sha256


def test_how_a_paper_is_signed_is_settled_once_it_is_submitted(play: Acting, world: World) -> None:
    head = world.actor("standing_head")
    paper = opening.open_further(about=decision(world), kind=K.RECALL, actor=head)
    through(play, paper, BY_DECISION[0])
    with pytest.raises(TransitionRefused):
        document_life.choose_signing_mode(document=paper, actor=head, mode="ink")
    assert Document.read(paper.pk).signing_mode == "digital"


def test_a_decision_corrected_before_the_results_are_published_becomes_public_as_corrected(
    world: World,
) -> None:
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry, POINTS)
    play.settle_other_lists()
    play.decided(until="issue")
    head = world.actor("standing_head")
    through(play, opening.open_further(about=decision(world), kind=K.CORRECTION, actor=head), *BY_DECISION)
    play.do("secretary", "publish_results")
    corrected = decision(world)
    assert corrected.state == DocumentState.CORRECTED
    assert corrected.published_at is not None
    verify()
