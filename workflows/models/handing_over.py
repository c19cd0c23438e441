"""After the decision: what is paid for an award, the ceremony, and what has been handed over there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.models.author import EntryAuthor
from workflows.models.award import Award
from workflows.models.person import User
from workflows.models.round import Round


class PaymentState(models.TextChoices):
    """Where a payment stands."""

    DUE = "due", pgettext_lazy("payment state", "Due")
    PAID = "paid", pgettext_lazy("payment state", "Paid")
    CANCELLED = "cancelled", pgettext_lazy("payment state", "Cancelled")


LIVE = (PaymentState.DUE, PaymentState.PAID)
"""States that count: those of an award add up to its money."""


class PaymentMethod(models.TextChoices):
    """How money reaches its payee; accounts of banks are kept nowhere."""

    CASH = "cash", pgettext_lazy("payment method", "Cash")
    TRANSFER = "transfer", pgettext_lazy("payment method", "Bank transfer")


_NOT_PAID = Q(
    paid_on__isnull=True, paid_by__isnull=True, recorded_at__isnull=True, method="", received_by=""
) & Q(received_for="")
_IS_PAID = (
    Q(paid_on__isnull=False, paid_by__isnull=False, recorded_at__isnull=False)
    & Q(method__in=PaymentMethod.values)
    & ~Q(received_by="")
)
_NOT_VOIDED = Q(voided_at__isnull=True, voided_by__isnull=True, voided_reason="")


class Payment(models.Model):
    """A sum of an award for one payee: the whole, or a declared share.

    ``payee`` is the name as it stood when the sum fell due; ``author`` is empty for a collective.
    ``received_for`` says on what ground somebody else has taken the money on the payee's behalf. A payment
    that was recorded by mistake is cancelled, and a new one falls due in its place.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="payments")
    author = models.ForeignKey(EntryAuthor, models.PROTECT, null=True, blank=True, related_name="payments")
    payee = models.CharField(max_length=300)
    amount_vnd = models.PositiveBigIntegerField()
    state = models.CharField(max_length=9, choices=PaymentState.choices, default=PaymentState.DUE)
    paid_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=8, choices=PaymentMethod.choices, blank=True)
    received_by = models.CharField(max_length=150, blank=True)
    received_for = models.CharField(max_length=300, blank=True)
    paid_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    voided_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["award", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_state_known"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="payment_has_an_amount"),
            models.CheckConstraint(condition=~Q(payee=""), name="payment_has_a_payee"),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.DUE) | _NOT_PAID & _NOT_VOIDED,
                name="payment_due_is_untouched",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.PAID) | _IS_PAID & _NOT_VOIDED,
                name="payment_paid_says_when_and_to_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.CANCELLED)
                | (_NOT_PAID | _IS_PAID) & Q(voided_at__isnull=False) & ~Q(voided_reason=""),
                name="payment_cancelled_says_why",
            ),
            # NULL never equals NULL: the sum of a collective, which has no author, is held by the second
            models.UniqueConstraint(
                fields=["award", "author"], condition=Q(state__in=LIVE), name="payment_share_once"
            ),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(state__in=LIVE, author__isnull=True),
                name="payment_of_a_collective_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee}: {self.amount_vnd}"

    @property
    def is_due(self) -> bool:
        """Say whether the money is still to be paid."""
        return self.state == PaymentState.DUE

    @property
    def is_paid(self) -> bool:
        """Say whether the money has been paid."""
        return self.state == PaymentState.PAID


class Ceremony(models.Model):
    """When and where the prizes of a round are handed over."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="ceremony")
    starts_at = models.DateTimeField()
    place = models.CharField(_("place"), max_length=300)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(place=""), name="ceremony_has_a_place")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.place}"


class HandingOver(models.Model):
    """An award in the running order of a ceremony, and what its winner has received there.

    ``money_at`` says that the envelope was handed over at the ceremony; what the books say stands in the
    award's payments. ``proxy_name`` took it on the winner's behalf, on the ground of ``proxy_reason``.
    """

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="rows")
    award = models.OneToOneField(Award, models.PROTECT, related_name="handing_over")
    order = models.PositiveIntegerField()
    certificate_at = models.DateTimeField(null=True, blank=True)
    certificate_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    money_at = models.DateTimeField(null=True, blank=True)
    money_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    proxy_name = models.CharField(max_length=150, blank=True)
    proxy_reason = models.CharField(max_length=300, blank=True)
    is_absent = models.BooleanField(default=False)

    class Meta:
        ordering = ["ceremony", "order"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "order"], name="running_order_once"),
            models.CheckConstraint(
                condition=Q(certificate_at__isnull=True, certificate_by__isnull=True)
                | Q(certificate_at__isnull=False, certificate_by__isnull=False),
                name="certificate_handed_over_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(money_at__isnull=True, money_by__isnull=True)
                | Q(money_at__isnull=False, money_by__isnull=False),
                name="money_handed_over_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(proxy_reason="") | ~Q(proxy_name=""), name="handing_over_reason_has_a_proxy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.award_id}"

    @property
    def by_proxy(self) -> bool:
        """Say whether somebody else has taken the prize on the winner's behalf."""
        return bool(self.proxy_name)
