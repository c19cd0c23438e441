"""What the accountant and the secretary fill in after the decision: payments, shares, the ceremony."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forms.filters import SOUND_DAYS, FilterForm
from workflows import clock
from workflows.domain.handing_over import Receipt
from workflows.models import Award, Ceremony, Payment
from workflows.models.handing_over import PaymentMethod

_DONG = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,15}")


class DongField(forms.CharField):
    """Whole đồng, typed with or without points: ``2.000.000``; nothing typed is 0."""

    def clean(self, value: Any) -> int:
        """Return the sum.

        Raises:
            ValidationError: what was typed is no whole number of đồng.
        """
        text = str(super().clean(value) or "").replace("đồng", "").strip()
        if not text:
            return 0
        if not _DONG.fullmatch(text):
            raise forms.ValidationError(_t("Please type whole đồng, as 2.000.000."))
        return int(text.replace(".", "").replace(" ", ""))


class PaymentForm(forms.Form):
    """When and how a sum was paid, and who has received it."""

    paid_on = forms.DateField(
        label=_("Paid on"),
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    method = forms.ChoiceField(label=_("How"), choices=PaymentMethod.choices)
    received_by = forms.CharField(label=_("Received by"), max_length=150)
    received_for = forms.CharField(
        label=_("Received on behalf: on what ground"),
        help_text=_(
            "Only where somebody else than the payee has received the money, e.g. a letter of authority."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        self.payment = payment
        kwargs["auto_id"] = f"id_pay_{payment.pk}_%s"
        kwargs["initial"] = _known(payment)
        super().__init__(*args, **kwargs)

    def receipt(self) -> Receipt:
        """Return what was filled in; only after ``is_valid``."""
        data = {**self.cleaned_data, "method": PaymentMethod(self.cleaned_data["method"])}
        return Receipt(**data)


def _known(payment: Payment) -> dict[str, Any]:
    """Begin with the payee and today, or with what was ticked at the ceremony."""
    row = getattr(payment.award, "handing_over", None)
    name = payment.payee if payment.author_id else ""
    known = {"paid_on": clock.today(), "method": PaymentMethod.CASH, "received_by": name}
    if row is not None and row.money_at is not None:
        known["paid_on"] = clock.local(row.money_at).date()
        if row.by_proxy:
            known |= {"received_by": row.proxy_name, "received_for": row.proxy_reason}
    return known


class SharesForm(forms.Form):
    """How much of the award each author of a group takes."""

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        kwargs["auto_id"] = "id_%s"
        super().__init__(*args, **kwargs)
        for author in award.entry.authors.all():
            field = DongField(label=author.full_name, required=False, max_length=24)
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[f"share_{author.pk}"] = field

    def shares(self) -> dict[int, int]:
        """Return key of the author → đồng; only after ``is_valid``."""
        return {int(name.removeprefix("share_")): sum_ for name, sum_ in self.cleaned_data.items()}


class PaymentFilterForm(FilterForm):
    """Above the accountant's list."""

    SHOWN = [("due", _("Due")), ("paid", _("Paid in full")), ("recover", _("To be recovered"))]

    def __init__(self, *args: Any, contests: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        offered = list(contests)
        if len(offered) > 1:
            choices = [("", _("All contests")), *offered]
            self.fields["contest"] = forms.ChoiceField(label=_("Contest"), choices=choices, required=False)
        choices = [("", _("All payments")), *self.SHOWN]
        self.fields["show"] = forms.ChoiceField(label=_("Payments"), choices=choices, required=False)


class CeremonyForm(forms.Form):
    """Time and place of the ceremony, in the offices' time."""

    starts_at = forms.DateTimeField(
        label=_("Begins at"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=300)
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, ceremony: Ceremony | None = None, **kwargs: Any) -> None:
        kwargs["auto_id"] = "id_ceremony_%s"
        if ceremony is not None:
            kwargs["initial"] = {
                "starts_at": clock.local(ceremony.starts_at),
                "place": ceremony.place,
                "note": ceremony.note,
            }
        super().__init__(*args, **kwargs)

    def clean_starts_at(self) -> Any:
        """Refuse a moment that no calendar reckons with."""
        moment = self.cleaned_data["starts_at"]
        if not 2000 <= moment.year <= 2200:
            raise forms.ValidationError(_t("Please choose a day between 2000 and 2200."))
        return moment
