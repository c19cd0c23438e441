"""Which rows are fixed from when on: the scoring rules with the first score, the prizes with the approval.

The database itself refuses (see :mod:`workflows.models.triggers`); here is what it asks.
"""

from typing import NamedTuple


class Lock(NamedTuple):
    """Rows of ``table`` are fixed once a row of ``holder`` with their contest's key fulfils ``condition``."""

    table: str
    holder: str
    key: str
    condition: str
    function: str
    refusal: str


_SCORED = ("workflows_contest", "id", "rules_locked_at IS NOT NULL", "workflows_locked_rules")
LOCKS = (
    Lock("workflows_criterion", *_SCORED, "the criteria are fixed since the first score"),
    Lock("workflows_tiebreakrule", *_SCORED, "the tie-break is fixed since the first score"),
    Lock(
        "workflows_prize",
        "workflows_round",
        "contest_id",
        "approved_at IS NOT NULL",
        "workflows_locked_prizes",
        "the prizes are fixed since the approval",
    ),
)
CONTEST = "workflows_contest"
CONTEST_FUNCTION = "workflows_locked_contest"
CONTEST_REFUSAL = "the scoring rules are fixed since the first score"
_FIXED = ("rules_locked_at", "rules_version", "max_total", "pass_mean", "min_sheets")
_CHANGED = "OLD.rules_locked_at IS NOT NULL AND ({})"
CONTEST_CHANGED = _CHANGED.format(" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _FIXED))
"""As SQLite says that a fixed column of a contest changes."""


def sqlite_condition(lock: Lock, operation: str) -> str:
    """Return when SQLite refuses ``operation``; a replaced row passes by the trigger on DELETE."""
    old, new = _is_fixed(lock, "OLD.contest_id"), _is_fixed(lock, "NEW.contest_id")
    replaced = _is_fixed(lock, f"(SELECT contest_id FROM {lock.table} WHERE id = NEW.id)")  # noqa: S608
    return {"insert": f"{new} OR {replaced}", "update": f"{old} OR {new}", "delete": old}[operation]


def _is_fixed(lock: Lock, contest: str) -> str:
    return f"EXISTS (SELECT 1 FROM {lock.holder} WHERE {lock.key} = {contest} AND {lock.condition})"  # noqa: S608


def functions() -> dict[str, str]:
    """Map the names of PostgreSQL's functions to their bodies."""
    bodies = {lock.function: _body(lock) for lock in LOCKS}
    changed = _CHANGED.format(" OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _FIXED))
    bodies[CONTEST_FUNCTION] = f"BEGIN IF {changed} THEN {_raise(CONTEST_REFUSAL)} END IF; RETURN NEW; END"
    return bodies


def _body(lock: Lock) -> str:
    """Take a share of the holder first: a score or an approval under way ends before the question."""
    old, new = _refuse_fixed(lock, "OLD"), _refuse_fixed(lock, "NEW")
    emptied = _refuse_found(f"SELECT 1 FROM {lock.holder} WHERE {lock.condition}")  # noqa: S608
    return (
        f"BEGIN IF TG_OP = 'TRUNCATE' THEN {emptied} RETURN NULL; END IF; "
        f"IF TG_OP <> 'INSERT' THEN {old} END IF; IF TG_OP <> 'DELETE' THEN {new} END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )


def _refuse_fixed(lock: Lock, row: str) -> str:
    holder = f"SELECT 1 FROM {lock.holder} WHERE {lock.key} = {row}.contest_id"  # noqa: S608
    return f"PERFORM {holder.removeprefix('SELECT ')} FOR SHARE; " + _refuse_found(
        f"{holder} AND {lock.condition}"
    )


def _refuse_found(query: str) -> str:
    refusal = _raise("the rows of % are fixed", "TG_TABLE_NAME")
    return f"PERFORM {query.removeprefix('SELECT ')}; IF FOUND THEN {refusal} END IF;"


def _raise(refusal: str, *values: str) -> str:
    said = ", ".join([f"'{refusal}'", *values])
    return f"RAISE EXCEPTION {said} USING ERRCODE = 'integrity_constraint_violation';"
