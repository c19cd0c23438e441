"""``manage.py demo``: play the demonstration's contests into a new database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from workflows.management.rehearsal import accounts, demo
from workflows.models import CaseEvent, Installation


class Command(BaseCommand):
    """Makes this (new) database a demonstration."""

    help = "Play the demonstration's contests into a new, empty database and list its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a database with a history; play; publish the accounts; say that it is whole."""
        if CaseEvent.objects.exists():
            raise CommandError(_("This database already has a history; the demo needs a new one."))
        Installation.mark_demo(unfinished=True)
        with tqdm(disable=None, desc=_("Demo"), unit=_(" acts")) as bar:
            for contest in demo.build(bar.update, bar.set_postfix_str):
                self.stdout.write(f"  {contest.slug}")
        rows = accounts.publish(Path(settings.VAR) / "demo-accounts.json")
        Installation.finish_demo()
        self.stdout.write(_("%(count)d demo accounts.") % {"count": len(rows)})
