"""What an author, or an officer for an author, fills in about an entry."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from workflows.models import Contest, OrganisationUnit, Theme
from workflows.models.entry import AuthorKind
from workflows.vietnamese import phones
from workflows.vietnamese.text import nfc

MEGABYTE = 1024 * 1024
ACCEPTED: dict[str, tuple[str, int]] = {
    "pdf": ("application/pdf", 50 * MEGABYTE),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 50 * MEGABYTE),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", 100 * MEGABYTE),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 50 * MEGABYTE),
    "jpg": ("image/jpeg", 20 * MEGABYTE),
    "png": ("image/png", 20 * MEGABYTE),
    "mp4": ("video/mp4", 2048 * MEGABYTE),
}
"""What may be attached: the ending of the name, the type under which it is served, the largest size."""

_SIGNATURES = {
    "pdf": (0, b"%PDF-"),
    "docx": (0, b"PK\x03\x04"),
    "pptx": (0, b"PK\x03\x04"),
    "xlsx": (0, b"PK\x03\x04"),
    "jpg": (0, b"\xff\xd8\xff"),
    "png": (0, b"\x89PNG\r\n\x1a\n"),
    "mp4": (4, b"ftyp"),
}
"""Where in a file of each type stands what it must begin with."""


class NewEntryForm(forms.Form):
    """Which contest, which unit, a first title; for an officer also whose entry it is."""

    contest = forms.ModelChoiceField(label=_("Contest"), queryset=Contest.objects.none())
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrganisationUnit.objects.none())
    owner = forms.CharField(
        label=_("Author's account"),
        max_length=150,
        required=False,
        help_text=_("User name or e-mail of the author, if the entry is handed in for somebody else."),
    )
    title = forms.CharField(label=_("Title"), max_length=300)

    def __init__(
        self, *args: Any, contests: Any, units: Any, for_others: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (("contest", contests), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
            field.empty_label = _t("Please choose")
            only = list(queryset[:2])
            if len(only) == 1:
                field.initial = only[0]
        if not for_others:
            del self.fields["owner"]


class DraftTextForm(forms.Form):
    """The text of an entry alone; a draft needs nothing but a title."""

    title = forms.CharField(label=_("Title"), max_length=300)
    abstract = forms.CharField(label=_("Abstract"), required=False, max_length=20_000)


class EntryForm(forms.Form):
    """The content of an entry. A draft may be incomplete: only the title is required."""

    title = forms.CharField(label=_("Title"), max_length=300)
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), required=False)
    format = forms.ChoiceField(label=_("Format"), required=False)
    abstract = forms.CharField(
        label=_("Abstract"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the idea is, what it changes, for whom."),
    )
    author_kind = forms.ChoiceField(label=_("Who enters"), choices=AuthorKind.choices)
    commitment = forms.BooleanField(
        label=_("I commit that the idea is the authors' own and breaks no right of others."), required=False
    )

    def __init__(
        self, *args: Any, contest: Contest, formats: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        theme, shape = self.fields["theme"], self.fields["format"]
        assert isinstance(theme, forms.ModelChoiceField)
        assert isinstance(shape, forms.ChoiceField)
        theme.queryset = contest.themes.all()
        theme.empty_label = _t("Please choose")
        shape.choices = [("", _t("Please choose")), *formats]


class AuthorForm(forms.Form):
    """One author."""

    full_name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    position = forms.CharField(label=_("Post"), max_length=200, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    is_representative = forms.BooleanField(label=_("Representative"), required=False)

    def clean_phone(self) -> str:
        """Refuse what is no Vietnamese telephone number."""
        text = str(self.cleaned_data["phone"]).strip()
        if not text:
            return ""
        try:
            return phones.format_phone(text)
        except phones.PhoneError:
            raise forms.ValidationError(_t("Please enter a telephone number such as 0912 345 678."))

    def is_empty(self) -> bool:
        """Say whether nothing was typed about this author."""
        values = getattr(self, "cleaned_data", {})
        return not any(values.get(name) for name in self.fields if name != "is_representative")


class BaseAuthors(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """All authors; a group has exactly one representative, a single author is it without saying so."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the authors that were filled in, in order, without those that were struck out."""
        kept = [f for f in self.forms if not f.is_empty() and not f.cleaned_data.get("DELETE")]
        rows = [{n: v for n, v in f.cleaned_data.items() if n not in ("DELETE", "ORDER")} for f in kept]
        if len(rows) == 1:
            rows[0]["is_representative"] = True
        return rows

    def clean(self) -> None:
        """Refuse two representatives and an author without a name."""
        if any(self.errors):
            return
        rows = self.rows()
        if sum(bool(row["is_representative"]) for row in rows) > 1:
            raise forms.ValidationError(_t("A group has exactly one representative; please tick only one."))
        if any(not row["full_name"].strip() for row in rows):
            raise forms.ValidationError(_t("Please give the full name of every author."))


def authors_formset(data: Any = None, *, initial: Sequence[dict[str, Any]] = ()) -> Any:
    """Return the formset of authors: those there are, and room for one more (three at first)."""
    extra = 1 if initial else 2
    kind = forms.formset_factory(
        AuthorForm, formset=BaseAuthors, extra=extra, can_delete=True, max_num=30, absolute_max=60
    )
    return kind(data, initial=list(initial), prefix="authors")


class AttachmentForm(forms.Form):
    """A file, or a link to a video; both may be left empty."""

    kind = forms.ChoiceField(label=_("What it is"), required=False)
    file = forms.FileField(label=_("File"), required=False, max_length=200)
    link = forms.URLField(label=_("Link to a video"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kinds)
        self.fields["file"].help_text = accepted_sentence()

    def clean_file(self) -> Any:
        """Refuse a type that is not on the list, an empty, a too large or a disguised file."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        upload.name = nfc(upload.name)
        ending = ending_of(upload.name)
        if ending not in ACCEPTED or upload.size > ACCEPTED[ending][1] or not _begins_right(upload, ending):
            raise forms.ValidationError(file_sentence(upload.name, ending), code="file")
        return upload


def ending_of(name: str) -> str:
    """Return the ending of a file name in lower case, ``jpeg`` as ``jpg``."""
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    return "jpg" if ending == "jpeg" else ending


def _begins_right(upload: Any, ending: str) -> bool:
    offset, signature = _SIGNATURES[ending]
    upload.seek(0)
    head = upload.read(offset + len(signature))
    upload.seek(0)
    return bool(head[offset:] == signature)


def accepted_sentence() -> str:
    """Return which files are taken."""
    return _t("Accepted: %(kinds)s; up to %(size)s, a video up to %(video)s.") % {
        "kinds": ", ".join(ending.upper() for ending in ACCEPTED),
        "size": filesizeformat(ACCEPTED["pdf"][1]),
        "video": filesizeformat(ACCEPTED["mp4"][1]),
    }


def file_sentence(name: str, ending: str) -> str:
    """Return refusal no. 11 for a file of this name."""
    limit = ACCEPTED.get(ending, ACCEPTED["pdf"])[1]
    return _t("“%(name)s” is not accepted: only %(kinds)s, up to %(size)s.") % {
        "name": name,
        "kinds": ", ".join(kind.upper() for kind in ACCEPTED),
        "size": filesizeformat(limit),
    }
