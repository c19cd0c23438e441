"""The gate's cells: what the hand-written table says, and who and what stands before the gate."""

import csv
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser

from tests import factories
from tests.factories import World, complete_content, give, make_entry, make_user, set_round
from workflows import clock
from workflows.domain.actors import TIMER, Actor
from workflows.models import Document, Entry, ForwardingBatch, Round, Scoresheet
from workflows.models.entry import AuthorKind
from workflows.models.paper_kinds import NOUN_OF
from workflows.roles import Role
from workflows.states import DocumentState
from workflows.verbs import PAPERS, Noun, Verb

TABLE = Path(__file__).parents[1] / "gate_table.csv"
MODELS = {
    Noun.ENTRY: Entry,
    Noun.BATCH: ForwardingBatch,
    Noun.ROUND: Round,
    **dict.fromkeys(PAPERS, Document),
}


@dataclass(frozen=True)
class Row:
    """An allowed cell: all of ``conditions`` must hold."""

    verb: str
    noun: str
    state_from: str
    role: str
    state_to: str
    conditions: frozenset[str]


def read_table() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                **{k: v for k, v in line.items() if k != "condition"},
                conditions=frozenset(filter(None, line["condition"].split("+"))),
            )
            for line in csv.DictReader(file)
        ]


ROWS = read_table()


@dataclass(frozen=True)
class Situation:
    """A subject in a state, and the conditions that hold of it."""

    name: str
    noun: Noun
    state: str
    build: Callable[[World], Any]
    facts: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.noun.value}-{self.name}"


_OF_TWO = {"author_kind": AuthorKind.GROUP}
"""What is handed in has a second author (see ``_beside_the_entry``)."""


def _entry(name: str, *facts: str, state: str = "", **fields: Any) -> Situation:
    if (state or name) in ("draft", "returned"):
        fields = {**_OF_TWO, **fields}

    def build(world: World) -> Entry:
        entry = make_entry(world, state or name, judges=world.judges[:2], **fields)
        if entry.state == "draft":
            complete_content(entry)
        return entry

    real = {"forwarded": "pre_screened", "received": "pre_screened"}.get(state or name, state or name)
    return Situation(name, Noun.ENTRY, real, build, frozenset(facts))


def _entered_by_officer(state: str) -> Situation:
    def build(world: World) -> Entry:
        entry = make_entry(world, state, entered_by=world["unit_officer"], **_OF_TWO)
        if state == "draft":
            complete_content(entry)
        return entry

    return Situation(f"{state}, entered by the officer", Noun.ENTRY, state, build)


def _in_round(name: str, state: str, round_state: str, *facts: str) -> Situation:
    def build(world: World) -> Entry:
        entry = make_entry(world, state, judges=world.judges[:2])
        set_round(world, round_state)
        return entry

    return Situation(name, Noun.ENTRY, state, build, frozenset(facts))


ENTRIES = [
    _entry("draft"),
    _entered_by_officer("draft"),
    _entry("submitted"),
    _entry("submitted by a group", state="submitted", author_kind=AuthorKind.GROUP),
    _entry("returned"),
    _entered_by_officer("returned"),
    _entry("pre_screened", "listed"),
    _entry("forwarded", "forwarded"),
    _entry("received", "received"),
    _entry("scored", "result_open"),
    _in_round("scored, result approved", "scored", "approved"),
    _entry("awarded"),
    _entry("not_awarded"),
    _entry("revoked"),
    _entry("screened_out", "scoring_open"),
    _entry("withdrawn", "scoring_open"),
    _entry("disqualified", "scoring_open"),
    _entry("lapsed", "scoring_open"),
    _in_round("screened_out, scoring closed", "screened_out", "scored"),
    _in_round("withdrawn, scoring closed", "withdrawn", "scored"),
    _in_round("disqualified, scoring closed", "disqualified", "scored"),
    _in_round("lapsed, scoring closed", "lapsed", "scored"),
]


def _batch(state: str) -> Situation:
    def build(world: World) -> ForwardingBatch:
        batch = factories.make_batch(world, state)
        if state == "confirmed":
            make_entry(world, "pre_screened", batch=batch)
        return batch

    return Situation(state, Noun.BATCH, state, build)


def _round(state: str) -> Situation:
    def build(world: World) -> Round:
        if state == "running":
            make_entry(world, "received")
            Scoresheet.objects.update(submitted_at=clock.now(), total=70)
        else:
            make_entry(world, "not_awarded" if state in ("decided", "published") else "scored")
        if state in ("decided", "published"):
            factories.make_document(world, "issued" if state == "decided" else "published")
        return set_round(world, state)

    return Situation(state, Noun.ROUND, state, build)


