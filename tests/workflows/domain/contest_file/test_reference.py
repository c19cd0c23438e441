"""The page about contest files says of every key what the schema says."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

import workflows
from workflows.domain.contest_file.reference import key_table
from workflows.domain.contest_file.structure import SCHEMA_FILE

ROOT = Path(workflows.__file__).parents[1]
PAGE = ROOT / "docs" / "contest-file.md"


def all_keys(rules: dict[str, Any], prefix: str = "") -> set[str]:
    found = set()
    for key, member in rules.get("properties", {}).items():
        found |= {prefix + key} | all_keys(member, f"{prefix}{key}.")
        found |= all_keys(member.get("items", {}), f"{prefix}{key}[].")
    return found


def test_the_table_of_the_page_is_the_one_of_the_schema() -> None:
    assert key_table() in PAGE.read_text(encoding="utf-8")


def test_every_key_of_the_schema_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    keys = all_keys(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    assert len(keys) > 150
    assert [key for key in sorted(keys) if f"| `{key}` |" not in page] == []


def test_the_page_says_required_where_the_schema_does() -> None:
    rows = [
        line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    said = {row[1].strip().strip("`"): row[2].strip() for row in rows}
    assert said["contest.title"] == said["entries[].submitted_at"] == "yes"
    for key in ("submission_deadline", "legal_bases", "funding_source", "sheets_per_entry"):
        assert said.get(f"contest.{key}", "no") == "no"
    for key in ("scores", "forwarded_at", "video", "mean_score", "rank", "prize", "demo_state"):
        assert said[f"entries[].{key}"] == "no"
    assert said["contest.prizes[].kind"] == said["contest.timeline[].last_valid"] == "no"


def test_the_published_schema_is_the_one_in_use() -> None:
    published = ROOT / "docs" / "contest-file.schema.json"
    assert published.read_bytes() == SCHEMA_FILE.read_bytes()


def test_the_schema_is_one_and_accepts_the_2024_contest_by_itself(path: Path) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(json.loads(path.read_text(encoding="utf-8")))) == []
