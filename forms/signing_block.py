"""The fields of a signature: who, by which authority, in which post; a stand-in from when to when and why."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

MODES = [
    ("", _("None: the head of the body signs")),
    ("TM.", _("TM. – on behalf of a body that decides together")),
    ("KT.", _("KT. – a deputy signs for the head")),
    ("TL.", _("TL. – by order of the head")),
    ("TUQ.", _("TUQ. – authorised by the head in writing")),
    ("Q.", _("Q. – acting head")),
]
LONGEST = 500


class Candidate(NamedTuple):
    """Somebody who may sign: the name, and what the list says of the person beside it."""

    full_name: str
    label: str
    position: str = ""
    authority: str = ""


def fields_of(prefix: str, candidates: Sequence[Candidate]) -> dict[str, forms.Field]:
    """Return the fields of one signature, their names beginning with ``prefix``."""
    people = [("", _("Nobody: room for a pen"))] + [(one.full_name, one.label) for one in candidates]
    day = {"type": "date"}
    return {
        f"{prefix}-full_name": forms.ChoiceField(label=_("Who signs"), choices=people, required=False),
        f"{prefix}-mode": forms.ChoiceField(label=_("Authority"), choices=MODES, required=False),
        f"{prefix}-body": forms.CharField(
            label=_("Of whom (as printed, in capitals)"), required=False, max_length=LONGEST
        ),
        f"{prefix}-position": forms.CharField(
            label=_("Post (as printed)"), required=False, max_length=LONGEST
        ),
        f"{prefix}-other_posts": forms.CharField(
            label=_("Other posts, one on each line"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        f"{prefix}-from": forms.DateField(
            label=_("Stands in from"), required=False, widget=forms.DateInput(attrs=day)
        ),
        f"{prefix}-to": forms.DateField(
            label=_("Stands in until"), required=False, widget=forms.DateInput(attrs=day)
        ),
        f"{prefix}-reason": forms.CharField(
            label=_("Why somebody stands in"), required=False, max_length=1000
        ),
    }


def unstated(prefix: str, cleaned: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a stand-in has not stated: field and sentence."""
    first, last = cleaned.get(f"{prefix}-from"), cleaned.get(f"{prefix}-to")
    found = []
    if not first:
        found.append((f"{prefix}-from", _t("Please give the first day on which this person stands in.")))
    if not last:
        found.append((f"{prefix}-to", _t("Please give the last day on which this person stands in.")))
    if first and last and last < first:
        found.append((f"{prefix}-to", _t("The last day lies before the first.")))
    if not cleaned.get(f"{prefix}-reason"):
        found.append(
            (f"{prefix}-reason", _t("Please say why somebody stands in, and on which paper it rests."))
        )
    return found


def note_of(prefix: str, line: str, cleaned: Mapping[str, Any]) -> str:
    """Return the stand-in in one sentence, for the note of the version."""
    return _t("%(name)s signs “%(line)s” from %(first)s to %(last)s: %(reason)s") % {
        "name": cleaned[f"{prefix}-full_name"],
        "line": line,
        "first": date_format(cleaned[f"{prefix}-from"], "SHORT_DATE_FORMAT"),
        "last": date_format(cleaned[f"{prefix}-to"], "SHORT_DATE_FORMAT"),
        "reason": cleaned[f"{prefix}-reason"],
    }
