"""A person with an account."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows import clock


class User(AbstractUser):
    """A person. What a person may do is said by memberships, never by flags of this row.

    ``full_name`` is one field: Vietnamese names are not cut into first and last.
    ``grants_version`` goes up with every change of the person's memberships, so that what was
    read from them can be kept as long as it stays the same.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    unit = models.ForeignKey(
        "workflows.OrganisationUnit", models.PROTECT, null=True, blank=True, related_name="staff"
    )
    position = models.CharField(_("position"), max_length=150, blank=True)
    grants_version = models.PositiveIntegerField(default=1)
    date_joined = models.DateTimeField(_("date joined"), default=clock.machine_now)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """Return the name as the person writes it."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """Return the given name, which in Vietnamese is the last word."""
        return self.get_full_name().split()[-1]

    def bump_grants(self) -> None:
        """Make every kept reading of this person's memberships stale."""
        User.objects.filter(pk=self.pk).update(grants_version=models.F("grants_version") + 1)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: people in a record are deactivated, never deleted."""
        raise models.ProtectedError("People are deactivated, never deleted.", {self})
