import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_entry
from workflows import clock
from workflows.models import Attachment, Entry, WorkItem
from workflows.states import EntryState

PDF = b"%PDF-1.7\n%mau\n"


def authors(*rows, start=0):
    data = {
        "authors-TOTAL_FORMS": str(len(rows)),
        "authors-INITIAL_FORMS": str(start),
        "authors-MIN_NUM_FORMS": "0",
        "authors-MAX_NUM_FORMS": "30",
    }
    for number, row in enumerate(rows):
        data |= {f"authors-{number}-{name}": value for name, value in row.items()}
    return data


REPRESENTATIVE = {"full_name": "Nguyễn Thị Mẫu", "phone": "0912345678", "address": "Số 1 phố Mẫu"}


@pytest.fixture
def draft(login, world):
    client = login("author")
    data = {"contest": world.contest.pk, "unit": world.units[0].pk, "title": "Mã QR tra cứu hồ sơ"}
    assert client.post("/entries/new/", data).status_code == 302
    return Entry.objects.get()


def content(world, entry, **changes):
    return {
        "version": Entry.objects.get(pk=entry.pk).version,
        "title": "Mã QR tra cứu hồ sơ",
        "theme": world.contest.themes.get().pk,
        "abstract": "Rút ngắn thời gian",
        "author_kind": "individual",
        "commitment": "on",
        **authors(REPRESENTATIVE),
        **changes,
    }


def test_an_author_writes_attaches_and_submits(login, world, draft):
    client = login("author")
    upload = SimpleUploadedFile("Bài viết số 1.pdf", PDF, "application/x-anything")
    response = client.post(
        f"/entries/{draft.pk}/edit/",
        content(
            world, draft, **{"attachment-file": upload, "attachment-kind": "article", "then_submit": "1"}
        ),
    )
    assert response["Location"] == f"/entries/{draft.pk}/submit/"
    file = draft.attachments.get()
    assert (file.content_type, file.size) == ("application/pdf", len(PDF))
    version = client.get(response["Location"]).context["version"]
    assert client.post(f"/entries/{draft.pk}/acts/submit/", {"version": version}).status_code == 302
    draft = Entry.objects.get(pk=draft.pk)
    assert draft.state == EntryState.SUBMITTED
    assert draft.authors.get().is_representative
    assert draft.authors.get().phone == "0912 345 678"
    assert WorkItem.objects.filter(entry=draft, step="prescreen").exists()


def test_what_is_missing_is_named_and_nothing_is_submitted(login, draft):
    client = login("author")
    assert "abstract" in client.get(f"/entries/{draft.pk}/submit/").content.decode()
    response = client.post(f"/entries/{draft.pk}/acts/submit/")
    assert response.status_code == 409
    assert "Cannot submit yet: missing" in response.content.decode()
    assert Entry.objects.get(pk=draft.pk).state == EntryState.DRAFT


@pytest.mark.parametrize(
    ("name", "body", "accepted"),
    [
        ("bai.pdf", PDF, True),
        ("BAI.PDF", PDF, True),
        ("ten.exe", b"MZ", False),
        ("gia.pdf", b"<html>", False),
        ("rong.pdf", b"", False),
        ("phim.mp4", b"\0\0\0\x18ftypmp42", True),
        ("khong-duoi", PDF, False),
    ],
)
def test_only_real_files_of_known_types_are_taken(login, world, draft, name, body, accepted):
    data = content(
        world, draft, **{"attachment-file": SimpleUploadedFile(name, body), "attachment-kind": "article"}
    )
    response = login("author").post(f"/entries/{draft.pk}/edit/", data)
    assert response.status_code == (302 if accepted else 422)
    assert draft.attachments.exists() is accepted
    if not accepted and body:
        assert f"“{name}” is not accepted: only PDF" in response.content.decode()
    # the text is kept all the same
    assert Entry.objects.get(pk=draft.pk).abstract == "Rút ngắn thời gian"


def test_a_file_survives_an_error_in_the_text(login, world, draft):
    data = content(
        world,
        draft,
        title="",
        **{"attachment-file": SimpleUploadedFile("bai.pdf", PDF), "attachment-kind": "article"},
    )
    response = login("author").post(f"/entries/{draft.pk}/edit/", data)
    assert response.status_code == 422
    assert draft.attachments.get().filename == "bai.pdf"
    assert "Rút ngắn thời gian" in response.content.decode()


