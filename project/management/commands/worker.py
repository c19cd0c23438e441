"""`manage.py worker`: run the timers until SIGTERM."""

from typing import Any

from django.core.management.base import BaseCommand

from project.worker import Worker


class Command(BaseCommand):
    """Started by bin/start; on several machines run it once or more beside the web servers."""

    help = "Fire reminders, escalations and deadlines as they fall due, until SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the worker in the foreground."""
        Worker().run()
