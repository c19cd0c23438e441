"""Database triggers that refuse to change or delete what is written once.

On SQLite a migration that remakes a table drops its triggers without a word, so they are put back
after every migration, and ``verify_audit`` fails when one is missing.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY_TABLES = ("workflows_caseevent", "workflows_checkpoint")
OPERATIONS = ("update", "delete")


def trigger_name(table: str, operation: str) -> str:
    """Return the name of the trigger that refuses ``operation`` on ``table``."""
    return f"{table}_no_{operation}"


def install_triggers(**kwargs: Any) -> None:
    """Create the triggers on the database named by ``using``; safe to repeat."""
    connection = connections[kwargs.get("using", "default")]
    existing = set(connection.introspection.table_names())
    tables = [table for table in APPEND_ONLY_TABLES if table in existing]
    with connection.cursor() as cursor:
        for statement in _create_statements(connection.vendor, tables):
            cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; only a test database being flushed needs this."""
    with connection.cursor() as cursor:
        for table in APPEND_ONLY_TABLES:
            for operation in OPERATIONS:
                name = trigger_name(table, operation)
                suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger_name(table, 'truncate')} ON {table}")


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that are missing or disabled."""
    wanted = {trigger_name(t, o) for t in APPEND_ONLY_TABLES for o in OPERATIONS}
    if connection.vendor == "postgresql":
        wanted |= {trigger_name(t, "truncate") for t in APPEND_ONLY_TABLES}
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - found)


def _create_statements(vendor: str, tables: list[str]) -> list[str]:
    return (_postgresql if vendor == "postgresql" else _sqlite)(tables)


def _sqlite(tables: list[str]) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {trigger_name(table, operation)} "
        f"BEFORE {operation.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in tables
        for operation in OPERATIONS
    ]


def _postgresql(tables: list[str]) -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION workflows_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ]
    for table in tables:
        statements.extend(
            f"CREATE OR REPLACE TRIGGER {trigger_name(table, operation)} "
            f"BEFORE {operation.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION workflows_append_only()"
            for operation in OPERATIONS
        )
        statements.append(
            f"CREATE OR REPLACE TRIGGER {trigger_name(table, 'truncate')} "
            f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION workflows_append_only()"
        )
    return statements
