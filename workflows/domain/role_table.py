"""The table role × state × verb, read from the code itself: for a page and for ``docs/roles.md``.

States come from the transitions on the models, roles from :data:`workflows.roles.GRANTS`, what
narrows them from :data:`workflows.rules.PREDICATES` and the transitions' conditions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from workflows.models import Document, Entry, ForwardingBatch, Round
from workflows.models.gated import CaseSubject
from workflows.roles import Role, roles_for
from workflows.rules import PREDICATES
from workflows.states import DocumentState
from workflows.verbs import PAPERS, PERSON_FREE, Noun, Verb

MODELS: dict[Noun, type[CaseSubject]] = {
    Noun.ENTRY: Entry,
    Noun.BATCH: ForwardingBatch,
    Noun.ROUND: Round,
    **dict.fromkeys(PAPERS, Document),
}

SENTENCES: dict[str, Any] = {
    "is_own": _("only one's own entry"),
    "is_own_or_entered": _("only one's own entry, or one that the officer has entered"),
    "is_entered_for_another": _("only an entry that the officer has entered for somebody else"),
    "is_no_author": _("nobody who is an author of the entry"),
    "is_assigned_judge": _("a judge only for the own assignment"),
    "is_above_who_acted": _("only the role above the one that ended the entry"),
    "scoring_is_open": _("until scoring is closed"),
    "result_is_not_approved": _("until the result is approved"),
    "_is_not_forwarded": _("not forwarded yet"),
    "_is_not_received": _("not received yet"),
    "_waits_for_receipt": _("forwarded and waiting for receipt"),
    "_is_received": _("received"),
    "_lies_before_its_signer": _("only once it has been submitted"),
    "_is_ready_to_go_out": _("signed"),
    "lies_before": _("the clerk what is signed, whoever signs what lies before them"),
}
"""What each predicate and condition says to a reader, by the name of its function."""


@dataclass(frozen=True)
class Line:
    """One verb on one noun: from which states to which, by whom, and what narrows it.

    ``targets`` empty: the state stays. ``roles`` empty: the system, inside a person's act or a timer.
    """

    noun: Noun
    verb: Verb
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    roles: tuple[Role, ...]
    narrowed_by: tuple[str, ...]

    @property
    def is_of_the_system(self) -> bool:
        """Say whether no person has a say in it."""
        return not self.roles

    def state_labels(self, states: tuple[str, ...]) -> list[str]:
        """Return the labels of the states, in the language of the page; a contest has none."""
        if not states:
            return []
        field: Any = MODELS[self.noun]._meta.get_field("state")  # type: ignore[misc]  # of every subclass
        choices = dict(field.choices)
        return [str(choices[state]) for state in states]

    @property
    def source_labels(self) -> list[str]:
        """Labels of the states in which the verb is possible."""
        return self.state_labels(self.sources)

    @property
    def target_labels(self) -> list[str]:
        """Labels of the states to which it leads."""
        return self.state_labels(self.targets)

    @property
    def role_labels(self) -> list[str]:
        """Labels of the roles that hold the right."""
        return [str(role.label) for role in self.roles]

    @property
    def sentences(self) -> list[str]:
        """What narrows the right, in words."""
        return [str(SENTENCES[name]) for name in self.narrowed_by]


def role_table() -> list[Line]:
    """Return every allowed cell of the gate, by noun and verb; what is not here is refused."""
    return [line for noun, model in MODELS.items() for line in _lines(noun, model)] + list(_on_contests())


def _on_contests() -> Iterator[Line]:
    """Acts on a contest itself, which has no state."""
    for verb in Verb:
        if roles := roles_for(verb, Noun.CONTEST):
            holders = tuple(role for role in Role if role in roles)
            yield Line(Noun.CONTEST, verb, sources=(), targets=(), roles=holders, narrowed_by=())


def _lines(noun: Noun, model: type[CaseSubject]) -> Iterator[Line]:
    for verb in Verb:
        machine = getattr(getattr(model, verb.method, None), "_django_fsm", None)
        roles = roles_for(verb, noun)
        if machine is not None and (roles or verb in PERSON_FREE):
            yield from _by_state(_line(noun, verb, list(machine.transitions.values()), roles))


def _by_state(line: Line) -> Iterator[Line]:
    """Say apart what depends on the state: the clerk's desk and the signatory's, a corrected paper."""
    if line.verb is Verb.PUBLISH_RESULTS and line.noun in PAPERS:
        yield replace(line, sources=(DocumentState.ISSUED,), targets=(DocumentState.PUBLISHED,))
        yield replace(line, sources=(DocumentState.CORRECTED,), targets=())
        return
    if line.verb is not Verb.SEND_BACK:
        yield line
        return
    for is_clerk in (False, True):
        roles = tuple(role for role in line.roles if (role is Role.CLERK) == is_clerk)
        sources = tuple(state for state in line.sources if (state == DocumentState.SIGNED) == is_clerk)
        if roles:
            yield replace(line, roles=roles, sources=sources)


def _line(noun: Noun, verb: Verb, transitions: list[Any], roles: frozenset[Role]) -> Line:
    targets: dict[str, None] = {}
    for transition in transitions:
        if transition.target is not None:
            named = getattr(transition.target, "allowed_states", None) or [transition.target]
            targets |= dict.fromkeys(map(str, named))
    conditions = [condition.__name__ for condition in transitions[0].conditions]
    predicates = [predicate.__name__ for predicate in PREDICATES.get((verb, noun), ())]
    return Line(
        noun=noun,
        verb=verb,
        sources=tuple(_possible(noun, verb, [str(t.source) for t in transitions])),
        targets=tuple(targets),
        roles=tuple(role for role in Role if role in roles),
        narrowed_by=tuple(predicates + conditions),
    )


_ONLY_FROM: dict[tuple[Verb, Noun], str] = {
    **{(Verb.SIGN, noun): "submitted_for_signature" for noun in PAPERS},
    (Verb.SIGN, Noun.PROPOSAL): "draft",
    **{(Verb.ISSUE, noun): "signed" for noun in PAPERS},
    (Verb.ISSUE, Noun.OUTPUT): "draft",
}
"""Papers share their transitions: from where a paper of this noun can come at all."""


def _possible(noun: Noun, verb: Verb, sources: list[str]) -> list[str]:
    """Return the sources that a subject of this noun can be in; an output is never published."""
    wanted = _ONLY_FROM.get((verb, noun))
    never = DocumentState.PUBLISHED if noun is Noun.OUTPUT else None
    return [source for source in sources if wanted in (None, source) and source != never]


def as_markdown() -> str:
    """Return ``docs/roles.md``: the same table in English."""
    with override("en"):
        parts = [_HEAD]
        for noun in (*MODELS, Noun.CONTEST):
            rows = [_row(line) for line in role_table() if line.noun is noun]
            parts.append(f"## {noun.label}\n\n{_COLUMNS}{''.join(rows)}")
    return "\n".join(parts)


def _row(line: Line) -> str:
    targets = ", ".join(f"`{state}`" for state in line.targets) or "(stays)"
    cells = [
        f"`{line.verb.value}`",
        ", ".join(f"`{state}`" for state in line.sources) or "–",
        targets,
        ", ".join(line.role_labels) or gettext("the system"),
        "; ".join(line.sentences),
    ]
    return f"| {' | '.join(cells)} |\n"


_HEAD = """# Who may do what, in which state

Written by `bin/manage roles` from the code: transitions of the models, `workflows/roles.py` and
`workflows/rules.py`. Do not edit; a test holds this page to the code, and the code to
`tests/gate_table.csv`, which is written by hand. What does not stand here is refused. A role counts
within its scope only: author, unit officer and head within their unit, the others within their contest.
A contest has no state: an earlier date for authors is set within the head's unit, and the decision on the
committee is recorded until a result has been approved on it.
Auditor and administrator, superusers and visitors may do none of it.
"""
_COLUMNS = "| verb | from | to | who | narrowed |\n|---|---|---|---|---|\n"
