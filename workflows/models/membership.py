"""Roles given to people, within a scope and between two dates; and invitations to them."""

import hashlib
import secrets
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows import clock
from workflows.models.organisation import OrganisationUnit
from workflows.models.person import User
from workflows.roles import UNSCOPED_ROLES, Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Readings of memberships."""

    def current(self, day: date | None = None) -> "MembershipQuerySet":
        """Return the memberships in force on ``day`` (default: today)."""
        day = day or clock.today()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            ended_at__isnull=True,
        )


class ScopedRole(models.Model):
    """A role and its terms: a unit, a contest or (few roles) everything; between two days."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="+")
    contest = models.ForeignKey("workflows.Contest", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, contest__isnull=True)
                | Q(unit__isnull=True, contest__isnull=False)
                | Q(unit__isnull=True, contest__isnull=True, role__in=sorted(UNSCOPED_ROLES)),
                name="%(class)s_has_one_scope",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.ADMINISTRATOR) | Q(unit__isnull=True, contest__isnull=True),
                name="%(class)s_administers_everything",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
                name="%(class)s_begins_before_it_ends",
            ),
        ]

    @property
    def scope_key(self) -> str:
        """Return the scope as queue keys write it: ``u12``, ``c3`` or ``all``."""
        if self.unit_id is not None:
            return f"u{self.unit_id}"
        return f"c{self.contest_id}" if self.contest_id is not None else "all"

    @property
    def queue_key(self) -> str:
        """Return ``role@scope``, under which open tasks are listed."""
        return f"{self.role}@{self.scope_key}"


class Membership(ScopedRole):
    """That a person holds a role within a scope, perhaps standing in for somebody."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    stand_in_for = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="stand_ins")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(ScopedRole.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *ScopedRole.Meta.constraints,
            models.CheckConstraint(
                condition=Q(stand_in_for__isnull=True) | ~Q(stand_in_for=models.F("user")),
                name="membership_stands_in_for_another",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(ended_at__isnull=True, stand_in_for__isnull=True),
                name="membership_once_per_unit",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "contest"],
                condition=Q(ended_at__isnull=True, stand_in_for__isnull=True),
                name="membership_once_per_contest",
            ),
        ]
        indexes = [models.Index(fields=["role", "unit"]), models.Index(fields=["role", "contest"])]

    def __str__(self) -> str:
        return f"{self.user} – {self.queue_key}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and make kept readings of the person's roles stale."""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        self.user.bump_grants()

    def is_current(self, day: date) -> bool:
        """Say whether the membership is in force on ``day``."""
        return (
            self.ended_at is None
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or self.valid_to >= day)
        )


class Invitation(ScopedRole):
    """A one-time link that makes an account with a role; only the token's digest is kept.

    With ``account`` it opens that account, made before its person was known, with all its roles.
    """

    email = models.EmailField(_("e-mail"), blank=True)
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    stand_in_for = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="invitations")
    created_at = models.DateTimeField(default=clock.machine_now)
    expires_at = models.DateTimeField()
    account = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ScopedRole.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.email or self.full_name} – {self.queue_key}"

    @staticmethod
    def new_token() -> tuple[str, str]:
        """Return a fresh token and the digest under which it is kept."""
        token = secrets.token_urlsafe(32)
        return token, Invitation.digest(token)

    @staticmethod
    def digest(token: str) -> str:
        """Return the SHA-256 of ``token`` in hex."""
        return hashlib.sha256(token.encode()).hexdigest()

    def is_open(self) -> bool:
        """Say whether the link can still be used."""
        if self.valid_to is not None and self.valid_to < clock.today():
            return False
        return self.accepted_at is None and clock.machine_now() < self.expires_at
