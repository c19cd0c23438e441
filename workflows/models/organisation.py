"""Organisation units: data with validity dates and successors, never names in code."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class SigningRegime(models.TextChoices):
    """Who signs a body's documents (Decree 30/2020, art. 13)."""

    HEAD = "head", _("Head regime")
    COLLECTIVE = "collective", _("Collective regime")


class OrganisationUnit(models.Model):
    """A body or a part of one, for as long as it is valid.

    ``symbol`` is what stands after the kind of document in its number (``UBND`` in QĐ-UBND).
    ``code`` is unique among the units of one parent: two bodies of different times or places may
    share a name, never a code.
    """

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    symbol = models.CharField(_("document symbol"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=20, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    superior_name = models.CharField(_("superior body"), max_length=200, blank=True)
    head_title = models.CharField(_("title of the head"), max_length=120, blank=True)
    place_name = models.CharField(_("place name"), max_length=100, blank=True)
    signing_regime = models.CharField(
        _("signing regime"), max_length=20, choices=SigningRegime.choices, default=SigningRegime.HEAD
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation unit")
        verbose_name_plural = _("organisation units")
        constraints = [
            models.UniqueConstraint(fields=["parent", "code"], name="unit_code_once_per_parent"),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(parent__isnull=True),
                name="unit_code_once_at_the_top",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="unit_valid_from_before_valid_to",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        """Say whether the unit exists on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class SuccessionShare(models.TextChoices):
    """How much of the predecessor went to the successor."""

    ALL = "all", _("All")
    MOST = "most", _("Most")
    PART = "part", _("Part")


class UnitSuccession(models.Model):
    """That one unit followed another, wholly or in part."""

    predecessor = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="precedents")
    share = models.CharField(max_length=10, choices=SuccessionShare.choices, default=SuccessionShare.ALL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
