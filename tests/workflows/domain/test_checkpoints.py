"""Seals: what they hold, when they are made, how they follow one another."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from workflows.domain import checkpoints, keys, trail
from workflows.domain.audit import verify
from workflows.models import Case, CaseEvent, Checkpoint, Contest, OrganisationUnit
from workflows.models.case import CaseKind
from workflows.models.triggers import install_triggers, remove_triggers
from workflows.verbs import Noun, Verb


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def cases(transactional_db: None) -> list[Case]:
    """On PostgreSQL a seal inside a transaction leaves its mark where it is; these look at the mark."""
    return make_cases()


def make_cases() -> list[Case]:
    """Three contests with a case each."""
    unit = OrganisationUnit.objects.create(code="P1", name="Phường Thử")
    cases = [Case.objects.create(kind=CaseKind.CONTEST) for __ in range(3)]
    for case in cases:
        Contest.objects.create(
            case=case, slug=f"c{case.pk}", title="Thi", year=2024, organizer=unit, organizer_name="Ủy ban",
            organizer_level="commune", place_name="Thử", max_total=100, pass_mean=50, entry_prefix="T",
        )  # fmt: skip
    return cases


def happen(case: Case, times: int = 1) -> None:
    for __ in range(times):
        fresh = Case.objects.get(pk=case.pk)
        trail.append(fresh, trail.Happening(case.pk, Verb.REMIND, Noun.CONTEST, 1))


def payload(checkpoint: Checkpoint) -> dict[str, Any]:
    return dict(json.loads(checkpoint.payload))


def heads(checkpoint: Checkpoint) -> list[list[Any]]:
    return [head[:2] for head in payload(checkpoint)["heads"]]


def test_a_seal_holds_the_heads_that_moved_and_its_predecessor(cases: list[Case]) -> None:
    happen(cases[0], 3)
    happen(cases[1])
    first = checkpoints.seal("first")
    happen(cases[1], 2)
    second = checkpoints.seal("second")
    assert heads(first) == [[cases[0].pk, 3], [cases[1].pk, 1]]
    assert heads(second) == [[cases[1].pk, 3]]
    assert payload(second)["previous"] == first.hash
    assert (payload(second)["events"], payload(second)["cases"]) == (6, 2)
    last = CaseEvent.objects.get(case=cases[1], seq=3)
    assert payload(second)["heads"][0][2] == last.hash
    assert verify().unsealed == 0


def test_without_anything_new_there_is_no_new_seal(cases: list[Case]) -> None:
    happen(cases[0])
    first = checkpoints.seal_due()
    assert first is not None
    assert checkpoints.seal() == first
    assert checkpoints.seal_due() is None
    happen(cases[0])
    assert checkpoints.seal_due().number == 2  # type: ignore[union-attr]


def test_an_empty_trail_can_be_sealed(db: None) -> None:
    assert checkpoints.seal_due() is not None
    assert checkpoints.seal_due() is None
    assert verify().last_seal == 1


def test_a_full_seal_holds_every_head(cases: list[Case]) -> None:
    for case in cases:
        happen(case)
        checkpoints.seal()
    full = checkpoints.seal("year's end", full=True)
    assert heads(full) == [[case.pk, 1] for case in cases]
    assert payload(full)["full"] is True
    assert verify().last_seal == 4


def test_many_heads_are_spread_over_several_seals(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "HEADS_PER_SEAL", 2)
    for case in cases:
        happen(case, 2)
    last = checkpoints.seal()
    assert last.number == 2
    assert [heads(seal) for seal in Checkpoint.objects.order_by("number")] == [
        [[cases[0].pk, 2], [cases[1].pk, 2]],
        [[cases[2].pk, 2]],
    ]
    assert verify().unsealed == 0
    happen(cases[0])
    assert heads(checkpoints.seal()) == [[cases[0].pk, 3]]
    assert verify().unsealed == 0


def test_seals_inside_transactions_repeat_what_the_mark_has_not_passed(cases: list[Case]) -> None:
    for case in cases:
        with transaction.atomic():
            happen(case)
            last = checkpoints.seal("act")
    moved = cases if connection.vendor == "postgresql" else cases[2:]
    assert heads(last) == [[case.pk, 1] for case in moved]
    assert payload(last)["events"] == 3
    assert checkpoints.seal() == last
    assert verify().unsealed == 0


def test_a_seal_goes_with_the_act_that_is_rolled_back(cases: list[Case]) -> None:
    happen(cases[0])
    with transaction.atomic():
        happen(cases[1])
        checkpoints.seal("issue")
        transaction.set_rollback(True)
    assert not Checkpoint.objects.exists()


@pytest.mark.postgresql
def test_an_event_committed_late_is_sealed_by_the_next_seal(cases: list[Case]) -> None:
    """Keys are given out before the commit: an event of a slow act must not slip in behind the mark."""
    slow, quick, __ = cases
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            row = trail.row_of(trail.Happening(slow.pk, Verb.REMIND, Noun.CONTEST, 1), seq=1, prev_hash="")
            names = (*trail.HASHED_COLUMNS, "hash")
            marks = ", ".join(["%s"] * len(names))
            cursor.execute(
                f"INSERT INTO workflows_caseevent ({', '.join(names)}) VALUES ({marks})",
                [row[name] for name in names],
            )
            cursor.execute(
                "UPDATE workflows_case SET head_seq = 1, head_hash = %s WHERE id = %s", [row["hash"], slow.pk]
            )
        happen(quick)
        first = checkpoints.seal()
        assert heads(first) == [[quick.pk, 1]]
        other.commit()
    finally:
        other.close()
    second = checkpoints.seal()
    assert [slow.pk, 1] in heads(second)
    assert verify().unsealed == 0


def test_nothing_follows_a_checkpoint_that_cannot_be_read(cases: list[Case]) -> None:
    happen(cases[0])
    checkpoints.seal()
    remove_triggers(connection)
    Checkpoint.objects.update(payload="{")
    install_triggers()
    happen(cases[0])
    for attempt in (checkpoints.seal, checkpoints.seal_due):
        with pytest.raises(checkpoints.SealImpossible, match="1"):
            attempt()


def test_the_signature_is_the_installations_over_the_payload(cases: list[Case]) -> None:
    happen(cases[0])
    made = checkpoints.seal()
    assert made.hash == checkpoints.digest(made.payload)
    assert keys.is_signed(made.payload, made.signature, keys.trusted_keys()[made.key_id])
    assert trail.canonical(payload(made)) == made.payload
    assert json.loads(checkpoints.export(made))["payload"] == made.payload
