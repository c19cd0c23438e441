"""Database triggers that refuse to change or delete what is written once.

On SQLite a migration that remakes a table drops its triggers without a word, so they are put back
after every migration, and ``verify_audit`` fails when one is missing, disabled or not ours.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = {
    "workflows_caseevent": ("id = NEW.id", "case_id = NEW.case_id AND seq = NEW.seq"),
    "workflows_checkpoint": ("id = NEW.id", "number = NEW.number"),
}
"""Tables that only grow, and what makes a row of theirs the same as a new one."""

FUNCTION = "workflows_append_only"
_FUNCTION_BODY = (
    "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END"
)
_TGTYPES = {"update": 19, "delete": 11, "truncate": 34}
"""PostgreSQL's bits for BEFORE UPDATE and DELETE per row, BEFORE TRUNCATE per statement."""


def trigger_name(table: str, operation: str) -> str:
    """Return the name of the trigger that refuses ``operation`` on ``table``."""
    return f"{table}_no_{operation}"


def install_triggers(**kwargs: Any) -> None:
    """Put every trigger in place on the database named by ``using``; safe to repeat.

    A table whose triggers are in order is left alone: not for a moment is it without them.
    """
    connection = connections[kwargs.get("using", "default")]
    existing, wrong = set(connection.introspection.table_names()), set(wrong_triggers(connection))
    broken = {table for name, table in _wanted(connection).items() if name in wrong}
    tables = sorted(broken & existing)
    with connection.cursor() as cursor:
        for statement in (_postgresql if connection.vendor == "postgresql" else _sqlite)(tables):
            cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; only a test database being flushed needs this."""
    with connection.cursor() as cursor:
        for name, table in _wanted(connection).items():
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def wrong_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that are missing, disabled, changed, or none of ours."""
    wanted = set(_wanted(connection))
    found = (_postgresql_found if connection.vendor == "postgresql" else _sqlite_found)(connection)
    right = {name for name, is_right in found.items() if is_right}
    return sorted((wanted - right) | (set(found) - wanted))


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Map each trigger's name to its table."""
    operations = _TGTYPES if connection.vendor == "postgresql" else ("update", "delete", "replace")
    return {trigger_name(table, operation): table for table in APPEND_ONLY for operation in operations}


def _sqlite(tables: list[str]) -> list[str]:
    statements = []
    for table in tables:
        for name, sql in _sqlite_triggers(table).items():
            statements += [f"DROP TRIGGER IF EXISTS {name}", sql]
    return statements


def _sqlite_triggers(table: str) -> dict[str, str]:
    """Map the names of a table's triggers to their SQL, as SQLite keeps it.

    INSERT OR REPLACE takes the old row away without asking the trigger on DELETE.
    """
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in APPEND_ONLY[table])  # noqa: S608
    events = {"update": "UPDATE", "delete": "DELETE", "replace": "INSERT"}
    sql = {}
    for operation, event in events.items():
        name, when = trigger_name(table, operation), f"WHEN {same} " if operation == "replace" else ""
        sql[name] = f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}{refusal}"
    return sql


def _sqlite_found(connection: BaseDatabaseWrapper) -> dict[str, bool]:
    ours = {name: sql for table in APPEND_ONLY for name, sql in _sqlite_triggers(table).items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {
            name: ours.get(name) == sql
            for name, table, sql in cursor.fetchall()
            if table in APPEND_ONLY or name in ours
        }


def _postgresql(tables: list[str]) -> list[str]:
    statements = [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_FUNCTION_BODY}$$"
    ]
    for table in tables:
        for operation in _TGTYPES:
            name = trigger_name(table, operation)
            each = "STATEMENT" if operation == "truncate" else "ROW"
            statements += [
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {operation.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()",
                # a replaced trigger stays disabled
                f"ALTER TABLE {table} ENABLE TRIGGER {name}",
            ]
    return statements


def _postgresql_found(connection: BaseDatabaseWrapper) -> dict[str, bool]:
    query = """
        SELECT t.tgname, c.relname, t.tgtype, t.tgenabled IN ('O', 'A')
           AND t.tgqual IS NULL AND t.tgattr::text = '' AND p.proname = %s AND p.prosrc = %s
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND c.relname = ANY(%s) AND pg_table_is_visible(c.oid)
    """
    ours = {
        trigger_name(table, operation): (table, kind)
        for table in APPEND_ONLY
        for operation, kind in _TGTYPES.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(query, [FUNCTION, _FUNCTION_BODY, list(APPEND_ONLY)])
        return {
            name: bool(is_whole) and ours.get(name) == (table, kind)
            for name, table, kind, is_whole in cursor.fetchall()
        }
