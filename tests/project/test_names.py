"""The page behind the link: what it shows, what it does not, and its limits."""

import pytest
from django.test import Client

from tests.factories import make_entry, make_world
from workflows.domain import spelling, spelling_link
from workflows.models import SpellingCheck


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def entry(world):
    found = make_entry(world, "scored", title="Một cửa lưu động")
    found.authors.update(full_name="Nguyễn Thị Hà", position="Công chức", phone="0912345678",
                         address="Số 1 phố Hoa Sen")  # fmt: skip
    spelling.ask_spelling(spelling.askable(world.round), world.actor("secretary"))
    return found


@pytest.fixture
def client() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def address(entry) -> str:
    check = SpellingCheck.objects.get(entry=entry)
    return f"/names/{spelling_link.token_of(entry.pk, check.times)}/"


def test_it_shows_what_will_be_printed_and_nothing_else(client, entry, world):
    page = client.get(address(entry))
    text = page.content.decode()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    for shown in ("Nguyễn Thị Hà", "Công chức", "Một cửa lưu động", world.contest.title):
        assert shown in text
    for hidden in ("0912345678", "Hoa Sen", entry.judging_code, "Scored", "scored", "rank"):
        assert hidden not in text


def test_confirming_needs_no_account_and_works_once(client, entry):
    link = address(entry)
    done = client.post(link, {"answer": "right"})
    assert done.status_code == 200
    assert "has been confirmed" in done.content.decode()
    assert SpellingCheck.objects.get().confirmed_at
    for answer in (client.get(link), client.post(link, {"answer": "right"})):
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()


def test_a_remark_arrives_and_can_be_changed(client, entry):
    link = address(entry)
    assert "has been sent" in client.post(link, {"answer": "wrong", "remark": "Hà"}).content.decode()
    assert "Hà" in client.get(link).content.decode()
    client.post(link, {"answer": "wrong", "remark": "Là Hà, không phải Hạ"})
    assert SpellingCheck.objects.get().remark == "Là Hà, không phải Hạ"


def test_an_empty_remark_is_refused_in_one_sentence(client, entry):
    answer = client.post(address(entry), {"answer": "wrong", "remark": " "})
    assert answer.status_code == 422
    assert "Please say what is spelt wrong" in answer.content.decode()


def test_a_remark_too_long_comes_back_as_typed(client, entry):
    answer = client.post(address(entry), {"answer": "wrong", "remark": "ơ" * 2001})
    assert answer.status_code == 422
    assert "ơ" * 2001 in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 43, "%E1%BB%85"])
def test_a_link_that_was_never_given_is_closed(client, db, token):
    assert client.get(f"/names/{token}/").status_code == 410


def test_whoever_tries_many_links_is_stopped(client, entry):
    statuses = [client.get(f"/names/{number}/").status_code for number in range(61)]
    assert statuses == [410] * 60 + [429]
    assert client.get(address(entry)).status_code == 429


def test_an_answer_sent_from_elsewhere_is_refused(entry):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(entry), {"answer": "right"}).status_code == 403
    assert SpellingCheck.objects.get().confirmed_at is None
