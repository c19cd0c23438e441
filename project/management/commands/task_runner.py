"""`manage.py task_runner`: run background jobs until SIGTERM."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from project import background
from project.task_runner import TaskRunner, run_over_celery, run_over_redis


class Command(BaseCommand):
    """Started by bin/start; on several machines run it as often as there is work for."""

    help = "Run background jobs (documents, batches) one after the other, until SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run in the foreground with whatever queue TRANG_TASKS names."""
        backend = settings.TASKS["default"]["BACKEND"]
        if backend == background.DATABASE:
            TaskRunner().run()
        elif backend == background.REDIS:
            run_over_redis()
        elif backend == background.CELERY:
            run_over_celery()
        else:
            raise CommandError(
                _("The task backend %(name)s brings a worker of its own; start that one.") % {"name": backend}
            )
