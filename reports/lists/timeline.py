"""The trail of a case as people read it: what happened, who did it, when, and why."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workflows.domain.reading import Reading, verbs_read
from workflows.domain.refusals import role_label
from workflows.models import CaseEvent, Entry, Judge
from workflows.roles import UNIT_ROLES, Role
from workflows.states import EntryState
from workflows.verbs import Verb
from workflows.vietnamese import dates

MOST_EVENTS = 300
"""A longer trail shows its newest events."""

_SCORES = (Verb.SAVE_SHEET, Verb.SUBMIT_SHEET)
_ON_JUDGES = (Verb.ASSIGN, Verb.RECUSE, Verb.REPLACE_JUDGE)
_UNDONE = (Verb.PAY, Verb.HAND_OVER)
_NOTES_FOR_ALL = (
    Verb.RETURN,
    Verb.CONFIRM_LIST,
    Verb.REFUSE_RECEIPT,
    Verb.DISQUALIFY,
    Verb.REINSTATE,
    Verb.REVOKE,
)
"""Acts whose reason is written for the author."""


def of_entry(entry: Entry, user: Any, reading: Reading) -> list[dict[str, Any]]:
    """Return the entry's events that the person may read, newest first."""
    events = CaseEvent.objects.filter(case_id=entry.case_id).select_related("actor", "on_behalf_of", "note")
    if reading.is_judge and not reading.is_staff and not reading.sees_scores:
        events = events.filter(actor=user)
    elif not reading.is_organiser:
        events = events.filter(refused="", verb__in=[verb.value for verb in verbs_read(reading)])
    judges = _judges(entry) if reading.is_organiser else {}
    return [row(event, reading, judges) for event in events.order_by("-seq")[:MOST_EVENTS]]


def _judges(entry: Entry) -> dict[int, str]:
    jury = Judge.objects.filter(contest_id=entry.contest_id).select_related("user")
    return {judge.pk: str(judge) for judge in jury}


def row(event: CaseEvent, reading: Reading, judges: Mapping[int, str]) -> dict[str, Any]:
    """Return one event as the timeline draws it; ``judges`` are the names that the reader may know."""
    verb = Verb(event.verb)
    return {
        "at": event.at,
        "title": f"{verb.label}: {named}" if (named := _about(event, verb, judges)) else verb.label,
        "actor": role_label(event.role) if _hides_actor(event, reading) else actor_of(event),
        "text": _note(event, verb, reading),
        "kind": "refused" if event.refused else "system" if event.role == "system" else "done",
        "details": list(_details(event, verb, reading)),
    }


def _hides_actor(event: CaseEvent, reading: Reading) -> bool:
    """Say whether the name would tell a blind judge whose entry it is."""
    return not reading.sees_people and event.role in (Role.AUTHOR, *UNIT_ROLES)


def _about(event: CaseEvent, verb: Verb, judges: Mapping[int, str]) -> str:
    """Return what the title adds to the verb: whom it is about, or that it undoes an earlier one."""
    if verb in _UNDONE and {"voided", "undone"} & json.loads(event.data).keys():
        return pgettext("of an event", "undone")
    return _judged(event, verb, judges)


def _judged(event: CaseEvent, verb: Verb, judges: Mapping[int, str]) -> str:
    """Return whom an act on the judges is about."""
    if verb not in _ON_JUDGES or not judges:
        return ""
    data = json.loads(event.data)
    return " → ".join(judges[data[key]] for key in ("judge", "by") if data.get(key) in judges)


def actor_of(event: CaseEvent) -> str:
    """Return who acted, in which role, for whom."""
    if event.actor is None:
        return _("the system")
    role = role_label(event.role) if event.role else ""
    # an account that nobody has taken over yet is named by its role
    name = str(event.actor) if str(event.actor).startswith(role) else f"{event.actor}, {role}"
    if event.on_behalf_of is not None:
        return _("%(name)s, standing in for %(other)s") % {"name": name, "other": event.on_behalf_of}
    return name


def _note(event: CaseEvent, verb: Verb, reading: Reading) -> str:
    if not hasattr(event, "note") or (verb not in _NOTES_FOR_ALL and not reading.is_staff):
        return ""
    if _hides_actor(event, reading):
        return ""
    if verb in (Verb.RECUSE, Verb.REPLACE_JUDGE) and not reading.is_organiser:
        return ""
    return str(event.note.text)


def _details(event: CaseEvent, verb: Verb, reading: Reading) -> Iterable[tuple[Any, Any]]:
    if event.refused:
        yield _("Refused because"), event.refused
    if reading.is_staff and event.state_to:
        yield _("State"), f"{_state(event.state_from)} → {_state(event.state_to)}"
    sees_data = reading.is_organiser and reading.sees_people
    if sees_data and (verb not in _SCORES or reading.sees_scores) and event.data != "{}":
        yield _("Data"), readable(event.data)
    yield pgettext("of an event", "Number"), str(event.seq)
    yield _("Written at"), dates.screen_moment(event.written_at)
    yield _("Digest"), event.hash
    yield _("Digest of the event before"), event.prev_hash or "–"


def _state(state: str) -> str:
    return str(EntryState(state).label) if state in EntryState.values else state


def readable(data: str) -> str:
    """Return an event's data as ``name: value`` pairs."""
    values = json.loads(data)
    return "; ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
