"""What the standing unit, the signatory, the clerk and the secretary fill in about the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.scoring import LONGEST_NOTE


class SubmitForSignatureForm(forms.Form):
    """Signing the proposal and submitting the decision."""

    confirm = forms.BooleanField(label=_("I have checked the proposed prizes and the draft decision"))


class SignForm(forms.Form):
    """Signing the decision, or sending it back with a reason."""

    send_back = forms.BooleanField(label=_("Send back for revision"), required=False)
    reason = forms.CharField(
        label=_("Reason for sending back"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Sending back needs a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("send_back") and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Please give a reason."))
        return cleaned


class IssueForm(forms.Form):
    """Issuing the decision under the next number of the register."""

    confirm = forms.BooleanField(label=_("Take the next number, issue the decision and decide all entries"))


class PublishForm(forms.Form):
    """Publishing the results."""

    confirm = forms.BooleanField(label=_("Make the results public"))
