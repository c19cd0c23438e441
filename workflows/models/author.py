"""The authors of an entry, as they were at submission."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.entry import Entry
from workflows.models.person import User


class EntryAuthor(models.Model):
    """One author. A group has exactly one representative; an individual is their own."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="authors")
    order = models.PositiveSmallIntegerField(default=1)
    full_name = models.CharField(_("full name"), max_length=150)
    position = models.CharField(_("position"), max_length=200, blank=True)
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    is_representative = models.BooleanField(_("representative"), default=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="authorships")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(is_representative=True), name="entry_one_representative"
            )
        ]

    def __str__(self) -> str:
        return self.full_name
