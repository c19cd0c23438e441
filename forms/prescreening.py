"""What an officer fills in when checking an entry, and the author when handing it in again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.scoring import LONGEST_NOTE
from workflows.models import ChecklistItem
from workflows.models.prescreening import Verdict


class PrescreeningForm(forms.Form):
    """The contest's checklist, a verdict, and a note that is required where the author is turned down.

    ``cleaned_data`` has ``verdict``, ``answers`` (code → bool), ``reason_code`` and ``note``.
    """

    verdict = forms.ChoiceField(label=_("Proposal"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason_code = forms.CharField(label=_("Reason code"), max_length=60, required=False)
    note = forms.CharField(
        label=_("Reason or note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author will read this."),
    )

    def __init__(self, *args: Any, checklist: Sequence[ChecklistItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [item.code for item in checklist]
        for item in checklist:
            self.fields[f"check_{item.code}"] = forms.BooleanField(label=item.text, required=False)
        self.order_fields([f"check_{code}" for code in self.codes])

    def clean(self) -> dict[str, Any]:
        """Collect the answers; a verdict against the author needs a note, a pass all checks."""
        cleaned = super().clean() or {}
        answers = {code: bool(cleaned.pop(f"check_{code}", False)) for code in self.codes}
        cleaned["answers"] = answers
        verdict = cleaned.get("verdict")
        if verdict in (Verdict.FAIL, Verdict.RETURN) and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please give a reason; the author will read it."))
        if verdict == Verdict.PASS and not all(answers.values()):
            self.add_error("verdict", _("An entry can pass only when every line of the checklist is ticked."))
        return cleaned


class CorrectionForm(forms.Form):
    """Handing a completed entry in again."""

    confirm = forms.BooleanField(label=_("The entry has been completed as asked."))
