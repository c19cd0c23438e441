"""What the head of a unit and the secretary fill in about a unit's list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.models import Entry
from workflows.models.prescreening import Verdict


class ConfirmListForm(forms.Form):
    """The list: which entries the unit sends; or that it has none.

    ``cleaned_data`` has ``chosen`` (entry keys), ``reasons`` (entry key → text) and ``declare_none``.
    """

    chosen = forms.MultipleChoiceField(
        label=_("Entries that the unit sends"), required=False, widget=forms.CheckboxSelectMultiple
    )
    declare_none = forms.BooleanField(label=_("The unit has no entries to send"), required=False)

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        choices = [(str(entry.pk), f"{entry.code} {entry.title}") for entry in self.entries]
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        field.initial = [str(e.pk) for e in self.entries if self._proposed(e)]
        for entry in self.entries:
            self.fields[f"reason_{entry.pk}"] = forms.CharField(
                label=_("Reason if not sent: %(code)s") % {"code": entry.code},
                required=False,
                max_length=2000,
            )

    @staticmethod
    def _proposed(entry: Entry) -> bool:
        return any(p.is_current and p.verdict == Verdict.PASS for p in entry.prescreenings.all())

    def clean(self) -> dict[str, Any]:
        """Turn keys into numbers; refuse a list and a declaration at once, and an empty act."""
        cleaned = super().clean() or {}
        cleaned["chosen"] = [int(key) for key in cleaned.get("chosen", [])]
        cleaned["reasons"] = {entry.pk: cleaned.pop(f"reason_{entry.pk}", "") for entry in self.entries}
        if cleaned.get("declare_none") and (cleaned["chosen"] or self.entries):
            self.add_error(
                "declare_none", _("The unit has entries; please decide on them instead of declaring none.")
            )
        if not cleaned.get("declare_none") and not self.entries:
            self.add_error("chosen", _("There is no checked entry to decide on yet."))
        return cleaned


class ForwardForm(forms.Form):
    """Sending the batch: nothing to fill in but the confirmation."""

    confirm = forms.BooleanField(label=_("Send these entries to the organiser"))


class ReceiveForm(forms.Form):
    """Receiving a batch; single entries may be refused with a reason.

    ``cleaned_data["refused"]`` maps entry keys to (reason, for good?).
    """

    RECEIVE, REFUSE, GIVE_BACK = "receive", "refuse", "return"
    OUTCOMES = [
        (RECEIVE, _("Receive")),
        (REFUSE, _("Refuse for good")),
        (GIVE_BACK, _("Return for completion")),
    ]

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        for entry in self.entries:
            label = f"{entry.code} {entry.title}"
            self.fields[f"outcome_{entry.pk}"] = forms.ChoiceField(
                label=label, choices=self.OUTCOMES, initial=self.RECEIVE
            )
            self.fields[f"reason_{entry.pk}"] = forms.CharField(
                label=_("Reason: %(code)s") % {"code": entry.code}, required=False, max_length=2000
            )

    def clean(self) -> dict[str, Any]:
        """Collect what is refused; a refusal needs a reason."""
        cleaned = super().clean() or {}
        refused = {}
        for entry in self.entries:
            outcome = cleaned.get(f"outcome_{entry.pk}")
            reason = cleaned.get(f"reason_{entry.pk}", "").strip()
            if outcome in (self.REFUSE, self.GIVE_BACK):
                refused[entry.pk] = (reason, outcome == self.REFUSE)
                if not reason:
                    self.add_error(f"reason_{entry.pk}", _("Please give a reason; the author will read it."))
        cleaned["refused"] = refused
        return cleaned
