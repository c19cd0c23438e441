"""Hashes of the trail: canonical, complete, and the same however they are computed."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain import trail
from workflows.domain.trail import HASHED_COLUMNS, Happening
from workflows.models import Case, CaseEvent, EventNote
from workflows.models.case import CaseKind
from workflows.verbs import Noun, Verb

letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(), letters)


@given(st.lists(values, min_size=len(HASHED_COLUMNS), max_size=len(HASHED_COLUMNS)))
def test_the_hash_is_that_of_the_canonical_json(row: list[Any]) -> None:
    event = dict(zip(HASHED_COLUMNS, row, strict=True))
    text = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert trail.event_hash(event) == hashlib.sha256(text.encode()).hexdigest()
    assert trail.event_hash({**event, "hash": "not in it", "id": 7}) == trail.event_hash(event)


def test_a_known_hash_never_changes() -> None:
    """Computed once by hand with sha256sum: trails of years ago must verify for ever."""
    row = dict.fromkeys(HASHED_COLUMNS, "")
    row |= {"data": '{"lý do":"Đủ"}', "at": "2024-07-14T16:59:59.000000Z"}
    assert trail.event_hash(row) == "569fd821ade882b2c5796a9e2a0817c592d6127b06a7940cf5259a8ca73f94f7"


def test_bytes_have_no_hash() -> None:
    with pytest.raises(TypeError):
        trail.event_hash({**dict.fromkeys(HASHED_COLUMNS, ""), "data": b"{}"})


def test_every_column_but_key_and_hash_is_inside_the_hash() -> None:
    columns = {field.attname for field in CaseEvent._meta.concrete_fields}
    assert columns - set(HASHED_COLUMNS) == {"id", "hash"}
    assert len(set(HASHED_COLUMNS)) == len(HASHED_COLUMNS)


def test_a_moment_is_stamped_in_utc_to_the_microsecond() -> None:
    moment = datetime(2024, 7, 15, 0, 0, 0, 5, tzinfo=timezone(timedelta(hours=7)))
    assert trail.stamp(moment) == "2024-07-14T17:00:00.000005Z"


@pytest.mark.parametrize("microsecond", [0, 5, 100000])
def test_events_follow_one_another_as_stored(db: None, microsecond: int) -> None:
    case = Case.objects.create(kind=CaseKind.ENTRY)
    moment = datetime(2024, 7, 14, 16, 59, 59, microsecond, tzinfo=UTC)
    for number in range(3):
        happening = Happening(case.pk, Verb.REMIND, Noun.ENTRY, 5, at=moment, data={"n": number, "đ": "ê"})
        trail.append(case, happening)
    before = ""
    for event in CaseEvent.objects.order_by("seq"):
        stored = {name: getattr(event, name) for name in HASHED_COLUMNS}
        stored |= {"at": trail.stamp(event.at), "written_at": trail.stamp(event.written_at)}
        assert (event.prev_hash, event.at) == (before, moment)
        assert event.hash == trail.event_hash(stored)
        before = event.hash
    case.refresh_from_db()
    assert (case.head_seq, case.head_hash) == (3, before)


def test_words_stand_beside_the_chain_and_only_their_salted_digest_in_it(db: None) -> None:
    case = Case.objects.create(kind=CaseKind.ENTRY)
    for __ in range(2):
        trail.append(case, Happening(case.pk, Verb.RETURN, Noun.ENTRY, 5, note="Thiếu chữ ký"))
    events, notes = list(CaseEvent.objects.order_by("seq")), list(EventNote.objects.order_by("event__seq"))
    digests = [json.loads(event.data)["note_sha256"] for event in events]
    assert digests == [trail.note_digest(note.text, note.salt) for note in notes]
    assert digests[0] != digests[1]
    assert not any("chữ ký" in event.data for event in events)
