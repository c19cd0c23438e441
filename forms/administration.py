"""What the administrator fills in: whom to invite, with which role, where."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from workflows.models import Contest, OrganisationUnit
from workflows.roles import CONTEST_ROLES, UNIT_ROLES, Role


class InviteForm(forms.Form):
    """A role and its scope, and for whom the link is meant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrganisationUnit.objects.none(), required=False)
    contest = forms.ModelChoiceField(label=_("Contest"), queryset=Contest.objects.none(), required=False)
    full_name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, contest = self.fields["unit"], self.fields["contest"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(contest, forms.ModelChoiceField)
        unit.queryset = OrganisationUnit.objects.order_by("name")
        contest.queryset = Contest.objects.order_by("-pk")
        unit.empty_label = contest.empty_label = _t("None")

    def clean(self) -> dict[str, Any]:
        """Hold the role against its scope."""
        cleaned = super().clean() or {}
        role, unit, contest = cleaned.get("role"), cleaned.get("unit"), cleaned.get("contest")
        if role in UNIT_ROLES and (unit is None or contest is not None):
            self.add_error("unit", _t("This role belongs to one unit: please choose it, and no contest."))
        if role in CONTEST_ROLES and (contest is None or unit is not None):
            self.add_error("contest", _t("This role belongs to one contest: please choose it, and no unit."))
        if unit is not None and contest is not None and role not in UNIT_ROLES | CONTEST_ROLES:
            self.add_error("contest", _t("Please choose a unit or a contest, or neither."))
        return cleaned
