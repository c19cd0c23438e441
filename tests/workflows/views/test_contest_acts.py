"""Acts on a contest over HTTP: the decision on its bodies, a unit's earlier date for its authors."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.acting import JUDGES
from tests.factories import give, make_unit
from workflows import clock
from workflows.models import CaseEvent, Contest, ContestUnit, UnitAuthorDeadline


@pytest.fixture
def unknown(world):
    """A contest whose file did not name the decision."""
    Contest.objects.update(body_decision_number="", body_decision_date=None, quorum=None)
    world.contest.refresh_from_db()
    return world.contest


def body(**changed):
    day = (clock.today() - timedelta(days=40)).isoformat()
    return {"number": "15/QĐ-UBND", "on": day, "quorum": "2", **changed}


@pytest.mark.parametrize(
    ("name", "status"),
    [("secretary", 302), ("chair", 302), ("clerk", 403), ("unit_head", 403), ("administrator", 403),
     ("stranger", 404), ("judge", 403)],
)  # fmt: skip
def test_chair_and_secretary_record_the_decision(login, unknown, name, status):
    assert login(name).post(f"/contests/{unknown.slug}/body/", body()).status_code == status
    unknown.refresh_from_db()
    assert (unknown.quorum == 2) is (status == 302)
    assert CaseEvent.objects.filter(verb="record_body", refused="").exists() is (status == 302)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": ""}, "required"),
        ({"number": "x" * 61}, "at most 60"),
        ({"on": "mai"}, "valid date"),
        ({"on": "2199-01-01"}, "a day to come"),
        ({"on": "0001-01-01"}, "greater than"),
        ({"quorum": "0"}, "greater than"),
        ({"quorum": "4"}, "from 1 to 3"),
        ({"quorum": "hai"}, "whole number"),
        ({"quorum": "9" * 400}, "less than"),
    ],
)
def test_a_decision_that_cannot_be_comes_back_as_typed(login, unknown, changed, sentence):
    answer = login("secretary").post(f"/contests/{unknown.slug}/body/", body(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    for typed in body(**changed).values():
        assert f'value="{typed}"' in page or typed == ""
    unknown.refresh_from_db()
    assert unknown.quorum is None


def test_the_page_of_approving_asks_the_chair_and_goes_on(login, play, unknown):
    entry = play.submitted()
    play.received(entry)
    play.scored_by(JUDGES, entry)
    play.settle_other_lists()
    play.do("chair", "close_scoring")
    chair, address = login("chair"), f"/tasks/{play.item('approve_results').pk}/"
    page = chair.get(address).content.decode()
    assert "number of the decision that set up the Ban Tổ chức" in page
    refused = chair.post(address, {"confirm": "on"})
    assert refused.status_code == 409
    assert "quorum of the Ban Tổ chức" in refused.content.decode()
    assert chair.post(f"/contests/{unknown.slug}/body/", body(back=address))["Location"] == address
    assert chair.get(address).context["body_form"] is None
    assert chair.post(address, {"confirm": "on"}).status_code == 302
    late = chair.post(f"/contests/{unknown.slug}/body/", body(quorum="1"))
    assert late.status_code == 409
    assert "approved on this decision" in late.content.decode()


def test_nobody_is_led_away_by_the_address_to_go_back_to(login, unknown):
    answer = login("chair").post(f"/contests/{unknown.slug}/body/", body(back="https://elsewhere.example/"))
    assert answer["Location"] == f"/contests/{unknown.slug}/"


def test_a_contest_whose_file_names_the_decision_is_not_asked(login, world):
    page = login("secretary").get(f"/contests/{world.contest.slug}/")
    assert page.context["missing_body"] == []
    assert "12/QĐ-UBND" in page.content.decode()
    assert "12/QĐ-UBND" not in login("author").get(f"/contests/{world.contest.slug}/").content.decode()


# --- a unit's earlier date ---------------------------------------------------------------------


def own_date(world, **changed):
    day = world.contest.deadlines.get(code="submission_deadline").date - timedelta(days=5)
    return {"unit": world.units[0].pk, "until": day.isoformat(), **changed}


def in_words(text):
    day = date.fromisoformat(text)
    return f"23:59 on {day:%A}, {day.day} {day:%B} {day.year}"


@pytest.mark.parametrize(
    ("name", "status"),
    [("unit_head", 302), ("unit_head_2", 403), ("unit_officer", 403), ("author", 403), ("secretary", 403),
     ("administrator", 403)],
)  # fmt: skip
def test_the_head_of_the_unit_sets_an_earlier_date(login, world, name, status):
    address, data = f"/contests/{world.contest.slug}/author-deadline/", own_date(world)
    assert login(name).post(address, data).status_code == status
    assert UnitAuthorDeadline.objects.exists() is (status == 302)


def test_authors_read_the_earlier_date_everywhere(login, play, world):
    draft, data = play.draft(), own_date(world)
    login("unit_head").post(f"/contests/{world.contest.slug}/author-deadline/", data)
    for address in (
        f"/contests/{world.contest.slug}/",
        f"/entries/{draft.pk}/",
        f"/entries/{draft.pk}/edit/",
        f"/entries/{draft.pk}/submit/",
    ):
        assert in_words(data["until"]) in login("author").get(address).content.decode(), address
    other = login("author_2").get(f"/contests/{world.contest.slug}/").content.decode()
    assert in_words(data["until"]) not in other


def test_the_date_can_be_taken_back(login, world):
    address, data = f"/contests/{world.contest.slug}/author-deadline/", own_date(world)
    head = login("unit_head")
    assert 'name="clear"' not in head.get(f"/contests/{world.contest.slug}/").content.decode()
    head.post(address, data)
    assert 'name="clear"' in head.get(f"/contests/{world.contest.slug}/").content.decode()
    assert head.post(address, {"unit": data["unit"], "clear": "1"}).status_code == 302
    assert not UnitAuthorDeadline.objects.exists()
    assert head.post(address, {"unit": data["unit"], "clear": "1"}).status_code == 409


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": ""}, "required"),
        ({"until": "mai"}, "valid date"),
        ({"until": "9999-12-31"}, "less than"),
        ({"until": "2001-01-01"}, "over already"),
        ({"until": "2199-01-01"}, "must be earlier"),
        ({"unit": "999999"}, "does not take part"),
        ({"unit": "x"}, "does not take part"),
        ({"unit": "9" * 40}, "does not take part"),
        ({"unit": ""}, "does not take part"),
    ],
)
def test_an_earlier_date_that_cannot_be_is_refused(login, world, changed, sentence):
    data = own_date(world, **changed)
    answer = login("unit_head").post(f"/contests/{world.contest.slug}/author-deadline/", data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "until" in changed:
        assert f'value="{changed["until"]}"' in answer.content.decode() or not changed["until"]
    assert not UnitAuthorDeadline.objects.exists()


def test_only_the_head_sees_the_form_and_only_while_it_matters(login, world):
    address = f"/contests/{world.contest.slug}/"
    form = f"{address}author-deadline/"
    assert form in login("unit_head").get(address).content.decode()
    for name in ("unit_officer", "author", "secretary"):
        assert form not in login(name).get(address).content.decode()
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert form not in login("unit_head").get(address).content.decode()


def test_the_page_asks_as_often_for_three_units_as_for_one(login, world, django_assert_num_queries):
    address, client = f"/contests/{world.contest.slug}/", login("unit_head")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)
    for _ in range(2):
        unit = make_unit()
        ContestUnit.objects.create(contest=world.contest, unit=unit)
        give(world["unit_head"], "unit_head", unit=unit)
    client = login("unit_head")
    client.get(address)
    with django_assert_num_queries(asked):
        page = client.get(address)
    assert len(page.context["authors_dates"]) == 3
    assert page.content.decode().count(f"{address}author-deadline/") == 3
