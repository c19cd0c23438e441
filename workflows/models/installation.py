"""What is true of the database as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows import clock


class Installation(models.Model):
    """The single row that says what this database is.

    ``is_demo`` is set only when a database is made for a demonstration: only there exist demo
    accounts, and only there may the clock of the case be moved.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="installation_single_row")]

    def __str__(self) -> str:
        return "demo" if self.is_demo else "installation"

    @classmethod
    def is_demo_database(cls) -> bool:
        """Say whether this database is marked as a demonstration."""
        return cls.objects.filter(pk=1, is_demo=True).exists()

    @classmethod
    def mark_demo(cls) -> None:
        """Mark this database as a demonstration."""
        cls.objects.update_or_create(pk=1, defaults={"is_demo": True})


clock.register_guard(Installation.is_demo_database)
