"""What must belong together: a case and its subject, an event and its people, a key and its counter."""

from django.db import connection
from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit, event_name, reading
from workflows.domain.audit.rows import Row, show, stream

SUBJECTS = {"entry": "workflows_entry", "contest": "workflows_contest", "document": "workflows_document"}
"""Kind of a case to the table in which its one subject stands."""

_PEOPLE = """
SELECT e.case_id, e.seq FROM workflows_caseevent e LEFT JOIN workflows_user u ON u.id = e.{column}
WHERE e.{column} IS NOT NULL AND u.id IS NULL LIMIT 1
"""


def check_links() -> None:
    """Find a case without its subject, a subject without its case, an event without its person."""
    with reading("workflows_case"):
        for kind, table in SUBJECTS.items():
            _check_cases(kind, table)
            _check_subjects(kind, table)
    with reading("workflows_caseevent"):
        for column in ("actor_id", "on_behalf_of_id"):
            if row := _first(_PEOPLE.format(column=column)):
                name = event_name(*row)
                raise Misfit(_("The person of %(event)s is missing.") % {"event": name})
        for table in ("workflows_caseevent", "workflows_checkpoint"):
            _check_counter(table)


def _check_cases(kind: str, table: str) -> None:
    row = _first(
        f"SELECT c.id FROM workflows_case c LEFT JOIN {table} s ON s.case_id = c.id "  # noqa: S608
        f"WHERE c.kind = '{kind}' AND s.id IS NULL LIMIT 1"
    )
    if row:
        names = {"case": row[0], "kind": kind, "table": table}
        raise Misfit(_("Case %(case)s is of kind %(kind)s, but no row of %(table)s belongs to it.") % names)


def _check_subjects(kind: str, table: str) -> None:
    row = _first(
        f"SELECT s.id FROM {table} s LEFT JOIN workflows_case c ON c.id = s.case_id "  # noqa: S608
        f"WHERE c.id IS NULL OR c.kind <> '{kind}' LIMIT 1"
    )
    if row:
        raise Misfit(
            _("Row %(id)s of %(table)s has no case of its kind.") % {"id": show(row[0]), "table": table}
        )


def _check_counter(table: str) -> None:
    """The database counts the keys that it gives out; SQLite never counts one that was rolled back."""
    newest = (_first(f"SELECT COALESCE(MAX(id), 0) FROM {table}") or (0,))[0]  # noqa: S608
    counted = _counter(table)
    if newest > counted or (connection.vendor == "sqlite" and newest < counted):
        raise Misfit(
            _("%(table)s ends at key %(newest)s, but %(counted)s keys have been given out.")
            % {"table": table, "newest": newest, "counted": counted}
        )


def _counter(table: str) -> int:
    if connection.vendor == "sqlite":
        row = _first(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'")  # noqa: S608
        return int(row[0]) if row else 0
    row = _first(f"SELECT pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id'))")
    return int(row[0] or 0) if row else 0


def _first(sql: str) -> Row | None:
    rows = list(stream(sql))
    return rows[0] if rows else None
