"""Bring the installation's state to what this version of the code expects, and say what was done."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from project import backup, state, unfinished_demo
from workflows import clock
from workflows.models import Installation

Say = Callable[[str], object]
# Our pages are not viewflow's stock pages: its widgets are not served.
NOT_SERVED = ["viewflow"]


@dataclass(frozen=True)
class Prepared:
    """What was found: `new` when the database had no table of ours before."""

    new: bool


def prepare(say: Say, *, empty: bool) -> Prepared:
    """Migrate (after a backup, when there is something to lose) and collect the static files.

    `empty` says that a real installation is wanted.

    Raises:
        CommandError: the database is a demo that was cut short and cannot be made anew here.
    """
    new = _migrate(say)
    if Installation.is_unfinished_demo():
        unfinished_demo.set_aside(say, empty=empty)
        new = _migrate(say)
    collect_static(say)
    return Prepared(new=new)


def _migrate(say: Say) -> bool:
    """Bring the tables up to date; return whether there was none before."""
    plan, new = _pending()
    if plan and not new:
        _back_up_before_migration(say)
    if plan:
        say(_("Preparing the database …"))
        call_command("migrate", interactive=False, verbosity=0)
    return new


def _pending() -> tuple[list[tuple[Migration, bool]], bool]:
    """Return the migrations to run, and whether none has ever run."""
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    return executor.migration_plan(executor.loader.graph.leaf_nodes()), not applied


def _back_up_before_migration(say: Say) -> None:
    """A migration touches the database only, so the files are left out of this backup."""
    stamp = clock.machine_now().strftime("%Y%m%d-%H%M%S")
    path = state.subdirectory("backups") / f"before-migration-{stamp}.tar"
    say(_("Backing up the database to %(path)s before it is migrated …") % {"path": path})
    backup.write(path, with_files=False)


def collect_static(say: Say) -> None:
    """Copy, name by content and compress the static files when one of them changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    digest = _static_digest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    say(_("Collecting the static files …"))
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=NOT_SERVED)
    stamp.write_text(digest, encoding="ascii")


def _static_digest() -> str:
    """Return a digest of the names, sizes and times of all files that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(NOT_SERVED):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def build_demo(say: Say) -> None:
    """Play the demo contests into the new database, which says itself that it is unfinished until the end."""
    say(_("Playing the demo contests (once) …"))
    call_command("demo")
