"""Which papers follow from a decision, and that each is opened and issued once, by whom it may be."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import World, give, make_entry, make_user, set_round
from tests.workflows.output_world import decided, the_decision
from workflows.domain import documents, output_batches, outputs
from workflows.domain.actors import Actor
from workflows.domain.issuing import IssuedFile
from workflows.domain.outputs import Planned
from workflows.errors import Forbidden, TransitionRefused
from workflows.models import CaseEvent, Contest, Document, Entry, JobBatch
from workflows.models.paper_kinds import DocumentKind
from workflows.states import EntryState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return decided(single=1, group=True, without=2)


def names(world: World) -> list[tuple[str, str]]:
    return [(one.kind.value, one.name) for one in outputs.plan_outputs(the_decision(world))]


GROUP = ("certificate", "Trần Thị Đại Diện; Lê Văn Hai; Đỗ Thị Ba")
MEMBERS = [("certificate", name) for name in ("Trần Thị Đại Diện", "Lê Văn Hai", "Đỗ Thị Ba")]


@pytest.mark.parametrize(
    ("per", "of_the_group"), [("member", MEMBERS), ("group", [GROUP]), ("both", [GROUP, *MEMBERS])]
)
def test_a_group_gets_what_the_contest_says(
    world: World, per: str, of_the_group: list[tuple[str, str]]
) -> None:
    Contest.objects.update(certificate_per=per)
    assert names(world) == [("certificate", "Nguyễn Văn Giải 1"), *of_the_group]


def test_letters_wait_until_the_results_are_published(world: World) -> None:
    assert {kind for kind, _name in names(world)} == {"certificate"}
    set_round(world, "published")
    assert names(world)[-2:] == [
        ("thanks_letter", "Phạm Văn Cảm Ơn 1"),
        ("thanks_letter", "Phạm Văn Cảm Ơn 2"),
    ]


def test_a_revoked_award_has_no_certificate(world: World) -> None:
    Entry.objects.filter(authors__full_name="Đỗ Thị Ba").update(state=EntryState.REVOKED)
    assert names(world) == [("certificate", "Nguyễn Văn Giải 1")]


def test_a_collective_gets_one_in_its_own_name(world: World) -> None:
    Entry.objects.filter(authors__full_name="Đỗ Thị Ba").update(
        author_kind="collective", collective_name="Tổ Một cửa (hư cấu)"
    )
    assert names(world)[-1] == ("certificate", "Tổ Một cửa (hư cấu)")


@pytest.mark.parametrize("entries", [1, 3])
def test_the_plan_asks_as_often_for_many_as_for_one(
    world: World, entries: int, django_assert_num_queries: Any
) -> None:
    for _ in range(entries - 1):
        make_entry(world, "awarded")
        make_entry(world, "not_awarded")
    set_round(world, "published")
    decision = the_decision(world)
    with django_assert_num_queries(4):
        assert len(outputs.plan_outputs(decision)) == 7 + 2 * (entries - 1)
    with django_assert_num_queries(6):
        output_batches.making_of(decision)


def first(world: World) -> Planned:
    return outputs.plan_outputs(the_decision(world))[0]


def file_of(text: bytes = b"%PDF thu") -> IssuedFile:
    name = default_storage.save("documents/x.pdf", ContentFile(text))
    return IssuedFile(name=name, sha256="a" * 64, unsigned_sha256="a" * 64)


def issue(world: World, document: Document, name: str = "clerk") -> Document:
    decision = the_decision(world)
    assert decision.issued_on is not None
    return outputs.issue_output(
        document=document,
        decision=decision,
        actor=world.actor(name),
        file=file_of(),
        record={"form": "GIẤY KHEN"},
        day=decision.issued_on,
    )


def test_a_paper_is_opened_and_issued_once(world: World) -> None:
    planned = first(world)
    document = outputs.open_output(the_decision(world), planned)
    assert outputs.open_output(the_decision(world), planned) == document
    assert (document.state, document.author, document.subject) == (
        "draft",
        planned.author,
        "Nguyễn Văn Giải 1",
    )
    issued = issue(world, document)
    again = issue(world, document)
    assert (again.state, again.version, again.file.name) == ("issued", 1, issued.file.name)
    assert (again.issued_on, again.signed_by) == (the_decision(world).issued_on, world["signatory"])
    assert CaseEvent.objects.filter(case=document.case).count() == 1


@pytest.mark.parametrize("name", ["secretary", "signatory", "chair", "author", "administrator", "superuser"])
def test_nobody_but_the_clerk_issues(world: World, name: str) -> None:
    document = outputs.open_output(the_decision(world), first(world))
    with pytest.raises(Forbidden):
        issue(world, document, name)
    assert Document.objects.get(pk=document.pk).state == "draft"
    with pytest.raises(Forbidden, match=r"văn thư|records clerk"):
        output_batches.start_outputs(decision=the_decision(world), actor=world.actor(name))
    assert not JobBatch.objects.exists()


def test_the_clerk_of_another_contest_issues_nothing(world: World) -> None:
    other = decided(single=1, group=False)
    stranger = make_user("clerk")
    give(stranger, "clerk", contest=other.contest)
    with pytest.raises(Forbidden):
        output_batches.start_outputs(decision=the_decision(world), actor=Actor(stranger))


def test_a_paper_about_an_award_that_is_gone_is_not_issued(world: World) -> None:
    document = outputs.open_output(the_decision(world), first(world))
    Entry.objects.filter(pk=document.entry_id).update(state=EntryState.REVOKED)
    with pytest.raises(TransitionRefused) as refused:
        issue(world, Document.objects.get(pk=document.pk))
    assert refused.value.code == "entry_has_changed"
    assert Document.objects.get(pk=document.pk).state == "draft"


@pytest.mark.parametrize("state", ["draft", "signed", "replaced", "recalled"])
def test_only_a_decision_in_force_has_papers(world: World, state: str) -> None:
    decision = the_decision(world)
    Document.objects.filter(pk=decision.pk).update(state=state)
    with pytest.raises(TransitionRefused) as refused:
        the_decision(world)
    assert refused.value.code == "not_in_force"


def test_papers_of_the_decision_that_takes_anothers_place_replace_the_former_ones(world: World) -> None:
    planned = first(world)
    former = issue(world, outputs.open_output(the_decision(world), planned))
    old = the_decision(world)
    new = documents.open_document(
        contest=world.contest, kind=DocumentKind.DECISION, round_=world.round, amends=old
    )
    fields = ("number", "full_number", "issued_on", "issued_at", "signed_at", "signed_by", "file_sha256")
    given = {name: getattr(old, name) for name in fields}
    Document.objects.filter(pk=new.pk).update(state="issued", **given)
    Document.objects.filter(pk=old.pk).update(state="replaced")
    decision = outputs.decision_in_force(new.pk)
    again = outputs.plan_outputs(decision)[0]
    assert (again.entry, again.author) == (planned.entry, planned.author)
    opened = outputs.open_output(decision, again)
    assert opened.amends == former
    outputs.issue_output(
        document=opened,
        decision=decision,
        actor=world.actor("clerk"),
        file=file_of(),
        record={},
        day=former.issued_on,
    )
    assert Document.objects.get(pk=former.pk).state == "replaced"


def test_what_is_not_planned_is_not_found(world: World) -> None:
    decision, lost = the_decision(world), Entry.objects.filter(state=EntryState.NOT_AWARDED)[0]
    for kind in DocumentKind.CERTIFICATE, DocumentKind.THANKS_LETTER:
        with pytest.raises(TransitionRefused) as refused:
            outputs.find_planned(decision, kind, lost.pk, None)
        assert refused.value.code == "not_planned"
