"""The states that the trail tells of, held against the states that stand on the rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflows.domain.audit.events import Event
from workflows.domain.audit.misfit import Misfit, event_name, reading
from workflows.domain.audit.rows import Row, Sorted, of_types, show, stored, stream
from workflows.domain.audit.scratch import Scratch
from workflows.models.paper_kinds import NOUN_OF
from workflows.states import BatchState, DocumentState, EntryState, RoundState
from workflows.verbs import PAPERS, Noun

INITIAL = {
    Noun.ENTRY.value: EntryState.DRAFT.value,
    Noun.BATCH.value: BatchState.COLLECTING.value,
    Noun.ROUND.value: RoundState.RUNNING.value,
    **{noun.value: DocumentState.DRAFT.value for noun in PAPERS},
}
"""What has a state, and the state in which it begins without an event."""


class StateTrail:
    """Follows the events of one case: each starts in the state in which the one before it ended."""

    def __init__(self) -> None:
        self._states: dict[tuple[str, int], str] = {}

    def follow(self, event: Event) -> None:
        """Take in an event; refused attempts and events without a state change nothing."""
        if event.refused or not event.state_to or event.noun not in INITIAL:
            return
        key = (event.noun, event.subject_id)
        before = self._states.get(key)
        first = before is None and event.state_from in ("", INITIAL[event.noun])
        if event.state_from != before and not first:
            raise Misfit(
                _("The %(event)s starts from “%(from)s”, which is not where its subject stood.")
                % {"event": event_name(event.case_id, event.seq), "from": show(event.state_from)}
            )
        self._states[key] = event.state_to

    def keep(self, case_id: int, scratch: Scratch) -> None:
        """Note where the case's subjects stand now."""
        for (noun, subject_id), state in self._states.items():
            scratch.add_subject(noun, subject_id, case_id, state)


@dataclass(frozen=True)
class SubjectTable:
    """A table of subjects: the SQL of noun and case, and the join that the case needs."""

    name: str
    nouns: tuple[str, ...]
    noun: str
    case: str = "t.case_id"
    join: str = ""

    def rows(self) -> Iterator[Row]:
        """Yield (id, case, noun, state) by id."""
        columns = ", ".join([stored("t.id"), stored(self.case), self.noun, stored("t.state")])
        sql = f"SELECT {columns} FROM {self.name} t {self.join} ORDER BY t.id"  # noqa: S608
        with reading(self.name):
            names = ("id", "case_id", "noun", "state")
            yield from of_types(stream(sql), names, frozenset({(int, int, str, str)}), self.name)


_KINDS = " ".join(f"WHEN '{kind}' THEN '{noun.value}'" for kind, noun in NOUN_OF.items())
_OF_CONTEST = "LEFT JOIN workflows_contest c ON c.id = t.contest_id"
_NOUN_OF_KIND = f"CASE t.kind {_KINDS} ELSE t.kind END"
TABLES = (
    SubjectTable("workflows_entry", ("entry",), "'entry'"),
    SubjectTable("workflows_forwardingbatch", ("batch",), "'batch'", "c.case_id", _OF_CONTEST),
    SubjectTable("workflows_round", ("round",), "'round'", "c.case_id", _OF_CONTEST),
    SubjectTable("workflows_document", tuple(noun.value for noun in PAPERS), _NOUN_OF_KIND),
)


def check_states(scratch: Scratch) -> None:
    """Find a subject that is gone, moved to another case, or in a state that no event gave it."""
    for table in TABLES:
        with reading(table.name):
            told = Sorted(scratch.subjects(table.nouns), lambda row: row[0])
            for row in table.rows():
                _refuse_gone(table, told.below(row[0]))
                _compare(row, list(told.at(row[0])))
            _refuse_gone(table, told.left())


def _refuse_gone(table: SubjectTable, told: Row | None) -> None:
    if told is not None:
        raise Misfit(
            _("The trail of case %(case)s knows %(noun)s %(id)s, which is missing in %(table)s.")
            % {"case": told[1], "noun": told[2], "id": told[0], "table": table.name}
        )


def _compare(row: Row, told: list[Row]) -> None:
    subject_id, case_id, noun, state = row
    names = {"noun": show(noun), "id": subject_id, "case": case_id, "state": show(state)}
    if any(other[1:3] != (case_id, noun) for other in told):
        raise Misfit(_("%(noun)s %(id)s is not the one of which its case tells.") % names)
    expected = told[0][3] if told else INITIAL.get(noun)
    if state != expected:
        raise Misfit(
            _("%(noun)s %(id)s of case %(case)s stands in state %(state)s, but its trail ends in %(end)s.")
            % {**names, "end": show(expected)}
        )
