"""`manage.py checkpoint`: seal the audit trail, and write the seal to a file to be kept elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflows.domain.checkpoints import SealImpossible, export, seal
from workflows.domain.keys import KeyTrouble


class Command(BaseCommand):
    """Without anything new the last seal is written again."""

    requires_system_checks: list[str] = []
    help = "Seal what has happened since the last seal. Keep the file that --out writes off this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--out", type=Path, metavar="FILE", help="write the checkpoint to a new FILE")
        parser.add_argument("--full", action="store_true", help="seal every case, not only what has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and write."""
        out: Path | None = options["out"]
        if out is not None and out.exists():
            raise CommandError(_("%(path)s exists already: choose another name.") % {"path": out})
        try:
            checkpoint = seal("command", full=options["full"])
        except (SealImpossible, KeyTrouble) as error:
            raise CommandError(str(error))
        if out is not None:
            _write(out, export(checkpoint))
        self.stdout.write(
            _("Checkpoint %(number)d, hash %(hash)s") % {"number": checkpoint.number, "hash": checkpoint.hash}
        )


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise CommandError(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error})
