"""What the administrator fills in: whom to invite, with which role, where, from when until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forms.filters import SOUND_DAYS
from workflows.domain.terms import Terms, person_called
from workflows.errors import InputRefused
from workflows.models import Contest, OrganisationUnit, User
from workflows.roles import Role


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class InviteForm(forms.Form):
    """A role and its terms, and for whom the link is meant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrganisationUnit.objects.none(), required=False)
    contest = forms.ModelChoiceField(label=_("Contest"), queryset=Contest.objects.none(), required=False)
    valid_from = _day(_("First day"), _("Empty: from now on."))
    valid_to = _day(_("Last day"), _("Empty: until the role is ended. An auditor always has a last day."))
    stand_in_for = forms.CharField(
        label=_("Stands in for"),
        help_text=_("Account or e-mail of who holds the role; the audit trail names both."),
        max_length=254,
        required=False,
    )
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

    def clean_stand_in_for(self) -> User | None:
        """Find the person by account or e-mail."""
        name = self.cleaned_data["stand_in_for"]
        try:
            return person_called(name) if name else None
        except InputRefused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from refusal

    def clean(self) -> dict[str, Any]:
        """Hold the role against its terms, unless a part of them could not be read."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.terms().check()
            except InputRefused as refusal:
                self.add_error(refusal.field, str(refusal.sentence))
        return cleaned

    def terms(self) -> Terms:
        """Return the terms that were chosen."""
        parts = ("unit", "contest", "valid_from", "valid_to", "stand_in_for")
        return Terms(Role(self.cleaned_data["role"]), **{name: self.cleaned_data[name] for name in parts})
