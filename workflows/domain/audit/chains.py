"""The chain of each case: every event hashed again, every head held against the seals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflows.domain.audit.events import Event, events
from workflows.domain.audit.misfit import Misfit, event_name, reading
from workflows.domain.audit.rows import Row, Sorted, moment_reader, of_types, show, stored, stream
from workflows.domain.audit.scratch import Scratch
from workflows.domain.audit.states import StateTrail
from workflows.models.case import CaseKind

CASE_COLUMNS = ("id", "kind", "head_seq", "head_hash")
_KINDS = frozenset(CaseKind.values)
_CASE_TYPES = frozenset({(int, str, int, str)})

Progress = Callable[[int], None]


@dataclass
class Chains:
    """What was counted: events and cases; of these, up to the newest sealed head of each case.

    ``stamp`` reads the moments of this database.
    """

    stamp: Callable[[str], str]
    events: int = 0
    cases: int = 0
    sealed_events: int = 0
    sealed_cases: int = 0


def check_chains(scratch: Scratch, progress: Progress) -> Chains:
    """Walk all cases in order of their keys, each with its events and its sealed heads."""
    found = Chains(moment_reader())
    with reading("workflows_caseevent"):
        trail = Sorted(_counted(events(), progress), lambda event: event.case_id)
        seals = Sorted(scratch.heads(), lambda head: head[0])
        for case in _cases():
            _refuse_strays(trail, seals, case[0])
            _walk(case, trail.at(case[0]), seals.at(case[0]), found, scratch)
        _refuse_strays(trail, seals, None)
    return found


def _cases() -> Iterator[Row]:
    sql = f"SELECT {', '.join(map(stored, CASE_COLUMNS))} FROM workflows_case ORDER BY id"  # noqa: S608
    with reading("workflows_case"):
        yield from of_types(stream(sql), CASE_COLUMNS, _CASE_TYPES, "workflows_case")


def _counted(rows: Iterator[Event], progress: Progress) -> Iterator[Event]:
    count = 0
    for count, row in enumerate(rows, start=1):
        yield row
        if count % 1000 == 0:
            progress(1000)
    progress(count % 1000)


def _refuse_strays(trail: "Sorted[Event]", seals: "Sorted[Row]", case_id: int | None) -> None:
    """Refuse events and sealed heads of cases that come before ``case_id`` (``None``: all that is left)."""
    event = trail.left() if case_id is None else trail.below(case_id)
    if event is not None:
        raise Misfit(
            _("Case %(case)s is missing, but it has events.") % {"case": event.case_id},
        )
    head = seals.left() if case_id is None else seals.below(case_id)
    if head is not None:
        raise Misfit(
            _("Case %(case)s is missing, but checkpoint %(number)s has sealed it.")
            % {"case": head[0], "number": head[3]}
        )


def _walk(case: Row, trail: Iterator[Event], seals: Iterator[Row], found: Chains, scratch: Scratch) -> None:
    case_id, kind, head_seq, head_hash = case
    if kind not in _KINDS:
        raise Misfit(
            _("Case %(case)s is of an unknown kind %(kind)s.") % {"case": case_id, "kind": show(kind)}
        )
    seq, last_hash, last_id, head = 0, "", 0, next(seals, None)
    states, sealed = StateTrail(), 0
    for event in trail:
        if event.seq != seq + 1:
            raise Misfit(_gap(case_id, seq + 1, event.seq))
        event.check(last_hash, last_id, found.stamp)
        states.follow(event)
        seq, last_hash, last_id = event.seq, event.hash, event.id
        while head is not None and head[1] == seq:
            if head[2] != last_hash:
                raise Misfit(_rewritten(case_id, seq, head[3]))
            sealed, head = seq, next(seals, None)
    if head is not None:
        raise Misfit(_cut(case_id, seq, head))
    if (head_seq, head_hash) != (seq, last_hash):
        raise Misfit(_("Case %(case)s: the head on its row is not its last event.") % {"case": case_id})
    states.keep(case_id, scratch)
    found.cases, found.events = found.cases + 1, found.events + seq
    found.sealed_events, found.sealed_cases = found.sealed_events + sealed, found.sealed_cases + (sealed > 0)


def _gap(case_id: int, expected: int, seq: int) -> str:
    if seq < expected:
        return _("There are two of %(event)s.") % {"event": event_name(case_id, seq)}
    return _("There is no %(event)s, but there are later ones.") % {"event": event_name(case_id, expected)}


def _rewritten(case_id: int, seq: int, number: int) -> str:
    return _("The %(event)s is not the one that checkpoint %(number)s has sealed.") % {
        "event": event_name(case_id, seq),
        "number": number,
    }


def _cut(case_id: int, seq: int, head: Row) -> str:
    return _(
        "Case %(case)s ends at event %(seq)s, but checkpoint %(number)s has sealed its event %(sealed)s."
    ) % {"case": case_id, "seq": seq, "sealed": head[1], "number": head[3]}
