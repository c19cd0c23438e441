"""What the standing unit, the signatory, the clerk and the secretary fill in about the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.scoring import LONGEST_NOTE

LARGEST_SCAN = 50 * 1024 * 1024


class NumberingForm(forms.Form):
    """What a paper needs when it is numbered.

    ``is_external`` asks for number and date as the agency's register has them, ``is_by_hand`` for the scan
    of the paper as it was signed.
    """

    number = forms.IntegerField(label=_("Number from the register"), min_value=1, max_value=999_999)
    issued_on = forms.DateField(
        label=_("Date of the document"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scan = forms.FileField(
        label=_("Scan of the signed paper (PDF)"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(
        self, *args: Any, is_external: bool = False, is_by_hand: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        wanted = {"number": is_external, "issued_on": is_external, "scan": is_by_hand}
        for name in [name for name, is_wanted in wanted.items() if not is_wanted]:
            del self.fields[name]

    def clean_scan(self) -> Any:
        """Take a PDF of bounded size, told by its first bytes."""
        scan = self.cleaned_data["scan"]
        if not scan:
            return scan
        if scan.size > LARGEST_SCAN:
            raise forms.ValidationError(_("The scan is larger than 50 MB; please scan it again, smaller."))
        if scan.read(5) != b"%PDF-":
            raise forms.ValidationError(_("“%(name)s” is no PDF.") % {"name": scan.name})
        scan.seek(0)
        return scan


class SubmitForSignatureForm(NumberingForm):
    """Signing and numbering the proposal, and submitting the decision."""

    confirm = forms.BooleanField(label=_("I have checked the proposed prizes and the draft decision"))


class PreparePaperForm(forms.Form):
    """Checking a paper and submitting it."""

    confirm = forms.BooleanField(label=_("I have checked the content of this paper"))


class SignForm(forms.Form):
    """Signing a paper, or sending it back with a reason."""

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


class IssueForm(SignForm, NumberingForm):
    """Issuing a paper, or sending it back with a reason."""

    confirm = forms.BooleanField(label=_("Number the paper, issue it and do all that follows from it"))

    field_order = ("number", "issued_on", "scan", "confirm", "send_back", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("send_back"):
            for name in self.fields:
                self.fields[name].required = False


class PublishForm(forms.Form):
    """Publishing the results."""

    confirm = forms.BooleanField(label=_("Make the results public"))
