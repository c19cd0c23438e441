"""What is chosen to print a register: a book, its first and last number, PDF or Excel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.filters import Choices

LARGEST_NUMBER = 999_999


class RegisterPrintForm(forms.Form):
    """A book, and optionally from which number to which."""

    FORMATS = [("pdf", _("PDF")), ("xlsx", _("Excel"))]

    book = forms.ChoiceField(label=_("Book"))
    first = forms.IntegerField(label=_("From number"), min_value=1, max_value=LARGEST_NUMBER, required=False)
    last = forms.IntegerField(label=_("To number"), min_value=1, max_value=LARGEST_NUMBER, required=False)
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, required=False)

    def __init__(self, *args: Any, books: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "p_%s")
        super().__init__(*args, **kwargs)
        field = self.fields["book"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = books

    def clean(self) -> dict[str, Any]:
        """The last number does not lie before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last number lies before the first; please check both."))
        return cleaned
