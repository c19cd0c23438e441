"""What an entry lacks of its authors: by their number, its kind, and what the contest asks."""

from typing import Any

import pytest
from django.utils import translation

from tests.acting import Acting
from tests.factories import World, complete_content, make_entry, make_world
from workflows.errors import TransitionRefused
from workflows.flows import acts
from workflows.models import Contest, Entry
from workflows.verbs import Verb

pytestmark = pytest.mark.django_db

FULL = {"address": "Số 2 phố Thử", "phone": "0987654321", "email": "b@example.vn", "position": "Công chức"}


@pytest.fixture
def world() -> World:
    return make_world()


def lacks(world: World, kind: str, *others: dict[str, Any], **representative: Any) -> list[str]:
    """What a complete draft of a ``kind`` lacks whose first author stands for it."""
    entry = make_entry(world, author_kind=kind)
    complete_content(entry)
    entry.authors.update(**representative)
    for order, other in enumerate(others, start=2):
        entry.authors.create(order=order, **{"full_name": "Trần Thị B", **other})
    with translation.override("en"):
        return Entry.objects.get(pk=entry.pk).missing_for(Verb.SUBMIT)


def ask(world: World, **lists: list[str]) -> None:
    Contest.objects.filter(pk=world.contest.pk).update(required_contact_fields=lists)
    world.contest.refresh_from_db()


@pytest.mark.parametrize(
    ("kind", "others", "wrong"),
    [
        ("individual", 0, []),
        ("individual", 1, ["“Group of authors” as who enters, because several authors are named"]),
        ("group", 0, ["a second author, because a group enters"]),
        ("group", 1, []),
        ("group", 2, []),
        ("collective", 0, []),
        ("collective", 1, []),
    ],
)
def test_the_kind_is_held_against_the_number_of_authors(
    world: World, kind: str, others: int, wrong: list[str]
) -> None:
    assert lacks(world, kind, *[FULL] * others) == wrong


@pytest.mark.parametrize("kind", ["group", "collective"])
def test_several_authors_have_one_representative(world: World, kind: str) -> None:
    assert lacks(world, kind, FULL, is_representative=False)[0] == "exactly one representative"


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("individual", ["the author's address", "the author's phone number"]),
        ("group", ["address of the representative", "phone number of the representative"]),
        ("collective", ["address of the representative", "phone number of the representative"]),
    ],
)
def test_address_and_phone_are_asked_by_default(world: World, kind: str, missing: list[str]) -> None:
    others = [{}] if kind == "group" else []
    assert lacks(world, kind, *others, address=" ", phone="") == missing


def test_a_contest_may_ask_for_more(world: World) -> None:
    ask(world, individual=["email", "position"], group=["email", "representative.position"])
    blank = {"email": "", "position": " ", "address": "", "phone": ""}
    assert lacks(world, "individual", **blank) == ["the author's post", "the author's e-mail address"]
    assert lacks(world, "individual", **FULL) == []
    assert lacks(world, "group", {"email": ""}, **FULL) == ["e-mail address of every author"]
    assert lacks(world, "group", {"email": "b@example.vn"}, **{**FULL, "position": ""}) == [
        "post of the representative"
    ]


def test_a_contest_may_ask_for_less_but_never_for_no_name(world: World) -> None:
    ask(world, individual=[], group=["all_members"])
    assert lacks(world, "individual", address="", phone="") == []
    assert lacks(world, "individual", full_name=" ") == ["the author's full name"]
    assert lacks(world, "group", {"full_name": ""}) == ["full name of every author"]


def test_without_an_author_all_that_is_asked_is_missing(world: World) -> None:
    entry = make_entry(world)
    with translation.override("en"):
        missing = entry.missing_for(Verb.SUBMIT)
    assert missing[-3:] == ["the author's full name", "the author's address", "the author's phone number"]


def test_the_gate_says_it_to_the_author(world: World) -> None:
    play = Acting(world)
    entry = play.draft()
    Entry.objects.filter(pk=entry.pk).update(author_kind="group")
    with translation.override("en"), pytest.raises(TransitionRefused) as refused:
        acts.submit_entry(entry=entry, actor=world.actor("author"))
    assert refused.value.sentence == "Cannot submit yet: missing a second author, because a group enters."
