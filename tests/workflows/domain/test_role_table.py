"""The table that is read from the code says the same as the one that was written by hand."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.workflows.gate import ROWS
from workflows.domain.role_table import SENTENCES, as_markdown, role_table
from workflows.management.commands import roles
from workflows.rules import PREDICATES
from workflows.verbs import Noun, Verb


def cells() -> set[tuple[str, str, str, str, str]]:
    return {
        (line.verb.value, line.noun.value, source, role, target)
        for line in role_table()
        for source in line.sources
        for role in ([r.value for r in line.roles] or ["system"])
        for target in (line.targets or (source,))
    }


def test_it_has_the_cells_of_the_hand_written_table() -> None:
    by_hand = {(row.verb, row.noun, row.state_from, row.role, row.state_to) for row in ROWS}
    left_by_reinstating = {cell for cell in cells() if cell[0] == Verb.REINSTATE}
    assert {cell[:2] + cell[3:4] for cell in left_by_reinstating} == {
        ("reinstate", Noun.ENTRY.value, role) for role in ("unit_head", "secretary", "chair", "signatory")
    }
    without = {cell for cell in by_hand if cell[0] != Verb.REINSTATE}
    assert cells() - left_by_reinstating == without


def test_everything_that_narrows_has_a_sentence() -> None:
    named = {name for line in role_table() for name in line.narrowed_by}
    named |= {predicate.__name__ for predicates in PREDICATES.values() for predicate in predicates}
    assert named == set(SENTENCES)


def test_a_line_reads_in_both_languages() -> None:
    line = next(line for line in role_table() if (line.verb, line.noun) == (Verb.CONFIRM_LIST, Noun.ENTRY))
    with translation.override("en"):
        assert (line.source_labels, line.role_labels) == (["Awaiting pre-screening"], ["Head of unit"])
    with translation.override("vi"):
        assert line.source_labels == ["Chờ sơ loại"]


def test_the_page_in_docs_is_up_to_date() -> None:
    call_command("roles", "--check")


def test_a_page_that_differs_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(roles, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError):
        call_command("roles", "--check")
    call_command("roles", stdout=StringIO())
    call_command("roles", "--check")
    assert (tmp_path / "docs" / "roles.md").read_text(encoding="utf-8") == as_markdown()
