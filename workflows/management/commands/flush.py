"""`manage.py flush`, for test databases only: the audit trail of a real one is never emptied."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import _TestState
from django.utils.translation import gettext as _

from workflows.models.triggers import APPEND_ONLY, install_triggers, remove_triggers


class Command(flush.Command):
    """Takes the append-only triggers off, empties the tables, puts the triggers back."""

    help = "Empty a test database. Refused on every other one: it holds an audit trail."

    def handle(self, **options: Any) -> None:
        """Empty the database, or refuse."""
        connection = connections[options["database"]]
        if not _is_test_database(connection):
            raise CommandError(_("Only a test database can be emptied; nothing was changed."))
        remove_triggers(connection)
        try:
            super().handle(**options)
            if connection.vendor == "sqlite":
                _reset_counters(connection)
        finally:
            install_triggers(using=options["database"])


def _is_test_database(connection: Any) -> bool:
    """Inside a test run, which has put the test database's name in the place of the real one."""
    if not hasattr(_TestState, "saved_data"):
        return False
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        return True
    name = Path(str(connection.settings_dict["NAME"])).name
    wanted = connection.settings_dict["TEST"]["NAME"]
    # clones of parallel runs carry a suffix
    return name.startswith(Path(str(wanted)).stem if wanted else TEST_DATABASE_PREFIX)


def _reset_counters(connection: Any) -> None:
    """The verification holds the newest key against SQLite's counter: an empty table has given out none."""
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
