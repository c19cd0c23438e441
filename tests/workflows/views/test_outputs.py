"""The pages of a decision's papers: who sees them, what they show, the button, the files, the author's own."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from openpyxl import load_workbook

from tests.factories import World, give, make_user, set_round
from tests.workflows.output_world import decided, the_decision
from workflows import clock
from workflows.domain import output_batches, outputs
from workflows.domain.issuing import IssuedFile
from workflows.models import Document, Entry, Job, JobBatch, Notice
from workflows.models.job import JobState

DESKS = ("clerk", "secretary", "standing_head", "signatory")


@pytest.fixture
def world(db: None) -> World:
    return decided(single=2, group=True, without=1)


def page_of(world: World, rest: str = "") -> str:
    return f"/documents/{the_decision(world).pk}/outputs/{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def issue_all(world: World) -> None:
    """Issue what is planned, with a small file each; laying pages out is tested elsewhere."""
    decision = the_decision(world)
    assert decision.issued_on is not None
    for planned in outputs.plan_outputs(decision):
        name = default_storage.save(f"documents/{planned.key}.pdf", ContentFile(b"%PDF-1.7 thu"))
        outputs.issue_output(
            document=outputs.open_output(decision, planned),
            decision=decision,
            actor=world.actor("clerk"),
            file=IssuedFile(name=name, sha256="a" * 64, unsigned_sha256="a" * 64),
            record={"form": "GIẤY KHEN"},
            day=decision.issued_on,
        )


def gathered(world: World, what: str, body: bytes = b"%PDF gathered", **result: Any) -> Job:
    """Write the end of a bundle's job as the worker would."""
    batch = output_batches.start_outputs(decision=the_decision(world), actor=world.actor("clerk"))
    job = batch.jobs.get(key=f"{batch.key}:{what}")
    name = default_storage.save(f"bundles/{what}", ContentFile(body))
    making = output_batches.making_of(the_decision(world))
    known = {"name": name, "sha256": "b" * 64, "documents": len(making.made), "missing": []}
    job.state, job.finished_at = JobState.DONE, clock.machine_now()
    job.result = {**known, "content": making.content, **result}
    job.save()
    return job


# --- who --------------------------------------------------------------------------------------
def test_the_pages_are_those_of_the_desks_of_the_contest(login: Any, world: World) -> None:
    gathered(world, "print")
    outsider = make_user("clerk_elsewhere")
    give(outsider, "clerk", contest=decided(single=1, group=False).contest)
    world.people["clerk_elsewhere"] = outsider
    for name in world.people:
        expected = 200 if name in DESKS else 404
        for rest in ("", "export/", "files/print/"):
            answer = login(name).get(page_of(world, rest))
            assert answer.status_code == expected, (name, rest)
            b"".join(answer)  # a stream that nobody reads stays open
    assert Client().get(page_of(world))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["secretary", "standing_head", "signatory"])
def test_who_is_no_clerk_sees_no_button_and_starts_nothing(login: Any, world: World, name: str) -> None:
    assert "Make certificates" not in text(login(name), page_of(world))
    answer = login(name).post(page_of(world, "make/"))
    assert answer.status_code == 403
    assert "records clerk" in answer.content.decode()
    assert not JobBatch.objects.exists()


def test_a_decision_that_is_not_issued_has_no_such_page(login: Any, world: World) -> None:
    decision = the_decision(world)
    Document.objects.filter(pk=decision.pk).update(state="signed")
    assert login("clerk").get(f"/documents/{decision.pk}/outputs/").status_code == 404
    assert login("clerk").get(f"/documents/{decision.pk + 1000}/outputs/").status_code == 404


