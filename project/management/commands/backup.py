"""`manage.py backup FILE`: database and files in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from project import backup


class Command(BaseCommand):
    """May run while the installation is being served."""

    help = "Write the database and all files to FILE (a tar). The keys in var/keys are not in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive and say what it holds."""
        try:
            manifest = backup.write(options["file"].absolute())
        except backup.BackupError as error:
            raise CommandError(str(error))
        self.stdout.write(
            _("Backup written to %(path)s: the database and %(count)d files. Keep var/keys apart from it.")
            % {"path": options["file"], "count": len(manifest.members) - 1}
        )
