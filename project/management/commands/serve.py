"""`manage.py serve`: prepare everything and serve in the foreground (what bin/start runs)."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from project import serving


class Command(BaseCommand):
    """Prepares the database and the static files, then runs web server and worker as children."""

    help = "Prepare the installation and serve it at HOST:PORT until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --empty."""
        parser.add_argument(
            "--empty",
            action="store_true",
            help="a real installation: no demo; prints a one-time link for the first administrator",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop; the exit status is that of the child that ended by itself."""
        address = serving.Address.from_environment(os.environ)
        status = serving.serve(address, empty=options["empty"], say=self._say)
        if status:
            raise SystemExit(status)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
