"""``manage.py work_items``: hold the work list against the open tasks, or make it anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from workflows.management import work_list

SHOWN = 10


class Command(BaseCommand):
    """``--check``: exit 0 and one sentence, or exit 1 and what is wrong; ``--rebuild`` mends it."""

    help = "Check the work list (inbox and queue) against the open tasks of the processes, or rebuild it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--check", action="store_true", help="say what is wrong, change nothing")
        act.add_argument("--rebuild", action="store_true", help="mend what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check or rebuild."""
        total = work_list.count_open()
        with tqdm(total=total, disable=None, desc=_("Tasks"), unit="") as bar:
            if options["rebuild"]:
                self._mended(work_list.rebuild(bar.update), total)
                return
            wrong = list(work_list.differences(bar.update))
        if wrong:
            raise CommandError("\n".join([_wrong(len(wrong)), *map(str, wrong[:SHOWN])]))
        self.stdout.write(_open(total))

    def _mended(self, count: int, total: int) -> None:
        sentence = ngettext("%(count)d row was mended.", "%(count)d rows were mended.", count)
        self.stdout.write(f"{sentence % {'count': count}} {_open(total)}")


def _wrong(count: int) -> str:
    return ngettext(
        "%(count)d row of the work list is wrong; `work_items --rebuild` mends it:",
        "%(count)d rows of the work list are wrong; `work_items --rebuild` mends them:",
        count,
    ) % {"count": count}


def _open(total: int) -> str:
    return ngettext(
        "%(count)d open task: the work list is right.", "%(count)d open tasks: the work list is right.", total
    ) % {"count": total}
