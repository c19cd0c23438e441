"""`manage.py restore FILE`: put a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from project.backup import BackupError
from project.restore import restore


class Command(BaseCommand):
    """Refuses a broken archive and a running installation with one sentence, and changes nothing then."""

    help = "Replace the database and all files by those of a backup. Stop the installation first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then bring an older database to this version."""
        try:
            manifest, kept = restore(options["file"].absolute())
        except BackupError as error:
            raise CommandError(str(error))
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(_("Restored the backup of %(made_at)s.") % {"made_at": manifest.made_at})
        if kept:
            self.stdout.write(_("What was here before is kept in %(path)s.") % {"path": kept})
