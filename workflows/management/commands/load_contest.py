"""`manage.py load_contest`: set a contest up from its file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from workflows.domain import windows
from workflows.domain.contest_file import ContestFile, ContestFileError, load
from workflows.domain.contest_loading import load_contest, loaded_before
from workflows.domain.people import waiting_for_invitation
from workflows.flows.openings import open_if_due
from workflows.models import Contest, Installation
from workflows.vietnamese import dates


class Command(BaseCommand):
    """Exit 0 and what was made, or exit 1 and the first thing wrong; then nothing has been loaded."""

    help = (
        "Set a contest up from its file (docs/contest-file.md): units, rules, dates, jury and accounts, "
        "never entries or scores. The same file a second time changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the contest file (JSON)")
        parser.add_argument(
            "--demo",
            action="store_true",
            help="names of accounts say that they are fictional (only in a demonstration)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was made."""
        if options["demo"] and not Installation.is_demo_database():
            raise CommandError(_("This installation is no demonstration: please load without --demo."))
        try:
            self._load(options["file"], demo=options["demo"])
        except ContestFileError as error:
            raise CommandError(_("Nothing was loaded: %(why)s") % {"why": error})
        except IntegrityError:
            raise CommandError(
                _("Nothing was loaded: somebody loaded a contest at the same moment. Please try again.")
            )

    def _load(self, path: Path, *, demo: bool) -> None:
        self._say(_("Reading %(file)s …") % {"file": path})
        file = load(path)
        if known := loaded_before(file):
            self._say(_("“%(title)s” has already been loaded; nothing was changed.") % {"title": known.title})
            return
        self._say(_("Loading “%(title)s” …") % {"title": file.contest.title})
        with transaction.atomic():
            contest = load_contest(file, demo=demo)
            lists = open_if_due(contest)
        self._summary(contest, file, lists)
        if not demo:
            self._invitations(contest)

    def _summary(self, contest: Contest, file: ContestFile, lists: int) -> None:
        made = [
            (_("units"), len(file.units)),
            (_("themes"), contest.themes.count()),
            (_("criteria"), contest.criteria.count()),
            (_("prizes"), contest.prizes.count()),
            (_("judges"), contest.judges.count()),
            (_("unit lists opened"), lists),
        ]
        self._say("; ".join(f"{label}: {number}" for label, number in made))
        for deadline in contest.deadlines.all():
            self._say(f"  {deadline.name}: {_moment(contest, deadline.code)}")
        if file.entries:
            text = ngettext(
                "%d entry of the file was left out: entries come by the gate.",
                "%d entries of the file were left out: entries come by the gate.",
                len(file.entries),
            )
            self._say(text % len(file.entries))
        for key in file.unknown_keys:
            self._say(_("Not known and left out: %(key)s") % {"key": key})

    def _invitations(self, contest: Contest) -> None:
        people = waiting_for_invitation(contest)
        if not people:
            return
        self._say(_("Accounts that wait for their invitation (manage.py invite USERNAME):"))
        for person in people:
            self._say(f"  {person.username:32} {person.full_name}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)


def _moment(contest: Contest, code: str) -> str:
    deadline = windows.contest_deadline(contest, code)
    opening = windows.opens_at(contest) if code == "open" else None
    if opening is not None:
        return dates.deadline(opening, get_language() or "vi")
    return windows.shown(deadline) if deadline else ""
