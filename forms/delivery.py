"""What the clerk fills in about one recipient of an issued document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.filters import SOUND_DAYS
from workflows.models import Delivery, OrganisationUnit
from workflows.models.delivery import DeliveryChannel


class DeliveryForm(forms.Form):
    """Channel, and what it needs: a unit, an address, the date of handing over."""

    channel = forms.ChoiceField(label=_("Way of delivery"), choices=DeliveryChannel.choices)
    unit = forms.ChoiceField(label=_("Unit, for its inbox"), required=False)
    email = forms.EmailField(label=_("E-mail address, for e-mail"), required=False)
    handed_on = forms.DateField(
        label=_("Handed over on, for paper"),
        required=False,
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Remark on the delivery"), required=False, max_length=300)

    def __init__(self, *args: Any, row: Delivery, units: list[OrganisationUnit], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_delivery_{row.pk}_%s")
        kwargs.setdefault(
            "initial",
            {
                "channel": row.channel,
                "unit": row.unit_id,
                "email": row.email,
                "handed_on": row.handed_on,
                "note": row.note,
            },
        )
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((key, str(unit)) for key, unit in self._units.items())]

    def clean_unit(self) -> OrganisationUnit | None:
        """Return the unit itself."""
        return self._units.get(self.cleaned_data["unit"])
