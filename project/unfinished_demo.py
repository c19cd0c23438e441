"""A demonstration whose making was cut short: refused, or set aside so that it can be made anew.

The database says itself that it is one (`Installation.demo_unfinished`). Nothing is ever deleted here.
"""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

from workflows import clock

Say = Callable[[str], object]
# The log goes before its database: a new database beside an old log would take that log for its own.
PARTS = ("-wal", "-shm", "")


def set_aside(say: Say, *, empty: bool) -> None:
    """Rename the database's file, so that the next connection makes a new one.

    Raises:
        CommandError: a real installation is wanted, or the database is not a file; nothing has changed.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        raise CommandError(_on_a_server() % {"name": name})
    if empty:
        raise CommandError(_for_a_real_one() % {"path": name})
    connection.close()
    kept = renamed(Path(name))
    say(_("The demo was cut short last time: it is kept as %(path)s and made anew.") % {"path": kept})


def _on_a_server() -> str:
    return _(
        "The database %(name)s is a demo that was cut short: drop it and create it anew, empty, or name"
        " another one in DATABASE_URL, then start again."
    )


def _for_a_real_one() -> str:
    return _(
        "%(path)s is a demo that was cut short: for a real installation name another place in TRANG_VAR or"
        " DATABASE_URL; without --empty the demo is made anew."
    )


def renamed(database: Path) -> Path:
    """Give an SQLite file, and what lies beside it, a name that tells what it is; return the new path."""
    stamp = clock.machine_now().strftime("%Y%m%d-%H%M%S-%f")
    kept = database.with_name(f"{database.name}.unfinished-{stamp}")
    for suffix in PARTS:
        part = database.with_name(database.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return kept