# --- the button -------------------------------------------------------------------------------
@pytest.mark.parametrize("where", ["document", "contest", "outputs"])
def test_the_clerk_is_told_how_many_there_will_be(login: Any, world: World, where: str) -> None:
    addresses = {
        "document": f"/documents/{the_decision(world).pk}/",
        "contest": f"/contests/{world.contest.slug}/",
        "outputs": page_of(world),
    }
    shown = text(login("clerk"), addresses[where])
    assert "6 certificates, 0 letters of thanks; 6 are still to be made." in shown
    assert "Letters come after the results are published." in shown
    assert 'data-confirm="6 documents will be made and issued' in shown
    set_round(world, "published")
    assert "6 certificates, 1 letter of thanks; 7 are still to be made." in text(
        login("clerk"), addresses[where]
    )
    assert "still to be made" not in text(login("author"), addresses["contest"])


def test_the_button_starts_one_batch_and_leads_to_its_progress(login: Any, world: World) -> None:
    client = login("clerk")
    answer = client.post(page_of(world, "make/"))
    batch = JobBatch.objects.get()
    assert answer["Location"] == f"/operations/batches/{batch.pk}/"
    assert client.post(page_of(world, "make/"))["Location"] == answer["Location"]
    assert (batch.contest, batch.created_by, batch.jobs.count()) == (world.contest, world["clerk"], 8)
    assert "The documents are being made." in text(client, page_of(world))
    assert 'id="batch-bar"' in text(login("secretary"), answer["Location"])


def test_a_recalled_decision_makes_nothing_and_says_so(login: Any, world: World) -> None:
    decision = the_decision(world)
    Document.objects.filter(pk=decision.pk).update(state="recalled")
    answer = login("clerk").post(f"/documents/{decision.pk}/outputs/make/")
    assert answer.status_code == 409
    assert "This decision is “Recalled”" in answer.content.decode()
    shown = text(login("secretary"), f"/documents/{decision.pk}/outputs/")
    assert "still to be made" not in shown


def test_where_no_award_stands_there_is_nothing_to_make(login: Any, world: World) -> None:
    Entry.objects.filter(state="awarded").update(state="revoked")
    assert "There is nothing to make" in text(login("clerk"), page_of(world))
    assert login("clerk").post(page_of(world, "make/")).status_code == 409
    assert login("clerk").get(page_of(world, "sample/")).status_code == 404


def test_the_sample_is_a_certificate_with_a_watermark_and_leaves_nothing(login: Any, world: World) -> None:
    answer = login("clerk").get(page_of(world, "sample/"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert not Document.objects.filter(key__isnull=False).exists()


# --- the list ---------------------------------------------------------------------------------
def test_the_list_is_empty_until_something_is_made(login: Any, world: World) -> None:
    assert "No certificates or letters yet" in text(login("clerk"), page_of(world))


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?q=do+thi+ba", ["Đỗ Thị Ba"], ["Nguyễn Văn Giải 1"]),
        ("?q=ĐỖ", ["Đỗ Thị Ba"], ["Nguyễn Văn Giải 1"]),
        ("?kind=thanks_letter", ["Phạm Văn Cảm Ơn 1"], ["Đỗ Thị Ba"]),
        ("?state=recalled", ["Nguyễn Văn Giải 2"], ["Đỗ Thị Ba", "Phạm Văn Cảm Ơn 1"]),
        ("?q=khong+co+ai", ["Nothing fits the filter"], ["Đỗ Thị Ba"]),
        ("?kind=rubbish&state=rubbish", ["Đỗ Thị Ba", "Phạm Văn Cảm Ơn 1"], []),
    ],
)
def test_the_list_is_filtered_and_searched_without_accents(
    login: Any, world: World, query: str, shown: list[str], hidden: list[str]
) -> None:
    set_round(world, "published")
    issue_all(world)
    Document.objects.filter(subject="Nguyễn Văn Giải 2").update(state="recalled")
    listed = text(login("clerk"), page_of(world) + query).partition('id="list"')[2]
    assert all(word in listed for word in shown)
    assert not any(word in listed for word in hidden)
    book = load_workbook(io.BytesIO(login("clerk").get(page_of(world, "export/") + query).content))
    names = " ".join(str(row[1]) for row in book.active.iter_rows(min_row=2, values_only=True))
    assert not any(word in names for word in hidden)


