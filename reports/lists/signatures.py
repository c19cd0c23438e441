"""The signatures that were found in a file, in words for whoever brought it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from workflows import clock

if TYPE_CHECKING:
    from reports.pdf.verdict import Finding, Verdict

LONGEST_NAME = 200


class Signature(NamedTuple):
    """One signature as it is shown: who, when (as the signer states), and sentences about it."""

    name: str
    organisation: str
    by_agency: bool
    signed_at: datetime | None
    is_sound: bool
    sentences: list[str]


class Signed(NamedTuple):
    """What a check has found: one sentence, its tone (a class of the style sheet), the signatures."""

    sentence: str
    tone: str
    signatures: list[Signature]


TONES = {"genuine": "success", "changed": "danger", "unsigned": "info"}


def in_words(verdict: "Verdict") -> Signed:
    """Return a verdict as the page shows it."""
    from reports.pdf.verify import sentence

    found = [_signature(one) for one in verdict.signatures]
    return Signed(sentence(verdict), TONES.get(verdict.word, "warning"), found)


def _signature(one: "Finding") -> Signature:
    return Signature(
        name=_short(one.name),
        organisation=_short(one.organisation) if one.organisation != one.name else "",
        by_agency=one.role == "agency",
        signed_at=_within_calendar(one.signed_at),
        is_sound=one.intact and one.trusted and one.later != "other" and one.covers != "part",
        sentences=[str(words) for words in _sentences(one) if words],
    )


def _sentences(one: "Finding") -> list[Any]:
    return [
        _("What was signed is unchanged.") if one.intact else _("What was signed has been changed."),
        _vouched(one),
        _("It protects only a part of the file.") if one.covers == "part" else "",
        _("Something else was changed in the file afterwards.") if one.later == "other" else "",
        _("Afterwards only further signatures were added.") if one.later == "signatures" else "",
        _("The time is attested by a time stamp.") if one.stamped else "",
    ]


def _vouched(one: "Finding") -> str:
    if not one.trusted:
        return _("No authority that is trusted here vouches for the signer.")
    return _("%(authority)s vouches for the signer.") % {"authority": _short(one.authority)}


def _short(text: str) -> str:
    """A certificate may name its owner at any length."""
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def _within_calendar(moment: datetime | None) -> datetime | None:
    """Return a time that can be shown; a signer may state any, also one before the first year."""
    try:
        return clock.local(moment) if moment else None
    except (OverflowError, ValueError):
        return None
