"""What an operator sees of the trail: `checkpoint` and `verify_audit`."""

import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.workflows.domain.audit.world import World, build_world, run, unguarded
from workflows.verbs import Verb


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    settings.KEYS_DIR = tmp_path / "keys"
    return build_world()


def said(command: str, *arguments: str) -> list[str]:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_an_intact_trail_is_said_to_be_intact(world: World) -> None:
    world.act(world.entries[3], Verb.SAVE_DRAFT, "draft", "draft")
    newer, verdict = said("verify_audit")
    assert newer.startswith("1 ")
    assert verdict == "18 events, 6 cases: intact"


def test_without_a_seal_it_says_so(db: None) -> None:
    assert said("verify_audit")[-1] == "0 events, 0 cases: intact"


def test_the_first_misfit_is_one_sentence(world: World) -> None:
    with unguarded():
        run("UPDATE workflows_caseevent SET role = 'chair' WHERE seq = 2")
    with pytest.raises(CommandError) as refusal:
        said("verify_audit")
    assert refusal.value.returncode == 1
    assert "\n" not in str(refusal.value)


def test_a_table_that_is_gone_is_a_misfit_and_no_traceback(world: World) -> None:
    connection.check_constraints()
    run("ALTER TABLE workflows_caseevent RENAME TO elsewhere")
    with pytest.raises(CommandError, match="workflows_caseevent"):
        said("verify_audit")


def test_progress_is_drawn_when_asked_for(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for options, drawn in (((), False), (("--no-progress",), False), (("--progress",), True)):
        said("verify_audit", *options)
        assert ("17/17" in capsys.readouterr().err) is drawn


def test_a_checkpoint_written_out_is_held_against_the_database(world: World, tmp_path: Path) -> None:
    path = tmp_path / "seal.json"
    said("checkpoint", "--out", str(path), "--full")
    assert json.loads(path.read_text(encoding="utf-8"))["number"] == 4
    assert said("verify_audit", "--checkpoint-file", str(path))[-1].endswith("intact")
    with unguarded():
        run("DELETE FROM workflows_checkpoint WHERE number = 4")
        if connection.vendor == "sqlite":
            run("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'workflows_checkpoint'")
    assert said("verify_audit")[-1].endswith("intact")
    with pytest.raises(CommandError, match="4"):
        said("verify_audit", "--checkpoint-file", str(path))


def test_a_file_that_is_there_is_not_overwritten(world: World, tmp_path: Path) -> None:
    path = tmp_path / "seal.json"
    path.write_text("mine")
    with pytest.raises(CommandError, match=r"seal\.json"):
        said("checkpoint", "--out", str(path))
    assert path.read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"number": "1"}'])
def test_a_file_that_holds_no_checkpoint_is_said_so(world: World, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seal.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"seal\.json"):
        said("verify_audit", "--checkpoint-file", str(path))


def test_a_key_that_others_may_read_stops_the_seal(world: World, settings: Any) -> None:
    key = Path(settings.KEYS_DIR) / "audit.key"
    key.chmod(key.stat().st_mode | stat.S_IROTH)
    with pytest.raises(CommandError, match="600"):
        said("checkpoint", "--full")
