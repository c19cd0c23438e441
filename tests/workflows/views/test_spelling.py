"""Spelling of names inside: the secretary's list, the author's answer, the correction beside the remark."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_entry
from workflows.domain import spelling
from workflows.models import Entry, SpellingCheck


@pytest.fixture
def entry(world):
    return make_entry(world, "received", title="Một cửa lưu động")


def asked(world) -> SpellingCheck:
    spelling.ask_spelling(spelling.askable(world.round), world.actor("secretary"))
    return SpellingCheck.objects.get()


def names_page(world) -> str:
    return f"/contests/{world.contest.slug}/names/"


def test_the_secretary_asks_from_the_list(login, world, entry):
    client = login("secretary")
    page = client.get(names_page(world))
    assert page.context["left"] == 1
    assert client.post(names_page(world)).status_code == 302
    page = client.get(names_page(world))
    assert [row["status"] for row in page.context["rows"]] == ["asked"]
    assert page.context["left"] == 0
    assert SpellingCheck.objects.get().asked_by == world["secretary"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("chair", 403), ("author", 403), ("unit_officer", 403), ("judge", 403), ("auditor", 403)],
)
def test_the_list_is_the_secretarys(login, world, entry, name, status):
    assert login(name).get(names_page(world)).status_code == status
    assert login(name).post(names_page(world)).status_code == status
    assert not SpellingCheck.objects.exists()


def test_the_list_costs_the_same_queries_for_three_as_for_one(login, world, entry):
    client = login("secretary")
    asked(world)
    client.get(names_page(world))
    with CaptureQueriesContext(connection) as one:
        client.get(names_page(world))
    make_entry(world, "received")
    make_entry(world, "received")
    with CaptureQueriesContext(connection) as three:
        assert len(client.get(names_page(world)).context["rows"]) == 3
    assert len(one) == len(three) == LIST_QUERIES


LIST_QUERIES = 9


def test_the_author_confirms_on_the_page_of_the_entry(login, world, entry):
    client = login("author")
    assert f"/entries/{entry.pk}/names/" not in client.get(f"/entries/{entry.pk}/").content.decode()
    check = asked(world)
    assert f"/entries/{entry.pk}/names/" in client.get(f"/entries/{entry.pk}/").content.decode()
    assert client.post(f"/entries/{entry.pk}/names/", {"answer": "right"}).status_code == 302
    check.refresh_from_db()
    assert check.confirmed_by == world["author"]
    assert client.post(f"/entries/{entry.pk}/names/", {"answer": "right"}).status_code == 410


def test_the_author_remarks_and_an_empty_remark_is_refused(login, world, entry):
    client = login("author")
    check = asked(world)
    refused = client.post(f"/entries/{entry.pk}/names/", {"answer": "wrong", "remark": ""})
    assert refused.status_code == 422
    assert "Please say what is spelt wrong" in refused.content.decode()
    client.post(f"/entries/{entry.pk}/names/", {"answer": "wrong", "remark": "Là Hà"})
    check.refresh_from_db()
    assert check.remark == "Là Hà"


@pytest.mark.parametrize("name", ["secretary", "chair", "unit_officer", "judge", "author_b"])
def test_nobody_answers_for_the_author(login, world, entry, name):
    check = asked(world)
    assert login(name).post(f"/entries/{entry.pk}/names/", {"answer": "right"}).status_code == 404
    check.refresh_from_db()
    assert check.confirmed_at is None


# --- the correction ------------------------------------------------------------------------------------
def correction(entry, **changed):
    author = entry.authors.get(is_representative=True)
    fields = {"title": entry.title, "reason": "Sai dấu"}
    fields |= {
        f"author-{author.pk}-{name}": getattr(author, name) for name in ("full_name", "position", "unit_name")
    }
    return {**fields, **{name.replace("author_", f"author-{author.pk}-"): v for name, v in changed.items()}}


def act(entry) -> str:
    return f"/entries/{entry.pk}/acts/correct_entry/"


def test_the_secretary_finds_the_form_filled_in_with_the_remark_beside(login, world, entry):
    spelling.remark_spelling(asked(world), "Tên đúng là Hà")
    page = login("secretary").get(f"/entries/{entry.pk}/").content.decode()
    author = entry.authors.get(is_representative=True)
    assert act(entry) in page
    assert f'name="author-{author.pk}-full_name" value="{author.full_name}"' in page
    assert "Tên đúng là Hà" in page
    assert act(entry) not in login("chair").get(f"/entries/{entry.pk}/").content.decode()


def test_a_correction_is_made_and_asked_for_anew(login, world, entry):
    spelling.confirm_spelling(asked(world))
    data = correction(entry, author_full_name="Nguyễn Thị Hà", title="Một cửa lưu động mới")
    assert login("secretary").post(act(entry), data).status_code == 302
    fresh = Entry.objects.get(pk=entry.pk)
    assert fresh.title == "Một cửa lưu động mới"
    assert fresh.authors.get(is_representative=True).full_name == "Nguyễn Thị Hà"
    check = SpellingCheck.objects.get()
    assert (check.confirmed_at, check.times) == (None, 2)


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"author_full_name": "Hà 😀"}, 422, "cannot print"),
        ({"author_full_name": " "}, 422, "cannot be left empty"),
        ({"author_full_name": "H" * 151}, 422, "at most 150"),
        ({"title": "Tên mới", "reason": ""}, 422, "reason"),
        ({}, 422, "Nothing has been changed"),
    ],
)
def test_what_was_typed_for_a_correction_is_kept_when_it_is_refused(
    login, world, entry, changed, status, sentence
):
    data = correction(entry, **changed)
    answer = login("secretary").post(act(entry), data)
    assert answer.status_code == status
    page = answer.content.decode()
    assert sentence in page
    for name, value in data.items():
        assert name == "reason" or f'name="{name}" value="{value}"' in page
    assert Entry.objects.get(pk=entry.pk).version == entry.version


def test_the_warning_stands_where_the_paper_is_submitted_and_signed_and_bars_nothing(login, world, play):
    entry = play.submitted()
    play.received(entry)
    play.settle_other_lists()
    play.scored_by(("judge", "judge_2", "judge_3"), entry)
    play.decided(until="minutes")
    for name, step in (("standing_head", "submit_for_signature"), ("signatory", "sign")):
        page = login(name).get(f"/tasks/{play.item(step).pk}/").content.decode()
        assert "has not been confirmed by the people of the entry" in page
        play.do(name, step)
