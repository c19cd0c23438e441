"""Names are confirmed before they are printed: asked of all, answered once, void after a correction."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail

from tests.acting import JUDGES, Acting
from tests.factories import make_entry, make_world
from workflows import clock
from workflows.domain import corrections, spelling, spelling_link
from workflows.errors import TransitionRefused
from workflows.models import Entry, Job, Notice, SpellingCheck


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def entry(world):
    return make_entry(world, "received")


@contextmanager
def refused(code):
    with pytest.raises(TransitionRefused) as refusal:
        yield
    assert refusal.value.code == code


def ask(world, *entries):
    chosen = spelling.askable(world.round).filter(pk__in=[entry.pk for entry in entries])
    return spelling.ask_spelling(chosen, world.actor("secretary"))


def token(entry) -> str:
    return spelling_link.token_of(entry.pk, SpellingCheck.objects.get(entry=entry).times)


def correct(world, entry, name="Nguyễn Văn Mới"):
    author = entry.authors.get(is_representative=True)
    return corrections.correct_entry(
        entry=entry, actor=world.actor("secretary"), reason="Sai dấu", fields={},
        authors={author.pk: {"full_name": name}},
    )  # fmt: skip


def test_each_representative_is_asked_once_for_the_same_spelling(world, entry):
    assert ask(world, entry) == 1
    assert ask(world, entry) == 0
    assert Notice.objects.filter(user=entry.owner, kind="names_to_check", entry=entry).count() == 1
    assert Job.objects.filter(kind="spelling_mail").count() == 1
    check = SpellingCheck.objects.get(entry=entry)
    assert (check.asked_by, check.times, check.digest) == (world["secretary"], 1, spelling.digest_of(entry))


@pytest.mark.parametrize("name", ["chair", "clerk", "author", "unit_head", "judge", "administrator"])
def test_only_the_secretary_asks(world, entry, name):
    with refused("no_right"):
        spelling.ask_spelling([entry], world.actor(name))
    assert not SpellingCheck.objects.exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "forwarded"])
def test_nobody_is_asked_before_receipt(world, state):
    make_entry(world, state)
    assert not spelling.askable(world.round).exists()


def test_the_token_is_kept_nowhere(world, entry):
    ask(world, entry)
    secret = token(entry)
    assert len(secret) >= 40
    for model in (SpellingCheck, Job, Notice):
        assert secret not in str(list(model.objects.values()))


def send(entry) -> dict:
    check = SpellingCheck.objects.get(entry=entry)
    return spelling_link.send({"check": check.pk, "times": check.times}, lambda: None)


def test_the_letter_goes_to_the_representative_and_carries_the_link(world, entry, settings):
    settings.PUBLIC_URL = "https://thi.example.vn"
    entry.authors.filter(is_representative=True).update(email="dai.dien@example.vn")
    ask(world, entry)
    assert send(entry) == {"sent": True}
    [letter] = mail.outbox
    assert letter.to == ["dai.dien@example.vn"]
    assert f"https://thi.example.vn/names/{token(entry)}/" in letter.body


def test_a_job_that_comes_too_late_sends_nothing(world, entry):
    entry.authors.update(email="dai.dien@example.vn")
    ask(world, entry)
    check = SpellingCheck.objects.get(entry=entry)
    correct(world, entry)
    assert spelling_link.send({"check": check.pk, "times": 1}, lambda: None) == {"sent": False}
    spelling.confirm_spelling(SpellingCheck.objects.get(entry=entry))
    assert send(entry) == {"sent": False}
    assert mail.outbox == []


def test_a_confirmation_closes_the_link(world, entry):
    ask(world, entry)
    link = token(entry)
    spelling.confirm_spelling(spelling.find(link))
    assert spelling.is_confirmed(Entry.objects.get(pk=entry.pk))
    with pytest.raises(TransitionRefused) as closed:
        spelling.find(link)
    assert closed.value.status == 410
    assert ask(world, entry) == 0


def test_a_link_ends_after_thirty_days_and_is_given_anew(world, entry, monkeypatch):
    ask(world, entry)
    old = token(entry)
    later = clock.machine_now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(clock, "machine_now", lambda: later)
    with refused("spelling_closed"):
        spelling.find(old)
    assert ask(world, entry) == 1
    assert token(entry) != old
    assert spelling.find(token(entry)).entry == entry


@pytest.mark.parametrize("text", ["", "x", "a" * 43, "../..", "ễ"])
def test_a_token_that_was_never_given_finds_nothing(db, text):
    with refused("spelling_closed"):
        spelling.find(text)


def test_a_correction_voids_the_confirmation_and_asks_again(world, entry):
    ask(world, entry)
    old = token(entry)
    spelling.confirm_spelling(spelling.find(old))
    correct(world, entry)
    assert not spelling.is_confirmed(Entry.objects.get(pk=entry.pk))
    check = SpellingCheck.objects.get(entry=entry)
    assert (check.confirmed_at, check.times) == (None, 2)
    assert Notice.objects.filter(kind="names_to_check").count() == 2
    with refused("spelling_closed"):
        spelling.find(old)
    spelling.confirm_spelling(spelling.find(token(entry)))


def test_a_correction_asks_nobody_who_was_not_asked(world, entry):
    correct(world, entry)
    assert not SpellingCheck.objects.exists()


def test_a_remark_is_kept_until_it_is_put_right(world, entry):
    ask(world, entry)
    check = spelling.remark_spelling(spelling.find(token(entry)), "  Tên đúng là Hà, không phải Hạ ")
    assert check.remark == "Tên đúng là Hà, không phải Hạ"
    assert check.has_open_remark
    spelling.remark_spelling(spelling.find(token(entry)), "Tên đúng là Hà")
    correct(world, entry)
    check.refresh_from_db()
    assert (check.remark, check.has_open_remark) == ("Tên đúng là Hà", False)


@pytest.mark.parametrize(
    ("text", "code"), [(" \n", "no_remark"), ("a" * 2001, "too_long")], ids=["empty", "long"]
)
def test_a_remark_says_something_and_not_too_much(world, entry, text, code):
    ask(world, entry)
    with refused(code):
        spelling.remark_spelling(spelling.find(token(entry)), text)


def test_what_was_shown_and_what_is_confirmed_are_the_same(world, entry):
    """The name changes by another way between looking and answering."""
    ask(world, entry)
    check = spelling.find(token(entry))
    entry.authors.update(full_name="Tên Khác Hẳn")
    with refused("spelling_closed"):
        spelling.confirm_spelling(check)
    assert not SpellingCheck.objects.get().confirmed_at


@pytest.mark.parametrize("state", ["awarded", "not_awarded"])
def test_the_link_tells_no_winner_from_a_loser(world, state):
    entry = make_entry(world, state, title="Một cửa lưu động")
    SpellingCheck.objects.create(
        entry=entry, digest=spelling.digest_of(entry), asked_at=clock.now(),
        expires_at=clock.machine_now() + timedelta(days=1),
        token_digest=spelling_link.digest_of_token(spelling_link.token_of(entry.pk, 1)),
    )  # fmt: skip
    check = spelling.find(token(entry))
    assert spelling.shown(check.entry).title == "Một cửa lưu động"
    assert spelling.confirm_spelling(check).confirmed_at


def test_unconfirmed_are_those_who_will_be_named(world):
    play = Acting(world)
    first, second = play.submitted(), play.submitted("author_b")
    play.received(first, second)
    play.settle_other_lists()
    for entry in (first, second):
        points = Decimal(40) if entry == first else Decimal(5)
        play.scored_by(JUDGES, entry, {"A": points, "B": points})
    play.decided(until="approve_results")
    named = set(world.round.ranking.exclude(prize=None).values_list("entry", flat=True))
    assert {entry.pk for entry in spelling.unconfirmed(world.round)} == named
    ask(world, first, second)
    assert {entry.pk for entry in spelling.unconfirmed(world.round)} == named
    for pk in named:
        spelling.confirm_spelling(SpellingCheck.objects.get(entry=pk))
    assert spelling.unconfirmed(world.round) == []


def test_unconfirmed_costs_the_same_queries_for_three_as_for_one(world, django_assert_num_queries):
    make_entry(world, "awarded")
    with django_assert_num_queries(2):
        assert len(spelling.unconfirmed(world.round)) == 1
    make_entry(world, "awarded")
    make_entry(world, "awarded")
    with django_assert_num_queries(2):
        assert len(spelling.unconfirmed(world.round)) == 3
