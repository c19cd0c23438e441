"""Database triggers that refuse to change or delete what is written once, and rules by which was scored.

On SQLite a migration that remakes a table drops its triggers without a word, so they are put back
after every migration, and ``verify_audit`` fails when one is missing, disabled or not ours.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from workflows.models import rule_locks

APPEND_ONLY = {
    "workflows_caseevent": ("id = NEW.id", "case_id = NEW.case_id AND seq = NEW.seq"),
    "workflows_checkpoint": ("id = NEW.id", "number = NEW.number"),
    "workflows_documentversion": (
        "id = NEW.id",
        "document_id = NEW.document_id AND number = NEW.number",
    ),
}
"""Tables that only grow, and what makes a row of theirs the same as a new one."""

FUNCTION = "workflows_append_only"
_FUNCTION_BODY = (
    "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END"
)
_TGTYPES = {"insert": 7, "update": 19, "delete": 11, "truncate": 34}
"""PostgreSQL's bits for BEFORE INSERT, UPDATE and DELETE per row, BEFORE TRUNCATE per statement."""


class _Trigger(NamedTuple):
    """SQLite asks ``condition`` (empty: always refuse) and says ``refusal``; PostgreSQL runs ``function``."""

    name: str
    table: str
    operation: str
    function: str
    condition: str
    refusal: str

    def sqlite(self) -> str:
        """Return the SQL as SQLite keeps it."""
        when = f"WHEN {self.condition} " if self.condition else ""
        refusal = f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
        return f"CREATE TRIGGER {self.name} BEFORE {self.operation.upper()} ON {self.table} {when}{refusal}"

    def postgresql(self) -> str:
        """Return the SQL that makes or mends it."""
        each = "STATEMENT" if self.operation == "truncate" else "ROW"
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.operation.upper()} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.function}()"
        )


def trigger_name(table: str, operation: str) -> str:
    """Return the name of the trigger that refuses ``operation`` on ``table``."""
    return f"{table}_no_{operation}"


def install_triggers(**kwargs: Any) -> None:
    """Put every trigger in place on the database named by ``using``; safe to repeat.

    A table whose triggers are in order is left alone: not for a moment is it without them.
    """
    connection = connections[kwargs.get("using", "default")]
    existing, wrong = set(connection.introspection.table_names()), set(wrong_triggers(connection))
    broken = {trigger.table for trigger in _wanted(connection) if trigger.name in wrong} & existing
    triggers = [trigger for trigger in _wanted(connection) if trigger.table in broken]
    with connection.cursor() as cursor:
        for statement in (_postgresql if connection.vendor == "postgresql" else _sqlite)(triggers):
            cursor.execute(statement)


def lift_locks(**kwargs: Any) -> None:
    """Before a migration on SQLite, drop the triggers that ask another table; it may be remade.

    To rename the new table SQLite reads all triggers, and fails at one whose table is away.
    """
    connection = connections[kwargs.get("using", "default")]
    if connection.vendor == "sqlite":
        _drop(connection, _locks(("insert", "update", "delete")))


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; only a test database being flushed needs this."""
    _drop(connection, _wanted(connection))


def _drop(connection: BaseDatabaseWrapper, triggers: Iterator[_Trigger]) -> None:
    with connection.cursor() as cursor:
        for trigger in triggers:
            suffix = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{suffix}")


def wrong_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that are missing, disabled, changed, or none of ours."""
    wanted = {trigger.name: trigger for trigger in _wanted(connection)}
    found = (_postgresql_found if connection.vendor == "postgresql" else _sqlite_found)(connection, wanted)
    right = {name for name, is_right in found.items() if is_right}
    return sorted((set(wanted) - right) | (set(found) - set(wanted)))


def _wanted(connection: BaseDatabaseWrapper) -> Iterator[_Trigger]:
    if connection.vendor == "postgresql":
        yield from _append_only({name: name for name in ("update", "delete", "truncate")})
        yield from _locks(("insert", "update", "delete", "truncate"))
    else:
        yield from _append_only({"update": "update", "delete": "delete", "replace": "insert"})
        yield from _locks(("insert", "update", "delete"))


def _append_only(operations: dict[str, str]) -> Iterator[_Trigger]:
    """INSERT OR REPLACE takes the old row away without asking the trigger on DELETE."""
    for table, keys in APPEND_ONLY.items():
        same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in keys)  # noqa: S608
        for name, operation in operations.items():
            condition = same if name == "replace" else ""
            refusal = f"{table} is append-only"
            yield _Trigger(trigger_name(table, name), table, operation, FUNCTION, condition, refusal)


def _locks(operations: tuple[str, ...]) -> Iterator[_Trigger]:
    for lock in rule_locks.LOCKS:
        for operation in operations:
            condition = "" if operation == "truncate" else rule_locks.sqlite_condition(lock, operation)
            name = f"{lock.table}_locked_{operation}"
            yield _Trigger(name, lock.table, operation, lock.function, condition, lock.refusal)
    table, function = rule_locks.CONTEST, rule_locks.CONTEST_FUNCTION
    changed, refusal = rule_locks.CONTEST_CHANGED, rule_locks.CONTEST_REFUSAL
    yield _Trigger(f"{table}_locked_update", table, "update", function, changed, refusal)


def _functions() -> dict[str, str]:
    return {FUNCTION: _FUNCTION_BODY, **rule_locks.functions()}


def _sqlite(triggers: list[_Trigger]) -> list[str]:
    statements = []
    for trigger in triggers:
        statements += [f"DROP TRIGGER IF EXISTS {trigger.name}", trigger.sqlite()]
    return statements


def _sqlite_found(connection: BaseDatabaseWrapper, wanted: dict[str, _Trigger]) -> dict[str, bool]:
    tables = {trigger.table for trigger in wanted.values()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {
            name: name in wanted and wanted[name].sqlite() == sql
            for name, table, sql in cursor.fetchall()
            if table in tables or name in wanted
        }


def _postgresql(triggers: list[_Trigger]) -> list[str]:
    statements = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in _functions().items()
    ]
    for trigger in triggers:
        # a replaced trigger stays disabled
        enable = f"ALTER TABLE {trigger.table} ENABLE TRIGGER {trigger.name}"
        statements += [trigger.postgresql(), enable]
    return statements


def _postgresql_found(connection: BaseDatabaseWrapper, wanted: dict[str, _Trigger]) -> dict[str, bool]:
    query = """
        SELECT t.tgname, c.relname, t.tgtype, p.proname, p.prosrc,
               t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr::text = ''
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND c.relname = ANY(%s) AND pg_table_is_visible(c.oid)
    """
    bodies = _functions()
    ours = {t.name: (t.table, _TGTYPES[t.operation], t.function, bodies[t.function]) for t in wanted.values()}
    with connection.cursor() as cursor:
        cursor.execute(query, [sorted({trigger.table for trigger in wanted.values()})])
        return {
            name: bool(is_whole) and ours.get(name) == (table, kind, function, body)
            for name, table, kind, function, body, is_whole in cursor.fetchall()
        }
