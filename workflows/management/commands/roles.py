"""`manage.py roles`: write docs/roles.md from the code, or check that it is up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflows.domain.role_table import as_markdown

ROOT = Path(__file__).parents[3]


class Command(BaseCommand):
    """Writes the page; with ``--check`` exits 1 when it differs from the code."""

    help = "Write docs/roles.md, the table of states, verbs and roles, from the code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a difference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or check."""
        path, text = ROOT / "docs" / "roles.md", as_markdown()
        if not options["check"]:
            path.write_text(text, encoding="utf-8")
            self.stdout.write(str(path.relative_to(ROOT)))
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(
                _("%(file)s differs from the code; write it anew with `bin/manage roles`.")
                % {"file": "docs/roles.md"}
            )
