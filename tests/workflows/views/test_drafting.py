"""Editing a paper: who may, what is kept, what is refused, what the buttons do."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import papers
from tests.acting import JUDGES, Acting
from tests.factories import make_entry, set_round
from workflows.domain import corrections, document_life, documents
from workflows.models import CaseEvent, Document
from workflows.states import RoundState


@pytest.fixture
def approved(world, play: Acting):
    """The result is approved; the draft of the decision waits."""
    entry = play.submitted()
    play.received(entry)
    play.settle_other_lists()
    play.scored_by(JUDGES, entry)
    play.decided(until="minutes")
    return documents.decision_of(world.round)


def address(document: Document, tail: str = "") -> str:
    return f"/documents/{document.pk}/draft/{tail}"


def typed(page) -> dict[str, str]:
    """What the form on the page would send."""
    form = page.context["form"]
    names = {bound.name: bound.value() for bound in form}
    data = {name: "" if value is None else str(value) for name, value in names.items()}
    return data | {"version": str(page.context["version"])}


@pytest.fixture
def desk(login, approved):
    """The secretary at the draft: client and what the form sends."""
    client = login("secretary")
    page = client.get(address(approved))
    assert page.status_code == 200, page.content.decode()
    return client, typed(page)


@pytest.mark.parametrize(
    ("name", "status"),
    [("secretary", 200), ("standing_head", 200), ("signatory", 403), ("clerk", 403), ("chair", 403),
     ("auditor", 403), ("author", 404), ("unit_officer", 404), ("judge", 404), ("administrator", 404)],
)  # fmt: skip
def test_only_who_drafts_the_paper_edits_it(login, approved, name, status):
    for path in (address(approved), address(approved, "preview/")):
        client = login(name)
        answer = client.get(path) if path.endswith("draft/") else client.post(path, {})
        assert answer.status_code == (422 if status == 200 and "preview" in path else status), path


def test_nobody_edits_without_logging_in(client, approved):
    assert client.get(address(approved))["Location"].startswith("/accounts/login/")
    assert client.post(address(approved, "preview/"))["Location"].startswith("/accounts/login/")


def test_what_was_edited_is_kept_as_a_version_and_the_rest_follows_the_result(desk, approved):
    client, data = desk
    data |= {"subject": "Về việc  khen thưởng", "bases": "Căn cứ A;\n\n Căn cứ B. ", "note": "Sửa trích yếu"}
    assert client.post(address(approved), data).status_code == 302
    saved = Document.objects.get(pk=approved.pk)
    assert saved.record["subject"] == saved.subject == "Về việc khen thưởng"
    assert saved.record["bases"] == ["Căn cứ A;", "Căn cứ B."]
    fresh = papers.fresh_record(saved)
    assert {name: saved.record[name] for name in ("annex", "authority")} == {
        name: fresh[name] for name in ("annex", "authority")
    }
    version = saved.versions.get()
    assert (version.number, version.note, version.record) == (1, "Sửa trích yếu", saved.record)
    event = CaseEvent.objects.get(case_id=saved.case_id, verb="save_draft")
    assert event.note.text == "Sửa trích yếu"


def test_what_cannot_be_edited_is_not_taken_from_the_form(desk, approved):
    client, data = desk
    client.post(address(approved), data | {"annex": "[]", "authority": "GIẢ", "number": "7"})
    saved = Document.objects.get(pk=approved.pk)
    assert saved.record == papers.fresh_record(saved)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("subject", "Khen thưởng 😀", "U+1F600"),
        ("bases", "Căn cứ A;\nCăn cứ 漢;", "legal basis 2"),
        ("articles-1", "Một\nHai ☭", "article 2–2"),
        ("articles-0", "a" * 2001, "2001, at most 2000"),
        ("subject", "", "required"),
        ("signer-full_name", "Người Lạ", "Select a valid choice"),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused_at_its_field_and_nothing_is_lost(
    desk, approved, field, text, sentence
):
    client, data = desk
    data |= {"note": "Ghi chú đã nhập", field: text}
    answer = client.post(address(approved), data)
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    page = answer.content.decode()
    assert "Ghi chú đã nhập" in page
    assert text.split("\n")[-1] in page or field == "signer-full_name"
    assert not approved.versions.exists()


def test_a_stale_version_is_refused_with_everything_typed_kept(desk, approved, world):
    client, data = desk
    document_life.save_draft_document(
        document=approved, actor=world.actor("standing_head"), record=papers.fresh_record(approved)
    )
    answer = client.post(address(approved), data | {"subject": "Bản của thư ký"})
    assert answer.status_code == 409
    assert "updated this at" in answer.content.decode()
    assert "Bản của thư ký" in answer.content.decode()
    assert approved.versions.count() == 1
    again = {**data, "subject": "Bản của thư ký", "version": str(answer.context["version"])}
    assert client.post(address(approved), again).status_code == 302


def test_a_paper_that_lies_before_its_signer_is_not_edited(login, play, approved):
    play.do("standing_head", "submit_for_signature")
    assert login("secretary").get(address(approved)).status_code == 409
    assert login("secretary").post(address(approved), {"subject": "x"}).status_code == 409


def test_articles_are_added_and_taken_away_without_saving(desk, approved):
    client, data = desk
    before = int(data["articles-count"])
    more = client.post(address(approved), data | {"act": "add:articles", "subject": "Chưa lưu"})
    grown = typed(more)
    assert int(grown["articles-count"]) == before + 1
    assert (grown[f"articles-{before}"], grown["subject"]) == ("", "Chưa lưu")
    grown[f"articles-{before}"] = "Điều mới."
    less = typed(client.post(address(approved), grown | {"act": "remove:articles:0"}))
    assert int(less["articles-count"]) == before
    assert less["articles-0"] == data["articles-1"]
    assert less[f"articles-{before - 1}"] == "Điều mới."
    assert not approved.versions.exists()
    client.post(address(approved), less)
    assert Document.objects.get(pk=approved.pk).record["articles"][-1] == ["Điều mới."]


@pytest.mark.parametrize("act", ["remove:articles:99", "remove:articles:x", "add:subject", "standard:", "no"])
def test_a_button_that_does_not_exist_changes_nothing(desk, approved, act):
    client, data = desk
    answer = client.post(address(approved), data | {"act": act})
    assert answer.status_code == 200
    assert {k: v for k, v in typed(answer).items() if k in data} == data


@pytest.mark.parametrize("part", ["subject", "bases", "articles", "signer"])
def test_a_part_goes_back_to_its_standard_wording(desk, approved, part):
    client, data = desk
    field = {"articles": "articles-0", "signer": "signer-position"}.get(part, part)
    answer = client.post(
        address(approved), {**data, "place": "Nơi khác", field: "KHÁC", "act": f"standard:{part}"}
    )
    back = typed(answer)
    assert back[field] == data[field]
    assert back["place"] == "Nơi khác"


def test_a_stand_in_needs_its_terms_and_they_stand_with_the_version(desk, approved, world):
    client, data = desk
    data |= {"signer-mode": "TUQ.", "signer-body": "CHỦ TỊCH", "signer-position": "TRƯỞNG PHÒNG"}
    answer = client.post(address(approved), data)
    assert answer.status_code == 422
    assert {"signer-from", "signer-to", "signer-reason"} <= answer.context["form"].errors.keys()
    terms = {"signer-from": "2024-08-10", "signer-to": "2024-08-01", "signer-reason": "Văn bản ủy quyền số 5"}
    assert "signer-to" in client.post(address(approved), data | terms).context["form"].errors
    assert client.post(address(approved), data | terms | {"signer-to": "2024-08-20"}).status_code == 302
    saved = Document.objects.get(pk=approved.pk)
    assert saved.record["signer"]["authority"] == "TUQ. CHỦ TỊCH"
    note = saved.versions.get().note
    assert "TUQ. CHỦ TỊCH" in note
    assert "Văn bản ủy quyền số 5" in note
    # the terms were stated: the same stand-in is not asked for again
    data = typed(client.get(address(approved)))
    assert client.post(address(approved), data | {"subject": "Về việc khác"}).status_code == 302


def test_the_list_of_signers_fills_in_post_and_authority(desk, approved, world):
    client, data = desk
    world.contest.signers.create(
        order=9, full_name="Lê Thị Ký Thay", position="PHÓ CHỦ TỊCH", authority="KT. CHỦ TỊCH"
    )
    data |= {"signer-full_name": "Lê Thị Ký Thay", "act": "person:signer"}
    back = typed(client.post(address(approved), data))
    assert [back[f"signer-{name}"] for name in ("position", "mode", "body")] == [
        "PHÓ CHỦ TỊCH",
        "KT.",
        "CHỦ TỊCH",
    ]


def test_a_draft_says_when_the_result_has_moved_on_and_takes_it_over(desk, approved, world):
    client, data = desk
    client.post(address(approved), data | {"subject": "Trích yếu của phòng"})
    world.round.ranking.get().entry.authors.update(full_name="Nguyễn Văn Đổi")
    page = client.get(address(approved))
    assert page.context["moved"]
    client.post(address(approved), typed(page))
    record = Document.objects.get(pk=approved.pk).record
    assert record["subject"] == "Trích yếu của phòng"
    assert "Nguyễn Văn Đổi" in str(record["annex"])
    assert client.get(address(approved)).context["moved"] == []


def test_the_draft_costs_the_same_queries_for_three_awarded_as_for_one(desk, approved, world):
    client, _data = desk

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(approved)).status_code == 200
        return len(queries)

    one = count()
    prize = world.round.ranking.get().prize
    for rank in (2, 3):
        entry = make_entry(world, "scored")
        world.round.ranking.filter(entry=entry).update(prize=prize, rank=rank, tie_group=None)
    set_round(world, RoundState.APPROVED)
    assert world.round.ranking.exclude(prize=None).count() == 3
    assert count() == one == DRAFT_QUERIES


DRAFT_QUERIES = 19


def test_a_proposal_kept_before_a_correction_is_signed_with_the_corrected_name(play, approved, world):
    proposal, who = documents.proposal_of(world.round), world.actor("secretary")
    record = papers.fresh_record(proposal) | {"subject": "Về việc đề nghị"}
    document_life.save_draft_document(document=proposal, actor=who, record=record)
    entry = world.round.ranking.get().entry
    names = {entry.authors.get().pk: {"full_name": "Nguyễn Thị Hà"}}
    corrections.correct_entry(entry=entry, actor=who, reason="Sai dấu", fields={}, authors=names)
    play.do("standing_head", "submit_for_signature")
    signed = Document.objects.get(pk=proposal.pk).record
    assert "Nguyễn Thị Hà" in str(signed["annex"])
    assert signed["subject"] == "Về việc đề nghị"


# --- the preview ---------------------------------------------------------------------------------------
def test_the_preview_shows_pages_and_saves_nothing(desk, approved):
    client, data = desk
    answer = client.post(address(approved, "preview/"), data | {"subject": "Về việc xem trước"})
    assert answer.status_code == 200
    assert answer["X-Preview"] == "pages"
    assert answer.content.count(b"data:image/png;base64,") == answer.context["count"] <= 2
    assert "Page 1 of" in answer.content.decode()
    assert Document.objects.get(pk=approved.pk).record == {}


def test_the_preview_says_what_is_in_its_way(desk, approved):
    client, data = desk
    answer = client.post(address(approved, "preview/"), data | {"subject": "Ký hiệu 😀"})
    assert answer.status_code == 422
    assert answer["X-Preview"] == "trouble"
    assert "Subject: The character" in answer.content.decode().replace("The subject", "Subject")


def test_without_javascript_the_button_shows_the_pages(desk, approved):
    client, data = desk
    answer = client.post(address(approved), data | {"act": "preview", "subject": "Chưa lưu"})
    assert answer.status_code == 200
    assert b"data:image/png" in answer.content
    assert "Chưa lưu" in answer.content.decode()


# --- versions ------------------------------------------------------------------------------------------
@pytest.fixture
def versions(desk, approved):
    client, data = desk
    client.post(address(approved), data | {"subject": "Về việc khen thưởng cũ", "note": "Một"})
    data = typed(client.get(address(approved)))
    client.post(address(approved), data | {"subject": "Về việc khen thưởng mới", "note": "Hai"})
    return client


def test_versions_are_listed_and_compared_by_word(versions, approved):
    page = versions.get(f"/documents/{approved.pk}/versions/")
    text = page.content.decode()
    assert [row.note for row in page.context["rows"]] == ["Hai", "Một"]
    [difference] = page.context["differences"]
    assert difference.label == "the subject"
    assert re.search(r"<ins>.*added:.*mới.*</ins>", text)
    assert re.search(r"<del>.*removed:.*cũ.*</del>", text)
    backwards = versions.get(f"/documents/{approved.pk}/versions/?from=2&to=1")
    assert (backwards.context["older"].number, backwards.context["newer"].number) == (1, 2)
    assert versions.get(f"/documents/{approved.pk}/versions/?from=x&to=99").status_code == 200


def test_a_version_is_taken_over_as_a_new_one(versions, approved):
    answer = versions.post(f"/documents/{approved.pk}/versions/1/take/")
    assert answer.status_code == 302
    saved = Document.objects.get(pk=approved.pk)
    assert saved.record["subject"] == "Về việc khen thưởng cũ"
    assert [v.record["subject"][-2:] for v in saved.versions.order_by("number")] == ["cũ", "ới", "cũ"]
    assert "1" in saved.versions.get(number=3).note
    assert versions.post(f"/documents/{approved.pk}/versions/9/take/").status_code == 404


def test_a_version_is_shown_as_pdf(versions, approved):
    answer = versions.get(f"/documents/{approved.pk}/versions/1/pdf/")
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "status"),
    [("chair", 200), ("auditor", 200), ("author", 404), ("judge", 404), ("unit_officer", 404)],
)
def test_versions_are_read_inside(login, versions, approved, name, status):
    for tail in ("versions/", "versions/1/pdf/"):
        assert login(name).get(f"/documents/{approved.pk}/{tail}").status_code == status
    taken = login(name).post(f"/documents/{approved.pk}/versions/1/take/").status_code
    assert taken == (403 if status == 200 else 404)


def test_the_page_of_the_paper_leads_to_its_draft(login, versions, approved):
    page = login("secretary").get(f"/documents/{approved.pk}/").content.decode()
    assert address(approved) in page
    assert f"/documents/{approved.pk}/versions/" in page
    assert address(approved) not in login("signatory").get(f"/documents/{approved.pk}/").content.decode()


def test_the_task_of_submitting_leads_to_the_draft(login, play, approved):
    item = play.item("submit_for_signature")
    page = login("standing_head").get(f"/tasks/{item.pk}/").content.decode()
    assert address(approved) in page


def test_the_list_of_versions_costs_the_same_queries_for_three_as_for_two(login, versions, approved):
    client = login("secretary")
    path = f"/documents/{approved.pk}/versions/"
    client.get(path)
    with CaptureQueriesContext(connection) as two:
        client.get(path)
    versions.post(f"/documents/{approved.pk}/versions/1/take/")
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(two) == len(three) == VERSION_QUERIES


VERSION_QUERIES = 7