def test_the_export_has_what_the_list_has(login: Any, world: World) -> None:
    issue_all(world)
    answer = login("secretary").get(page_of(world, "export/"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 1 + 6
    assert rows[1][:2] == ("Certificate", "Nguyễn Văn Giải 1")
    assert rows[1][4:6] == ("Giải Nhất", "Issued")


@pytest.mark.parametrize("single", [1, 30])
def test_the_page_asks_as_often_for_many_as_for_one(
    login: Any, single: int, db: None, django_assert_num_queries: Any
) -> None:
    world = decided(single=single, group=False)
    issue_all(world)
    client = Client()
    client.force_login(world["clerk"])
    address = page_of(world)
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
    with django_assert_num_queries(13):
        client.get(address + "?q=giai")


# --- the files --------------------------------------------------------------------------------
def test_the_newest_files_are_given_and_say_what_they_lack(login: Any, world: World) -> None:
    client = login("secretary")
    for what in output_batches.BUNDLES:
        assert client.get(page_of(world, f"files/{what}/")).status_code == 404
    key = outputs.plan_outputs(the_decision(world))[0].key
    gathered(world, "print", missing=[key])
    answer = client.get(page_of(world, "files/print/"))
    assert b"".join(answer.streaming_content) == b"%PDF gathered"
    assert answer["Cache-Control"] == "private, no-store"
    assert "07-QD" in answer["Content-Disposition"] or "07-qd" in answer["Content-Disposition"]
    shown = text(client, page_of(world))
    assert "1 is missing: Nguyễn Văn Giải 1" in shown
    assert "make the file anew" not in shown
    issue_all(world)
    assert "make the file anew" in text(client, page_of(world))
    assert client.get(page_of(world, "files/rubbish/")).status_code == 404


# --- the author -------------------------------------------------------------------------------
def test_an_author_finds_the_own_certificate_once_the_results_are_out(login: Any, world: World) -> None:
    issue_all(world)
    paper = Document.objects.get(subject="Nguyễn Văn Giải 1")
    entry_page, file = f"/entries/{paper.entry_id}/", f"/documents/{paper.pk}/file/"
    author = login("author")
    assert "Nguyễn Văn Giải 1 (PDF)" not in text(author, entry_page)
    assert author.get(file).status_code == 404
    assert author.get(f"/documents/{paper.pk}/").status_code == 404
    set_round(world, "published")
    assert f'href="{file}"' in text(author, entry_page)
    answer = author.get(file)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 thu"
    assert "giay-khen" in answer["Content-Disposition"] or "certificate" in answer["Content-Disposition"]
    assert "Nguyễn Văn Giải 1" in text(author, f"/documents/{paper.pk}/")
    for name in ("author_b", "author_2", "judge", "unit_officer", "stranger", "accountant"):
        assert login(name).get(file).status_code == 404, name
    assert Client().get(file).status_code == 404


def test_a_letter_is_the_authors_and_stands_on_the_page_of_the_entry(login: Any, world: World) -> None:
    set_round(world, "published")
    issue_all(world)
    letter = Document.objects.get(kind="thanks_letter")
    assert f'href="/documents/{letter.pk}/file/"' in text(login("author"), f"/entries/{letter.entry_id}/")


def test_certificates_stand_with_their_decision_and_not_among_the_papers(login: Any, world: World) -> None:
    issue_all(world)
    for name in ("clerk", "secretary", "chair"):
        listed = text(login(name), "/documents/")
        assert "Nguyễn Văn Giải 1" not in listed
        assert "07/QĐ-UBND" in listed
    set_round(world, "published")
    assert "Nguyễn Văn Giải 1" in text(login("author"), "/documents/")


def test_nothing_tells_an_author_before(login: Any, world: World) -> None:
    issue_all(world)
    for address in ("/documents/", "/entries/", f"/contests/{world.contest.slug}/"):
        shown = text(login("author"), address)
        assert "Certificate" not in shown, address
    assert not Notice.objects.exists()