def _document(kind: str, state: str) -> Situation:
    def build(world: World) -> Document:
        document = factories.make_document(world, state, kind=kind)
        if state == "signed":
            Document.objects.filter(pk=document.pk).update(
                number=9, full_number="09/X", issued_on=clock.today()
            )
        if kind in ("decision", "results_notice"):
            cited = factories.make_document(world, "issued", kind="proposal", number=8)
            document.cites.add(cited)
        return Document.objects.get(pk=document.pk)

    return Situation(state, NOUN_OF[kind], state, build)


STATES_OF_PAPERS = {
    "proposal": set(DocumentState) - {"checked", "submitted_for_signature"},
    "certificate": {"draft", "issued", "corrected", "replaced", "recalled"},
}
"""Where a paper of this kind can stand; any other kind: everywhere."""


OTHERS = [
    *map(_batch, ("collecting", "confirmed", "forwarded", "received", "none_declared", "lapsed")),
    *map(_round, ("running", "scored", "approved", "decided", "published")),
    *(
        _document(kind, state)
        for kind in (
            "proposal",
            "decision",
            "jury_minutes",
            "results_notice",
            "participation_report",
            "screening_minutes",
            "certificate",
        )
        for state in map(str, DocumentState)
        if state in STATES_OF_PAPERS.get(kind, set(DocumentState))
    ),
]


@dataclass(frozen=True)
class Person:
    """Somebody before the gate; ``role`` is the table's, empty where none covers the subject."""

    name: str
    actor: Actor
    role: str
    facts: frozenset[str] = frozenset()
    only_verbs_of: str = ""

    def meets(self, verb: str) -> bool:
        """Say whether the cell is walked: strangers by scope only try what their role may do."""
        return not self.only_verbs_of or any(
            row.verb == verb and row.role == self.only_verbs_of for row in ROWS
        )


def people(world: World, other: World, subject: Any) -> list[Person]:
    """Return every role in scope, the same roles out of scope, and those with no role at all."""
    found = [Person(role.value, world.actor(role.value), role.value, _facts(role)) for role in Role]
    found += [
        Person("system", TIMER, "system"),
        Person("superuser", world.actor("superuser"), ""),
        Person("stranger", world.actor("stranger"), ""),
        Person("public", Actor(AnonymousUser()), ""),
    ]
    found += [_elsewhere_person(role, world, other) for role in Role if role not in factories.UNSCOPED_ROLES]
    if isinstance(subject, Entry):
        found += _beside_the_entry(world, subject)
    return found


def _facts(role: Role) -> frozenset[str]:
    return {
        Role.AUTHOR: frozenset({"own"}),
        Role.UNIT_OFFICER: frozenset({"no_author"}),
        Role.UNIT_HEAD: frozenset({"no_author"}),
        Role.JUDGE: frozenset({"assigned"}),
    }.get(role, frozenset())


def _elsewhere_person(role: Role, world: World, other: World) -> Person:
    """The same role in the second unit, or in another contest."""
    person = world.actor(f"{role.value}_2") if role in factories.UNIT_ROLES else other.actor(role.value)
    return Person(f"{role.value} elsewhere", person, "", only_verbs_of=role.value)


def _beside_the_entry(world: World, entry: Entry) -> list[Person]:
    """People with the right role and scope to whom a predicate says no."""
    unit = entry.unit
    both = make_user("both")
    give(both, Role.UNIT_OFFICER, unit=unit)
    give(both, Role.UNIT_HEAD, unit=unit)
    entry.authors.create(full_name="Đồng tác giả", order=2, user=both)
    colleague = make_user("colleague")
    give(colleague, Role.UNIT_OFFICER, unit=unit)
    return [
        Person("another author of the unit", world.actor("author_b"), "author", only_verbs_of="author"),
        Person("an officer who is an author", Actor(both), "unit_officer", only_verbs_of="unit_officer"),
        Person("a head who is an author", Actor(both), "unit_head", only_verbs_of="unit_head"),
        Person(
            "another officer of the unit",
            Actor(colleague),
            "unit_officer",
            frozenset({"no_author"}),
            only_verbs_of="unit_officer",
        ),
        Person("a judge without the entry", world.actor("judge_3"), "judge", only_verbs_of="judge"),
    ]


@dataclass(frozen=True)
class Cell:
    """A verb before the gate: who, at what time, in which variant."""

    verb: Verb
    person: Person
    is_late: bool
    variant: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        late = ", late" if self.is_late else ""
        return f"{self.verb.value} {self.variant} by {self.person.name}{late}"

    def target(self, situation: Situation) -> str | None:
        """Return the state to which the table says the cell leads; ``None``: it is refused."""
        holds = situation.facts | self.person.facts | {"late" if self.is_late else "in_time", self.variant}
        if "entered by the officer" in situation.name and self.person.name == "unit_officer":
            holds |= {"entered_by_officer"}
        for row in ROWS:
            if (
                (row.verb, row.noun) == (self.verb.value, situation.noun.value)
                and (row.state_from, row.role) == (situation.state, self.person.role)
                and row.conditions <= holds
            ):
                return row.state_to
        return None


