"""What is true of the database as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows import clock


class Installation(models.Model):
    """The single row that says what this database is.

    ``is_demo`` is set only when a database is made for a demonstration: only there exist demo
    accounts, and only there may the clock of the case be moved. ``demo_unfinished`` stands from that
    moment until everything has been played: such a database holds nobody's work.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField(_("demonstration"), default=False)
    demo_unfinished = models.BooleanField(_("demonstration not yet whole"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_single_row"),
            models.CheckConstraint(
                condition=models.Q(is_demo=True) | models.Q(demo_unfinished=False),
                name="installation_unfinished_is_demo",
            ),
        ]

    def __str__(self) -> str:
        return "demo" if self.is_demo else "installation"

    @classmethod
    def is_demo_database(cls) -> bool:
        """Say whether this database is marked as a demonstration."""
        return cls.objects.filter(pk=1, is_demo=True).exists()

    @classmethod
    def is_unfinished_demo(cls) -> bool:
        """Say whether the making of this demonstration has begun and not come to its end."""
        return cls.objects.filter(pk=1, is_demo=True, demo_unfinished=True).exists()

    @classmethod
    def mark_demo(cls, *, unfinished: bool = False) -> None:
        """Mark this database as a demonstration; ``unfinished`` until `finish_demo` is called."""
        cls.objects.update_or_create(pk=1, defaults={"is_demo": True, "demo_unfinished": unfinished})

    @classmethod
    def finish_demo(cls) -> None:
        """Say that the demonstration is whole: from now on it may hold what somebody has tried."""
        cls.objects.filter(pk=1).update(demo_unfinished=False)


clock.register_guard(Installation.is_demo_database)
