"""What people choose above a list of background jobs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms.filters import Choices, FilterForm


class JobFilterForm(FilterForm):
    """State and kind; the kind is asked for only where there are several."""

    def __init__(self, *args: Any, states: Choices, kinds: Choices = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        self.fields["state"] = forms.ChoiceField(
            label=pgettext_lazy("column", "State"), choices=[("", _("All states")), *states], required=False
        )
        offered = list(kinds)
        if len(offered) > 1:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of work"), choices=[("", _("All kinds")), *offered], required=False
            )
