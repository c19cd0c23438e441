"""``manage.py seed_load``: fill an empty database with cases, to measure with."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from workflows.domain import checkpoints
from workflows.management.seeding import moulds, setting
from workflows.management.seeding.casting import Cast, pour

CLAIMED = 1000
"""Cases claimed by the officer, however many wait."""


class Command(BaseCommand):
    """Makes this (freshly migrated, empty) database a demonstration with very many cases."""

    help = (
        "Fill a freshly migrated, empty database with N cases that wait in the queue of bench-officer and "
        "1,000 that this account has claimed, as the flow itself would have written them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--cases", type=_count, required=True, metavar="N", help="how many cases wait")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play some entries the real way, cast the others from them, seal."""
        filled = setting.first_filled()
        if filled is not None:
            raise CommandError(
                _("This database is not empty (%(what)s); seed_load needs a freshly migrated one.")
                % {"what": filled._meta.verbose_name_plural}
            )
        total = options["cases"] + CLAIMED
        with tqdm(total=total, disable=None, desc=_("Cases"), unit="") as bar:
            scene = setting.build()
            for count, claimed in ((options["cases"], False), (CLAIMED, True)):
                self._fill(scene, count, claimed, bar)
        checkpoint = checkpoints.seal("seed_load")
        self.stdout.write(_summary(scene, options["cases"], checkpoint.number))

    def _fill(self, scene: setting.Setting, count: int, claimed: bool, bar: "tqdm[Any]") -> None:
        played: list[Cast] = []
        for about in islice(_by_time(scene), count):
            played.append(Cast(moulds.play(scene, about, claimed=claimed)))
            bar.update(1)
        pour(scene.contest, islice(cycle(played), count - len(played)), bar.update)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(_("“%(text)s” is not a number of cases.") % {"text": text})
    return int(text)


def _by_time(scene: setting.Setting) -> Iterator[Any]:
    return iter(sorted(scene.file.entries, key=lambda about: about.submitted_at))


def _summary(scene: setting.Setting, waiting: int, checkpoint: int) -> str:
    return _(
        "%(contest)s: %(waiting)d cases wait in the queue of %(officer)s, %(claimed)d are claimed; "
        "checkpoint %(checkpoint)d. Password of %(officer)s: %(password)s"
    ) % {
        "contest": scene.contest.slug,
        "waiting": waiting,
        "claimed": CLAIMED,
        "officer": setting.OFFICER,
        "checkpoint": checkpoint,
        "password": scene.password,
    }
