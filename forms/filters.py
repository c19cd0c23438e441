"""What people choose above a list: filter, search, sort. A choice that means nothing is left out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Choices = Iterable[tuple[Any, Any]]
SOUND_DAYS = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2200, 1, 1)))
"""Days that a clock, a calendar and a database can reckon with."""


class FilterForm(forms.Form):
    """A form of a GET request: never refused, what cannot be read is treated as not chosen."""

    def chosen(self) -> dict[str, Any]:
        """Return the values that could be read; the others are empty."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def is_narrowed(self) -> bool:
        """Say whether anything but the sort is chosen."""
        return any(value for name, value in self.chosen().items() if name != "sort")


def _choice(label: Any, choices: Choices, everything: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", everything), *choices], required=False)


def _search(help_label: Any) -> forms.CharField:
    return forms.CharField(
        label=help_label, max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class WorkFilterForm(FilterForm):
    """Above the inbox and the queue."""

    DUE = [("overdue", _("Overdue")), ("today", _("Due today")), ("week", _("Within 7 days"))]
    SORTS = [
        ("due", _("Due first")),
        ("-due", _("Due last")),
        ("-arrived", _("Newest first")),
        ("arrived", _("Oldest first")),
        ("code", _("Code")),
    ]

    def __init__(self, *args: Any, steps: Choices, contests: Choices, units: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        self.fields["q"] = _search(_("Search title or code"))
        self._offer("step", _("Task"), list(steps), _("All tasks"))
        self._offer("contest", _("Contest"), list(contests), _("All contests"))
        self._offer("unit", _("Unit"), list(units), _("All units"))
        self.fields["due"] = _choice(pgettext_lazy("column", "Due"), self.DUE, _("Any time"))
        self.fields["sort"] = forms.ChoiceField(label=_("Sort by"), choices=self.SORTS, required=False)

    def _offer(self, name: str, label: Any, choices: list[tuple[Any, Any]], everything: Any) -> None:
        """Ask only where there is something to choose."""
        if len(choices) > 1:
            self.fields[name] = _choice(label, choices, everything)


class EntryFilterForm(FilterForm):
    """Above the list of entries."""

    SORTS = [("-created", _("Newest first")), ("created", _("Oldest first")), ("code", _("Code"))]

    def __init__(
        self,
        *args: Any,
        states: Choices,
        contests: Choices,
        units: Choices,
        by_code: bool = True,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        self.fields["q"] = _search(_("Search title or code"))
        self.fields["state"] = _choice(pgettext_lazy("column", "State"), states, _("All states"))
        for name, label, choices, everything in (
            ("contest", _("Contest"), list(contests), _("All contests")),
            ("unit", _("Unit"), list(units), _("All units")),
        ):
            if len(choices) > 1:
                self.fields[name] = _choice(label, choices, everything)
        sorts = [(key, text) for key, text in self.SORTS if by_code or key != "code"]
        self.fields["sort"] = forms.ChoiceField(label=_("Sort by"), choices=sorts, required=False)


class RegisterFilterForm(FilterForm):
    """Above the register of outgoing documents."""

    VOID = [("without", _("Without void numbers")), ("only", _("Only void numbers"))]

    def __init__(
        self, *args: Any, bodies: Choices, kinds: Choices, years: Choices, states: Choices, **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        self.fields["q"] = _search(_("Search number, subject or recipient"))
        for name, label, choices, everything in (
            ("body", _("Body"), list(bodies), _("All bodies")),
            ("kind", _("Type of document"), list(kinds), _("All types")),
            ("year", _("Year"), list(years), _("All years")),
            ("state", pgettext_lazy("column", "State"), list(states), _("All states")),
            ("void", _("Void numbers"), self.VOID, _("With void numbers")),
        ):
            if len(choices) > 1:
                self.fields[name] = _choice(label, choices, everything)


class OutputFilterForm(FilterForm):
    """Above the certificates and letters of a decision."""

    def __init__(self, *args: Any, kinds: Choices, states: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        self.fields["q"] = _search(_("Search name or code"))
        self.fields["kind"] = _choice(_("Document"), kinds, _("All kinds"))
        self.fields["state"] = _choice(pgettext_lazy("column", "State"), states, _("All states"))


class TrailFilterForm(FilterForm):
    """Above the audit trail."""

    case = forms.IntegerField(label=_("Case number"), min_value=1, max_value=2**31, required=False)
    actor = _search(_("Person"))
    verb = forms.ChoiceField(label=pgettext_lazy("column", "Act"), required=False)
    since = _day(_("From date"))
    until = _day(_("To date"))
    refused = forms.BooleanField(label=_("Only refused attempts"), required=False)

    def __init__(self, *args: Any, verbs: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(*args, **kwargs)
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All acts")), *verbs]