@pytest.mark.parametrize(
    "rows",
    [
        [{**REPRESENTATIVE, "is_representative": "on"}, {"full_name": "Trần B", "is_representative": "on"}],
        [{**REPRESENTATIVE, "full_name": ""}],
        [{**REPRESENTATIVE, "phone": "12"}],
        [{**REPRESENTATIVE, "email": "không"}],
    ],
)
def test_authors_are_held_to_the_rules(login, world, draft, rows):
    response = login("author").post(f"/entries/{draft.pk}/edit/", content(world, draft, **authors(*rows)))
    assert response.status_code == 422
    assert not draft.authors.exists()


def test_a_stale_text_is_kept_on_the_page(login, world, draft):
    client = login("author")
    old = content(world, draft, abstract="Bản cũ hơn")
    client.post(f"/entries/{draft.pk}/edit/", content(world, draft))
    response = client.post(f"/entries/{draft.pk}/edit/", old)
    assert response.status_code == 409
    assert "Bản cũ hơn" in response.content.decode()
    assert Entry.objects.get(pk=draft.pk).abstract == "Rút ngắn thời gian"


def test_an_officer_enters_for_an_author(login, world):
    client = login("unit_officer")
    data = {
        "contest": world.contest.pk,
        "unit": world.units[0].pk,
        "title": "Nộp thay",
        "owner": world["author"].username,
    }
    client.post("/entries/new/", data)
    entry = Entry.objects.get()
    assert (entry.owner, entry.entered_by) == (world["author"], world["unit_officer"])
    client.post(
        f"/entries/{entry.pk}/edit/",
        content(
            world, entry, **{"attachment-link": "https://video.example.vn/1", "attachment-kind": "video"}
        ),
    )
    assert client.post(f"/entries/{entry.pk}/acts/submit_on_behalf/").status_code == 302
    assert Entry.objects.get().state == EntryState.SUBMITTED
    assert world["author"].notices.exists()


@pytest.mark.parametrize(("owner", "status"), [("", 422), ("nobody", 422)])
def test_an_officer_must_name_a_known_author(login, world, owner, status):
    data = {"contest": world.contest.pk, "unit": world.units[0].pk, "title": "Nộp thay", "owner": owner}
    assert login("unit_officer").post("/entries/new/", data).status_code == status
    assert not Entry.objects.exists()


def test_one_second_late_the_content_is_kept(login, world, play):
    entry = play.draft()
    clock.move_to(world.closes_at("submission_deadline"))
    response = login("author").post(f"/entries/{entry.pk}/acts/submit/")
    assert response.status_code == 409
    page = response.content.decode()
    assert "The deadline was 23:59" in page
    assert "Bà Thư ký" in page
    assert Entry.objects.get(pk=entry.pk).state == EntryState.DRAFT


def test_a_file_is_served_only_to_those_who_see_the_entry(login, world, draft):
    client = login("author")
    client.post(
        f"/entries/{draft.pk}/edit/",
        content(
            world,
            draft,
            **{
                "attachment-file": SimpleUploadedFile("Sáng kiến “hay”.pdf", PDF),
                "attachment-kind": "article",
            },
        ),
    )
    pk = Attachment.objects.get().pk
    response = client.get(f"/files/{pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert (
        "filename*=UTF-8''S%C3%A1ng%20ki%E1%BA%BFn%20%E2%80%9Chay%E2%80%9D.pdf"
        in response["Content-Disposition"]
    )
    assert response["Cache-Control"] == "private, no-store"
    for other in ("author_b", "unit_officer", "secretary", "judge", "administrator", "superuser"):
        assert login(other).get(f"/files/{pk}/").status_code == 404


def test_the_list_shows_what_is_visible_and_nothing_else(login, world):
    mine = make_entry(world, "submitted")
    make_entry(world, "submitted", unit=world.units[1], owner=world["author_2"])
    assert [row["pk"] for row in login("author").get("/entries/").context["rows"]] == [mine.pk]
    assert [row["pk"] for row in login("unit_officer").get("/entries/").context["rows"]] == [mine.pk]
    assert len(login("secretary").get("/entries/").context["rows"]) == 2
    assert login("unit_officer_2").get(f"/entries/{mine.pk}/").status_code == 404


def test_the_list_asks_as_often_for_three_rows_as_for_one(login, world, django_assert_num_queries):
    client = login("secretary")
    make_entry(world, "submitted")
    client.get("/entries/")
    for extra in (0, 2):
        for _ in range(extra):
            make_entry(world, "received")
        with django_assert_num_queries(9):
            assert len(client.get("/entries/").context["rows"]) == 1 + extra


def test_the_list_can_be_taken_away(login, world):
    from openpyxl import load_workbook

    entry = make_entry(world, "submitted")
    sheet = load_workbook(io.BytesIO(login("secretary").get("/entries/export/").content)).active
    assert sheet["A2"].value == entry.code
