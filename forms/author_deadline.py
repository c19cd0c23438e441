"""What the head of a unit fills in to give the unit's own authors an earlier date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.filters import SOUND_DAYS
from workflows.models import ContestUnit


class AuthorDeadlineForm(forms.Form):
    """The last day for the authors of one unit."""

    until = forms.DateField(
        label=_("Last day for authors"),
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, part: ContestUnit, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_authors_{part.pk}_%s"
        super().__init__(*args, **kwargs)
        self.part = part
