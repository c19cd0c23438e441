"""What goes missing, what is swapped, what is forged: and what only an outside checkpoint shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from tests.workflows.domain.audit.world import (
    RECORD,
    World,
    forget_events,
    loosen,
    mend_counters,
    newest_checkpoint,
    rewrite_chain,
    rolled_back,
    run,
    sentence,
    unguarded,
)
from workflows.domain import checkpoints, keys, trail
from workflows.domain.audit import Misfit, verify
from workflows.domain.audit.outside import read_outside
from workflows.models import CaseEvent, Checkpoint, Entry, EventNote, Round
from workflows.models.triggers import remove_triggers
from workflows.verbs import Verb


def test_the_world_is_intact(world: World) -> None:
    verified = verify()
    assert (verified.events, verified.cases, verified.unsealed) == (17, 6, 0)
    assert (verified.last_seal, verified.absent_files) == (3, 0)


def test_events_newer_than_the_last_seal_are_counted(world: World) -> None:
    world.act(world.entries[3], Verb.SAVE_DRAFT, "draft", "draft")
    world.act(world.entries[3], Verb.SAVE_DRAFT, "draft", "draft")
    assert verify().unsealed == 2


def test_an_empty_database_is_intact(db: None) -> None:
    verified = verify()
    assert (verified.events, verified.cases, verified.last_seal) == (0, 0, 0)


def test_any_event_removed_is_found(world: World) -> None:
    for event in CaseEvent.objects.all():
        with rolled_back():
            with unguarded():
                run("DELETE FROM workflows_eventnote WHERE event_id = %s", event.pk)
                run("DELETE FROM workflows_caseevent WHERE id = %s", event.pk)
            assert sentence()


def test_any_cut_tail_is_found(world: World) -> None:
    """Heads, notes and counters mended: the seals still know how long each case was."""
    for event in CaseEvent.objects.all():
        with rolled_back():
            with unguarded():
                forget_events(event.case_id, event.seq)
            assert f"{event.case_id}" in sentence()


def test_any_case_removed_with_all_that_is_of_it_is_found(world: World) -> None:
    for entry in world.entries:
        with rolled_back():
            with unguarded():
                forget_events(entry.case_id, 1)
                run("DELETE FROM workflows_entry WHERE id = %s", entry.pk)
                run("DELETE FROM workflows_case WHERE id = %s", entry.case_id)
            found = sentence()
            assert str(entry.case_id) in found


def test_events_without_their_case_are_found(world: World) -> None:
    with rolled_back():
        with unguarded():
            run("DELETE FROM workflows_case WHERE id = %s", world.entries[0].case_id)
        assert sentence()


def test_two_events_that_change_places_are_found(world: World) -> None:
    case_id = world.entries[0].case_id
    with rolled_back():
        with unguarded():
            for old, new in ((1, 1001), (2, 1), (1001, 2)):
                run(
                    "UPDATE workflows_caseevent SET seq = %s WHERE case_id = %s AND seq = %s",
                    new,
                    case_id,
                    old,
                )
        assert sentence()


def test_a_sealed_event_rewritten_with_all_hashes_is_found(world: World) -> None:
    for event in CaseEvent.objects.all():
        with rolled_back():
            with unguarded():
                run("UPDATE workflows_caseevent SET role = 'chair' WHERE id = %s", event.pk)
                rewrite_chain(event.case_id, event.seq)
            assert "sealed" in sentence()


def test_an_event_written_twice_is_found(world: World) -> None:
    columns = ", ".join((*trail.HASHED_COLUMNS, "hash"))
    with rolled_back():
        with unguarded():
            loosen("workflows_caseevent")
            run(
                f"INSERT INTO workflows_caseevent (id, {columns}) "
                f"SELECT id + 50, {columns} FROM workflows_caseevent WHERE seq = 1 AND case_id = %s",
                world.entries[0].case_id,
            )
        assert sentence()


@pytest.mark.parametrize("number", [1, 2])
def test_a_checkpoint_removed_before_the_last_is_found(world: World, number: int) -> None:
    with rolled_back():
        with unguarded():
            run("DELETE FROM workflows_checkpoint WHERE number = %s", number)
        assert str(number) in sentence()


def test_checkpoints_renumbered_over_a_gap_are_found(world: World) -> None:
    with rolled_back():
        with unguarded():
            run("DELETE FROM workflows_checkpoint WHERE number = 2")
            run("UPDATE workflows_checkpoint SET number = 2 WHERE number = 3")
        assert sentence()


def test_a_checkpoint_signed_with_another_key_is_found(world: World, settings: Any, tmp_path: Path) -> None:
    home = settings.KEYS_DIR
    settings.KEYS_DIR = tmp_path / "forger"
    checkpoints.seal("forged", full=True)
    settings.KEYS_DIR = home
    assert keys.key_id(keys.signing_key().public_key()) != newest_checkpoint().key_id
    assert "4" in sentence()


def test_a_payload_signed_anew_with_our_key_still_breaks_the_chain(world: World) -> None:
    """Even a thief of the key must make all later seals anew."""
    first = Checkpoint.objects.get(number=1)
    text = first.payload.replace('"reason":"first"', '"reason":"other"')
    assert text != first.payload
    with rolled_back():
        with unguarded():
            signature = keys.sign(text)[1]
            run(
                "UPDATE workflows_checkpoint SET payload = %s, hash = %s, signature = %s WHERE number = 1",
                text,
                checkpoints.digest(text),
                signature,
            )
        assert "2" in sentence()


def test_states_changed_past_the_gate_are_found(world: World) -> None:
    for table, state in (
        ("entry", "draft"),
        ("forwardingbatch", "collecting"),
        ("round", "approved"),
        ("document", "published"),
    ):
        with rolled_back():
            with unguarded():
                changed = "state = %s WHERE id = (SELECT MIN(id) FROM "
                run(f"UPDATE workflows_{table} SET {changed} workflows_{table})", state)
            assert state in sentence()


def test_a_state_changed_and_then_used_by_the_gate_is_found(world: World) -> None:
    """Whoever sets a state and lets the gate go on from there leaves a jump in the trail."""
    world.act(world.entries[1], Verb.RETURN, "submitted", "returned")
    assert "submitted" in sentence()


def test_a_subject_gone_or_moved_is_found(world: World) -> None:
    first, second = world.entries[:2]
    with rolled_back():
        with unguarded():
            run("DELETE FROM workflows_entry WHERE id = %s", first.pk)
        assert sentence()
    with rolled_back():
        with unguarded():
            for entry, case_id in ((first, -1), (second, first.case_id), (first, second.case_id)):
                run("UPDATE workflows_entry SET case_id = %s WHERE id = %s", case_id, entry.pk)
        assert sentence()


def test_a_case_without_events_needs_its_subject_too(world: World) -> None:
    with rolled_back():
        run("INSERT INTO workflows_case (kind, head_seq, head_hash) VALUES ('entry', 0, '')")
        assert sentence()


def test_a_person_removed_is_found(world: World) -> None:
    for person in world.people:
        with rolled_back():
            with unguarded():
                run("DELETE FROM workflows_user WHERE id = %s", person.pk)
            assert sentence()


def test_notes_may_be_erased_but_not_changed(world: World) -> None:
    assert EventNote.objects.count() == 3
    with rolled_back():
        EventNote.objects.update(text="")
        assert not sentence()
    with rolled_back():
        EventNote.objects.all().delete()
        assert not sentence()
    with rolled_back():
        EventNote.objects.update(text="Sửa phần 3")
        assert sentence()


def test_the_record_of_a_signed_paper_cannot_change(world: World) -> None:
    changed = json.dumps({**RECORD, "title": "Khác"}, ensure_ascii=False)
    with rolled_back():
        run("UPDATE workflows_document SET record = %s", changed)
        assert str(world.decision.pk) in sentence()


def test_the_issued_file_cannot_change_but_may_be_elsewhere(world: World) -> None:
    path = Path(default_storage.path(world.decision.file.name))
    path.write_bytes(path.read_bytes() + b" ")
    assert world.decision.file.name in sentence()
    path.unlink()
    assert verify().absent_files == 1
    run("UPDATE workflows_document SET file = '../../etc/passwd'")
    assert sentence()


def test_without_its_triggers_the_trail_is_not_intact(world: World) -> None:
    with rolled_back():
        remove_triggers(connection)
        assert "trigger" in sentence().lower()


# --- what the database alone cannot show --------------------------------------------------------


def test_events_cut_with_their_seals_are_shown_by_a_checkpoint_kept_outside(
    world: World, tmp_path: Path
) -> None:
    kept = _keep(tmp_path)
    with rolled_back():
        with unguarded():
            run("DELETE FROM workflows_checkpoint WHERE number = 3")
            forget_events(world.entries[1].case_id, 3)
            run("UPDATE workflows_entry SET state = 'submitted' WHERE id = %s", world.entries[1].pk)
        assert not sentence()
        with pytest.raises(Misfit, match="3"):
            verify(outside=kept)


def test_what_happened_since_the_last_seal_can_be_rewritten_unseen_until_it_is_sealed(world: World) -> None:
    entry = world.entries[3]
    world.act(entry, Verb.SAVE_DRAFT, "draft", "draft")
    event = CaseEvent.objects.filter(case=entry.case_id).latest("seq")
    with rolled_back():
        with unguarded():
            run("UPDATE workflows_caseevent SET role = 'chair' WHERE id = %s", event.pk)
            rewrite_chain(entry.case_id, event.seq)
        assert not sentence()
    checkpoints.seal()
    with unguarded():
        run("UPDATE workflows_caseevent SET role = 'chair' WHERE id = %s", event.pk)
        rewrite_chain(entry.case_id, event.seq)
    assert sentence()


def test_seals_made_anew_with_a_stolen_key_are_shown_by_a_checkpoint_kept_outside(
    world: World, tmp_path: Path
) -> None:
    kept = _keep(tmp_path)
    with unguarded():
        run("DELETE FROM workflows_checkpoint WHERE number = 3")
        mend_counters()
    checkpoints.seal("made anew")
    assert not sentence()
    with pytest.raises(Misfit, match="3"):
        verify(outside=kept)


def test_a_checkpoint_kept_outside_fits_a_trail_that_went_on(world: World, tmp_path: Path) -> None:
    kept = _keep(tmp_path)
    world.act(world.entries[3], Verb.SUBMIT, "draft", "submitted")
    checkpoints.seal()
    assert verify(outside=kept).last_seal == 4


def test_a_checkpoint_file_changed_on_the_way_is_refused(world: World, tmp_path: Path) -> None:
    kept = _keep(tmp_path)
    for name in ("payload", "hash", "key_id", "signature"):
        changed = kept[name][:-1] + ("0" if kept[name][-1] != "0" else "1")
        with pytest.raises(Misfit):
            verify(outside={**kept, name: changed})
    with pytest.raises(Misfit):
        verify(outside={**kept, "number": 2})


def _keep(tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "checkpoint.json"
    path.write_text(checkpoints.export(newest_checkpoint()), encoding="utf-8")
    return read_outside(path)


def test_the_states_of_the_world_are_those_of_its_trail(world: World) -> None:
    assert sorted(Entry.objects.values_list("state", flat=True)) == [
        "draft", "returned", "submitted", "withdrawn",
    ]  # fmt: skip
    assert Round.objects.get().state == "scored"
