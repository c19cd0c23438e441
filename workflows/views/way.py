"""The way of an entry, a unit's list or a round as steps: done, here, still to come."""

from typing import Any

from django.utils.translation import gettext as _

from workflows.domain.labels import Label
from workflows.domain.reading import Reading
from workflows.states import SECRET_STATES, BatchState, DocumentState, EntryState, RoundState

Step = dict[str, Any]


def _steps(labels: list[str], here: int, *, detail: str = "", stopped: bool = False) -> list[Step]:
    """Mark what lies before ``here`` as done; ``here`` beyond the last says that all is."""
    steps: list[Step] = []
    for number, label in enumerate(labels):
        status = "done" if number < here else "upcoming"
        if number == here:
            status = "stopped" if stopped else "current"
        steps.append({"label": label, "status": status, "detail": detail if number == here else ""})
    return steps


def of_entry(entry: Any, reading: Reading, label: Label) -> list[Step]:
    """Return the way of an entry; a reader who may not know a result reads none from it."""
    labels = [
        _("Writing"),
        _("Pre-screening"),
        _("Forwarding"),
        _("Receipt"),
        _("Scoring"),
        _("Decision"),
        _("Results"),
    ]
    if entry.left_from and entry.left_at:
        return _steps(labels, _reached(entry.left_from, entry), detail=label.text, stopped=True)
    here = _reached(entry.state, entry)
    if entry.state in SECRET_STATES:
        here = _decided(entry, reading)
    return _steps(labels, here, detail=label.text)


def _reached(state: str, entry: Any) -> int:
    if state in (EntryState.DRAFT, EntryState.RETURNED):
        return 0
    if state == EntryState.SUBMITTED:
        return 1
    if entry.received_at:
        return 4
    return 3 if entry.forwarded_at else 2


def _decided(entry: Any, reading: Reading) -> int:
    if entry.round.is_published:
        return 7
    return 6 if reading.knows_results and entry.state != EntryState.SCORED else 5


def of_batch(batch: Any) -> list[Step]:
    """Return the way of a unit's list."""
    labels = [_("List of the unit"), _("Forwarding"), _("Receipt")]
    order = [BatchState.COLLECTING, BatchState.CONFIRMED, BatchState.FORWARDED]
    if batch.state in (BatchState.LAPSED, BatchState.NONE_DECLARED):
        return _steps(labels, 0, detail=batch.get_state_display(), stopped=batch.state == BatchState.LAPSED)
    here = order.index(batch.state) if batch.state in order else len(order)
    return _steps(labels, here, detail=batch.get_state_display())


def of_paper(document: Any) -> list[Step]:
    """Return the way of a paper."""
    labels = [_("Draft"), _("Signature"), _("Issue")]
    order = [DocumentState.SUBMITTED_FOR_SIGNATURE, DocumentState.SIGNED]
    here = order.index(document.state) + 1 if document.state in order else 0
    return _steps(labels, len(labels) if document.is_given_out else here, detail=document.get_state_display())


def of_round(round_: Any, *, is_handed_over: bool = False) -> list[Step]:
    """Return the way of a round; it ends when every prize has been handed over and paid."""
    labels = [_("Scoring"), _("Result"), _("Decision"), _("Publication"), _("Awarding")]
    here = [*RoundState].index(RoundState(round_.state)) + is_handed_over
    return _steps(labels, here, detail=round_.get_state_display())
