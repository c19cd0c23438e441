"""All papers of a decision as one batch: each once, whatever is repeated, and one that fails fails alone."""

import csv
import hashlib
import io
import zipfile
from typing import Any

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import World, set_round
from tests.workflows.output_world import decided, made, run_all, start, the_decision
from workflows.domain import jobs, output_batches, outputs
from workflows.domain.jobs import running
from workflows.flows.memberships import end_membership
from workflows.models import CaseEvent, Document, Entry, EntryAuthor, Job, Membership
from workflows.states import EntryState
from workflows.steps.output_jobs import make_output
from workflows.steps.storing import store

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.JOBS = {"backoff": 0.01, "backoff_cap": 0.02}


@pytest.fixture
def world() -> World:
    """Three single awards, a group of three (four sheets), five without a prize: twelve papers."""
    world = decided(single=3, group=True, without=5)
    set_round(world, "published")
    return world


def bundle(world: World, what: str) -> tuple[dict[str, Any], bytes]:
    known = output_batches.bundles_of(the_decision(world))[what]
    with default_storage.open(known["name"]) as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == known["sha256"]
    return known, content


def listed(content: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("danh-sach.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words(job: Job) -> tuple[str, str]:
    return job.state, job.error


def test_a_batch_makes_every_paper_and_the_files_that_gather_them(world: World) -> None:
    batch = run_all(start(world))
    assert {words(job) for job in batch.jobs.all()} == {("done", "")}
    assert batch.jobs.count() == 12 + 2
    papers = Document.objects.filter(contest=world.contest, key__isnull=False)
    assert sorted(papers.values_list("kind", flat=True)) == ["certificate"] * 7 + ["thanks_letter"] * 5
    for paper in papers.select_related("signed_by"):
        with paper.file.open("rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == paper.file_sha256
        assert (paper.state, paper.number, paper.full_number) == ("issued", None, "")
        assert paper.signed_by == world["signatory"]
        event = CaseEvent.objects.get(case_id=paper.case_id)
        assert (event.verb, event.role, event.actor) == ("issue", "clerk", world["clerk"])
        assert paper.file_sha256 in event.data


def test_every_paper_shows_where_it_can_be_verified_and_is_known_there(
    world: World, settings: Any, client: Any
) -> None:
    settings.PUBLIC_URL = "https://thi.example.vn"
    run_all(start(world))
    papers = Document.objects.filter(contest=world.contest, key__isnull=False).select_related("entry")
    assert papers.count() == 12
    for paper in papers:
        with paper.file.open("rb") as file, pypdfium2.PdfDocument(file.read()) as pdf:
            printed = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
        assert f"https://thi.example.vn/verify/{paper.verify_code}/" in printed
        page = client.get(f"/verify/{paper.verify_code}/").content.decode()
        names = [author.full_name for author in paper.entry.authors.all()]
        is_certificate = paper.kind == "certificate"
        assert (the_decision(world).full_number in page) is is_certificate
        assert any(name in page for name in names) is is_certificate
        assert paper.author is None or not is_certificate or paper.author.full_name in page


def test_the_print_file_has_every_sheet_in_order(world: World) -> None:
    run_all(start(world))
    known, content = bundle(world, "print")
    assert (known["documents"], known["missing"]) == (12, [])
    with pypdfium2.PdfDocument(content) as whole:
        texts = [page.get_textpage().get_text_bounded() for page in whole]
    plan = outputs.plan_outputs(the_decision(world))
    assert len(texts) == len(plan) == 12
    assert "07/QĐ-UBND" in texts[0]
    for planned, text in zip(plan, texts, strict=True):
        assert planned.name.split("; ")[0] in " ".join(text.split())


def test_the_zip_holds_what_its_list_says(world: World) -> None:
    run_all(start(world))
    _known, content = bundle(world, "zip")
    rows = listed(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for row in rows:
            assert hashlib.sha256(archive.read(row["Tệp"])).hexdigest() == row["SHA-256"]
    assert sorted(names) == sorted({"danh-sach.csv", *(row["Tệp"] for row in rows)})
    assert all(name.isascii() for name in names)
    assert rows[0]["Tệp"] == "000-quyet-dinh-kem-phu-luc-07-qd-ubnd.pdf"
    assert rows[1] | {"SHA-256": "", "Bài dự thi": ""} == {
        "STT": "1",
        "Loại giấy tờ": "Giấy khen",
        "Số": "07/QĐ-UBND",
        "Người nhận": "Nguyễn Văn Giải 1",
        "Đơn vị": world.units[0].name,
        "Giải": "Giải Nhất",
        "Bài dự thi": "",
        "Tệp": "001-giay-khen-nguyen-van-giai-1.pdf",
        "SHA-256": "",
        "Ghi chú": "",
    }
    assert rows[-1]["Tệp"] == "012-thu-cam-on-pham-van-cam-on-5.pdf"


def test_every_job_run_twice_changes_nothing(world: World) -> None:
    batch = run_all(start(world))
    before, events = made(world), CaseEvent.objects.count()
    bundles = output_batches.bundles_of(the_decision(world))
    for job in batch.jobs.all():
        assert make_output(job.payload, lambda: None) == job.result
    assert made(world) == before
    assert CaseEvent.objects.count() == events
    assert Document.objects.filter(key__isnull=False).count() == 12
    again = run_all(start(world))
    assert again.pk != batch.pk
    assert again.jobs.count() == 2  # nothing but the two files
    later = output_batches.bundles_of(the_decision(world))
    assert {what: row["sha256"] for what, row in later.items()} == {
        what: row["sha256"] for what, row in bundles.items()
    }


def test_a_second_click_finds_the_batch_that_is_under_way(world: World) -> None:
    assert start(world) == start(world)
    assert Job.objects.count() == 14


def test_one_that_cannot_be_printed_fails_alone_and_is_made_later(world: World) -> None:
    EntryAuthor.objects.filter(full_name="Lê Văn Hai").update(full_name="Lê Văn 😀")
    batch = run_all(start(world))
    failed = batch.jobs.filter(state="failed")
    # the sheet of the group names its members: it cannot be printed either
    assert failed.count() == 2
    assert all("U+1F600" in job.error for job in failed)
    assert len(made(world)) == 10
    for what in output_batches.BUNDLES:
        known, content = bundle(world, what)
        assert (known["documents"], len(known["missing"])) == (10, 2)
    gaps = [row for row in listed(content) if row["Ghi chú"] == "Chưa có"]
    assert [row["Tệp"] for row in gaps] == ["", ""]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = archive.read("CON-THIEU.txt").decode()
    assert "còn thiếu 2" in told
    assert "Lê Văn 😀" in told

    EntryAuthor.objects.filter(full_name="Lê Văn 😀").update(full_name="Lê Văn Hai")
    for job in failed:
        jobs.retry_job(job, by=world["clerk"])
    run_all(batch)
    assert len(made(world)) == 12
    assert output_batches.bundles_of(the_decision(world))["zip"]["content"] != _content(world)
    run_all(start(world))
    known, _content_of_zip = bundle(world, "zip")
    assert (known["documents"], known["missing"], known["content"]) == (12, [], _content(world))


def _content(world: World) -> str:
    return output_batches.making_of(the_decision(world)).content


def test_a_bundle_waits_for_the_papers_of_its_batch(world: World) -> None:
    batch = start(world)
    closing = batch.jobs.get(key=f"{batch.key}:print")
    assert running.run(closing.pk, worker="tasks-test-9")
    closing.refresh_from_db()
    assert closing.state == "queued"
    assert "12" in closing.error
    assert (closing.attempts, closing.max_attempts) == (1, 6)
    assert {job.state for job in run_all(batch).jobs.all()} == {"done"}


def test_a_clerk_who_no_longer_is_one_makes_nothing(world: World) -> None:
    batch = start(world)
    role = Membership.objects.get(user=world["clerk"], role="clerk")
    end_membership(membership=role, actor=world.actor("administrator"))
    run_all(batch)
    assert made(world) == {}
    assert {job.state for job in batch.jobs.all()} == {"failed"}
    assert all(str(world["clerk"]) in job.error for job in batch.jobs.all())
    assert not Document.objects.filter(key__isnull=False).exists()


def test_an_award_that_was_taken_back_meanwhile_gets_no_certificate(world: World) -> None:
    batch = start(world)
    entry = Entry.objects.filter(state=EntryState.AWARDED).order_by("pk")[0]
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.REVOKED)
    run_all(batch)
    assert len(made(world)) == 11
    assert not Document.objects.filter(key__isnull=False, entry=entry).exists()
    [failed] = batch.jobs.filter(state="failed")
    assert failed.error
    known, _content_of_zip = bundle(world, "zip")
    assert known["missing"] == []  # there is to be none any more


def test_a_file_that_a_killed_process_left_half_is_written_anew() -> None:
    whole = b"whole file"
    digest = hashlib.sha256(whole).hexdigest()
    default_storage.save("documents/x.pdf", ContentFile(whole[:4]))
    assert store("documents/x.pdf", ContentFile(whole), digest) == "documents/x.pdf"
    with default_storage.open("documents/x.pdf") as file:
        assert file.read() == whole


def test_a_file_that_was_changed_is_not_packed(world: World) -> None:
    batch = run_all(start(world))
    paper = Document.objects.filter(key__isnull=False).order_by("pk")[0]
    with open(paper.file.path, "ab") as file:
        file.write(b" ")
    closing = batch.jobs.get(key=f"{batch.key}:zip")
    with pytest.raises(jobs.JobRefused, match=paper.subject):
        make_output(closing.payload, lambda: None)
