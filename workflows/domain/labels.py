"""Which words a reader sees for where an entry stands. The only place that chooses them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workflows.domain.reading import Reading
from workflows.states import AUTHOR_LABELS, SCORED_UNTIL_PUBLISHED, SECRET_STATES, EntryState, Reason


@dataclass(frozen=True)
class Label:
    """Words for a state; ``neutral`` says that not even a colour may tell more."""

    text: str
    state: str
    neutral: bool = False


def entry_label(
    entry: Any,
    reading: Reading,
    *,
    sheets: tuple[int, int] | None = None,
    until: str = "",
    prize: str = "",
) -> Label:
    """Return how ``entry`` stands in the words of the reader.

    Args:
        entry: the entry.
        reading: what the reader may know of it.
        sheets: submitted and expected score sheets, where an organiser should read them.
        until: the last valid moment of a returned entry, as people read it.
        prize: name of the prize that the entry has won.
    """
    state = EntryState(entry.state)
    if state in SECRET_STATES and not reading.knows_results:
        return Label(str(SCORED_UNTIL_PUBLISHED), EntryState.SCORED.value, neutral=True)
    text = _staff(entry, state, sheets) if reading.is_staff else _author(entry, state, until)
    if state is EntryState.AWARDED and prize:
        text = pgettext("entry state", "Awarded: %(prize)s") % {"prize": prize}
    return Label(text, state.value)


def _staff(entry: Any, state: EntryState, sheets: tuple[int, int] | None) -> str:
    if state is EntryState.SCREENED_OUT and entry.reason_code == Reason.NOT_CHOSEN:
        return _("Eligible, not selected")
    if state is not EntryState.PRE_SCREENED:
        return str(state.label)
    if entry.received_at and sheets and sheets[1]:
        return _("Scoring (%(done)d/%(all)d sheets)") % {"done": sheets[0], "all": sheets[1]}
    if entry.received_at:
        return _("Received and coded")
    return _("Forwarded, awaiting receipt") if entry.forwarded_at else str(state.label)


def author_label(state: EntryState, until: str = "") -> str:
    """Return the author's label of a state; of a returned entry with its last valid moment."""
    if state is EntryState.RETURNED and until:
        return _("Please complete by %(until)s") % {"until": until}
    return str(AUTHOR_LABELS[state])


def _author(entry: Any, state: EntryState, until: str) -> str:
    if state is EntryState.SCREENED_OUT and entry.reason_code == Reason.NOT_CHOSEN:
        return _("Eligible, not selected by the unit")
    if state is not EntryState.PRE_SCREENED:
        return author_label(state, until)
    if entry.received_at:
        return _("Being scored")
    return _("Forwarded to the organiser") if entry.forwarded_at else str(AUTHOR_LABELS[state])
