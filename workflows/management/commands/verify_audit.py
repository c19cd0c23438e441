"""`manage.py verify_audit`: compute the whole audit trail again."""

from argparse import ArgumentParser, BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.domain.audit import Misfit, Verified, verify
from workflows.domain.audit.outside import read_outside
from workflows.domain.audit.verification import count_events
from workflows.management.progress import ProgressBar


class Command(BaseCommand):
    """Exit 0 and “N events, M cases: intact”, or exit 1 and the first thing that does not fit."""

    help = (
        "Compute the audit trail again from the stored rows and hold it against the checkpoints. "
        "Exit 0: intact; exit 1: the first thing that does not fit."
    )
    # what is verified may be in a state that the checks of the product complain about
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--checkpoint-file",
            type=Path,
            metavar="FILE",
            help="also hold the database against a checkpoint kept outside (written by `checkpoint --out`)",
        )
        parser.add_argument(
            "--progress",
            action=BooleanOptionalAction,
            default=None,
            help="show a progress bar on stderr (default: only on a terminal)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, and say what was found."""
        outside = _read(options["checkpoint_file"])
        try:
            with ProgressBar(_("Verifying"), count_events(), shown=options["progress"]) as bar:
                verified = verify(progress=bar.advance, outside=outside)
        except Misfit as misfit:
            raise CommandError(_("Does not fit: %(what)s") % {"what": misfit})
        for line in _remarks(verified):
            self.stdout.write(line)
        # scripts read this line: it is the same in every language
        self.stdout.write(f"{verified.events} events, {verified.cases} cases: intact")


def _read(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        return read_outside(path)
    except (OSError, ValueError) as error:
        raise CommandError(
            _("The checkpoint file %(path)s cannot be read: %(why)s.") % {"path": path, "why": error}
        )


def _remarks(verified: Verified) -> list[str]:
    if verified.last_seal:
        newer = ngettext(
            "%(count)d event is newer than the last seal (checkpoint %(number)d of %(at)s).",
            "%(count)d events are newer than the last seal (checkpoint %(number)d of %(at)s).",
            verified.unsealed,
        ) % {"count": verified.unsealed, "number": verified.last_seal, "at": verified.sealed_at}
    else:
        newer = _("There is no seal yet: all %(count)d events are unsealed.") % {"count": verified.unsealed}
    if not verified.absent_files:
        return [newer]
    absent = ngettext(
        "%(count)d issued file is not here and was not compared.",
        "%(count)d issued files are not here and were not compared.",
        verified.absent_files,
    ) % {"count": verified.absent_files}
    return [newer, absent]
