"""What anybody may bring to have a paper verified: the code below its mark, or the file itself."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 50 * 1024 * 1024
_CODE = re.compile(r"[A-Za-z0-9_-]{1,24}")


class CodeForm(forms.Form):
    """The code, or the whole address in which it stands."""

    code = forms.CharField(
        label=_("Code of the document"),
        help_text=_("The last part of the address below the QR code; the whole address will do as well."),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Return the code alone."""
        typed = self.cleaned_data["code"]
        code = _last_part(typed) if "/" in typed else typed
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(
                _("This is no code of a document; please copy it as it stands below the QR code.")
            )
        return code


def _last_part(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""


class FileForm(forms.Form):
    """A PDF of bounded size, told by its first bytes."""

    file = forms.FileField(
        label=_("PDF file to be checked"),
        help_text=_("At most 50 MB. The file is only compared, never kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": _("Please choose the PDF file to be checked."),
            "empty": _("The file is empty; please choose another."),
        },
    )

    def clean_file(self) -> Any:
        """Take what begins like a PDF."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        if file.read(5) != b"%PDF-":
            raise forms.ValidationError(_("This is no PDF file; please choose the file that was issued."))
        file.seek(0)
        return file


TOO_LARGE = _("The file is larger than 50 MB; issued documents are far smaller.")
