"""What the secretary fills in to give one unit more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forms.filters import SOUND_DAYS
from workflows.models import Contest, OrganisationUnit
from workflows.models.deadline import DeadlineCode, DeadlineRule


class ExtensionForm(forms.Form):
    """A later date for a unit, with the reason."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrganisationUnit.objects.none())
    code = forms.ChoiceField(label=_("Deadline"))
    until = forms.DateField(
        label=_("New date"),
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    rule = forms.ChoiceField(
        label=_("Meaning of the date"),
        choices=[(DeadlineRule.ON_OR_BEFORE, _("on or before")), (DeadlineRule.BEFORE, _("before"))],
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, contest: Contest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, code = self.fields["unit"], self.fields["code"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(code, forms.ChoiceField)
        unit.queryset = OrganisationUnit.objects.filter(participations__contest=contest).order_by("name")
        unit.empty_label = _t("Please choose")
        extendable = (DeadlineCode.UNIT, DeadlineCode.SUBMISSION)
        code.choices = [
            (row.code, row.name) for row in contest.deadlines.filter(code__in=extendable).order_by("-order")
        ]