TIMED = {(row.verb, row.role) for row in ROWS if row.conditions & {"in_time", "late"}}
"""Cells that are walked before and after the deadline."""


def verbs_of(noun: Noun) -> list[Verb]:
    """Return the verbs for which the model has a transition."""
    return [verb for verb in Verb if hasattr(getattr(MODELS[noun], verb.method, None), "_django_fsm")]


def cells(situation: Situation, subject: Any, world: World, other: World) -> Iterator[Cell]:
    """Yield every cell of the situation: verbs × people × variants, some of them late as well."""
    crowd = people(world, other, subject)
    for verb in verbs_of(situation.noun):
        for variant, arguments in arguments_for(verb, subject, world):
            for person in crowd:
                if not person.meets(verb.value):
                    continue
                yield Cell(verb, person, False, variant, arguments)
                if (verb.value, person.role) in TIMED:
                    yield Cell(verb, person, True, variant, arguments)


def arguments_for(verb: Verb, subject: Any, world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return the variants of a verb with what its method takes."""
    if isinstance(subject, Entry):
        return _entry_arguments(verb, subject, world)
    at, by = {"at": clock.now()}, {"by": world["unit_head"]}
    if isinstance(subject, Document):
        signed = {**at, "by": world["signatory"], "record_sha256": "0" * 64}
        issued = {**at, "file": "documents/x.pdf", "file_sha256": "1" * 64, "issued_on": clock.today()}
        if subject.kind == "certificate":
            issued |= {"signed_at": at["at"], "signed_by": world["signatory"]}
        arguments: dict[Verb, dict[str, Any]] = {
            Verb.SAVE_DRAFT: {"record": {"subject": "Khác"}, "about": "Khác"},
            Verb.INITIAL: {**at, "by": world["standing_head"]},
            Verb.SIGN: signed,
            Verb.ISSUE: issued,
            Verb.PUBLISH_RESULTS: at,
        }
    elif isinstance(subject, Round):
        arguments = dict.fromkeys(
            (Verb.CLOSE_SCORING, Verb.APPROVE_RESULTS, Verb.ISSUE, Verb.PUBLISH_RESULTS), at
        )
    else:
        dated = (Verb.CONFIRM_LIST, Verb.FORWARD, Verb.DECLARE_NONE, Verb.RECEIVE)
        arguments = {verb: {**at, **by} for verb in dated}
    return [("", arguments.get(verb, {}))]


def _entry_arguments(verb: Verb, entry: Entry, world: World) -> list[tuple[str, dict[str, Any]]]:
    at = {"at": clock.now()}
    if verb is Verb.CONFIRM_LIST:
        batch = world.contest.batches.filter(unit=entry.unit).first() or factories.make_batch(world)
        return [
            ("chosen", {**at, "batch": batch, "chosen": True}),
            ("not_chosen", {**at, "batch": batch, "chosen": False, "reason_code": "KHONG_CHON"}),
        ]
    if verb is Verb.REFUSE_RECEIPT:
        refusal = {**at, "reason_code": "KHONG_TIEP_NHAN"}
        return [("for_good", {**refusal, "final": True}), ("for_completion", {**refusal, "final": False})]
    judged = {"facts": {"judge_user_id": world["judge"].pk}}
    single: dict[Verb, dict[str, Any]] = {
        Verb.SAVE_DRAFT: {"title": "Tên khác"},
        Verb.SUBMIT: {**at, "code": entry.code or "T-9001", "unit_name": entry.unit_name},
        Verb.SUBMIT_ON_BEHALF: {**at, "code": entry.code or "T-9002", "unit_name": entry.unit_name},
        Verb.RETURN: {"reason_code": "THIEU"},
        Verb.RECEIVE: {**at, "judging_code": "JJJJJ", "round": entry.round},
        Verb.RECUSE: judged,
        Verb.SAVE_SHEET: judged,
        Verb.SUBMIT_SHEET: judged,
        Verb.LAPSE: {**at, "reason_code": "QUA_HAN"},
        Verb.REVOKE: {"reason_code": "a"},
    }
    plain: dict[str, Any] = {}
    dated = {Verb.FORWARD, Verb.CLOSE_SCORING, Verb.AWARD, Verb.PASS_OVER, Verb.PUBLISH_RESULTS}
    dated |= {Verb.WITHDRAW, Verb.DISQUALIFY}
    return [("", single.get(verb, at if verb in dated else plain))]


def at_the_time(cell: Cell, world: World) -> Any:
    """Return the context in which the clock stands where the cell wants it."""
    return clock.moved_to(world.closes_at()) if cell.is_late else nullcontext()
