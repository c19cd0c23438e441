"""``manage.py rehearse``: play a contest file from the opening to the published result."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from tqdm import tqdm

from workflows.domain.contest_file import ContestFile, load
from workflows.domain.contest_file.errors import ContestFileError
from workflows.errors import TransitionRefused
from workflows.management.rehearsal import database, results
from workflows.management.rehearsal.rehearsal import Rehearsal
from workflows.management.rehearsal.stages import Stage


class Command(BaseCommand):
    """Plays a contest file through the gate and the flows on a database of its own."""

    help = "Play a contest file on an SQLite file of its own and write results.json and every issued PDF."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the contest file (JSON)")
        parser.add_argument("--out", type=Path, required=True, help="directory for results and PDFs")
        parser.add_argument(
            "--until",
            choices=[stage.word for stage in Stage],
            default=Stage.PUBLISHED.word,
            help="stop after this stage",
        )
        parser.add_argument("--seed", type=int, default=0, help="for judging codes and votes")
        parser.add_argument("--keep-db", type=Path, help="leave the database in this (new) file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, then play it in a process of its own."""
        file = _read(options["file"])
        if files := os.environ.get(database.INSIDE):
            self._play(file, Path(files), options)
        else:
            self._stage(options)

    def _stage(self, options: dict[str, Any]) -> None:
        kept: Path | None = options["keep_db"]
        if kept is not None and kept.exists():
            raise CommandError(_("%(file)s already exists; please name a new file.") % {"file": kept})
        with tempfile.TemporaryDirectory(prefix="trang-") as scratch:
            target = kept.resolve() if kept is not None else Path(scratch) / "rehearsal.sqlite3"
            target.parent.mkdir(parents=True, exist_ok=True)
            status = database.run_inside(_again(options), target, Path(scratch) / "files")
            if status and kept is not None:
                kept.unlink(missing_ok=True)
        if status:
            raise CommandError(_("The rehearsal did not reach its end."), returncode=status)

    def _play(self, file: ContestFile, files: Path, options: dict[str, Any]) -> None:
        database.prepare(files)
        rehearsal = Rehearsal(file, seed=options["seed"])
        with tqdm(total=len(rehearsal.cues), disable=None, desc=_("Rehearsal")) as bar:
            try:
                contest = rehearsal.play(until=Stage.from_word(options["until"]), tick=bar.update)
            except (TransitionRefused, LookupError) as problem:
                raise CommandError(str(problem))
        assert rehearsal.players is not None
        results.write(contest, file, rehearsal.players.entry_of, options["out"])
        self.stdout.write(_summary(contest, rehearsal, options["out"]))
        database.close_whole(Path(connection.settings_dict["NAME"]))


def _read(path: Path) -> ContestFile:
    try:
        return load(path)
    except OSError as problem:
        raise CommandError(_("Cannot read %(file)s: %(why)s") % {"file": path, "why": problem.strerror})
    except ContestFileError as problem:
        raise CommandError(str(problem))


def _again(options: dict[str, Any]) -> list[str]:
    return [
        "rehearse",
        str(options["file"].resolve()),
        "--out",
        str(options["out"].resolve()),
        "--until",
        options["until"],
        "--seed",
        str(options["seed"]),
    ]


def _summary(contest: Any, rehearsal: Rehearsal, out: Path) -> str:
    assert rehearsal.players is not None
    refused = len(rehearsal.players.refused)
    return _("%(contest)s: %(entries)d entries played, %(refused)d late acts refused; written to %(out)s") % {
        "contest": contest.slug,
        "entries": len(rehearsal.players.entry_of),
        "refused": refused,
        "out": out,
    }
