"""This person, this case? Predicates over what the gate has at hand; they only ever narrow.

Each takes a :class:`Question` and says yes or no. They know no database: what they ask stands on
the subject, on the grant, or among the question's facts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workflows.roles import UNIT_ROLES, Role
from workflows.states import DocumentState, EntryState, RoundState
from workflows.verbs import PAPERS, Noun, Verb


@dataclass(frozen=True)
class Question:
    """Who wants to do what, under which grant, to which subject."""

    verb: Verb
    subject: Any
    user_id: int | None
    grant: Any
    facts: dict[str, Any] = field(default_factory=dict)


Predicate = Callable[[Question], bool]


def covers(grant: Any, subject: Any) -> bool:
    """Say whether the grant's scope contains the subject."""
    if grant.role in UNIT_ROLES:
        return grant.unit_id is not None and grant.unit_id == getattr(subject, "unit_id", None)
    return grant.contest_id is not None and grant.contest_id == subject.contest_id


def is_own(question: Question) -> bool:
    """The person is the entry's author (a group's: its representative)."""
    return question.user_id == question.subject.owner_id


def is_own_or_entered(question: Question) -> bool:
    """The author's own entry, or one that the officer has entered for somebody."""
    if question.grant.role == Role.UNIT_OFFICER:
        return question.user_id == question.subject.entered_by_id
    return is_own(question)


def is_entered_for_another(question: Question) -> bool:
    """The officer has entered the draft for somebody else."""
    entry = question.subject
    return question.user_id == entry.entered_by_id and entry.owner_id != question.user_id


def is_no_author(question: Question) -> bool:
    """The person who decides is not among the entry's authors."""
    return question.user_id not in question.facts.get("author_ids", ())


def is_assigned_judge(question: Question) -> bool:
    """The judge's own assignment; the secretary may act for any."""
    if question.grant.role == Role.SECRETARY:
        return True
    return question.user_id == question.facts.get("judge_user_id")


REINSTATED_BY = {
    EntryState.WITHDRAWN: Role.UNIT_HEAD,
    EntryState.SCREENED_OUT: Role.SECRETARY,
    EntryState.LAPSED: Role.CHAIR,
    EntryState.DISQUALIFIED: Role.SIGNATORY,
}
"""The role above the one that acted."""


def is_above_who_acted(question: Question) -> bool:
    """Only the role above the one that ended the entry may bring it back."""
    before = question.facts.get("state_before")
    return before is not None and question.grant.role == REINSTATED_BY.get(before)


def scoring_is_open(question: Question) -> bool:
    """Nothing comes back into a round whose scoring is closed."""
    return bool(question.subject.round.state == RoundState.RUNNING)


def result_is_not_approved(question: Question) -> bool:
    """Nothing is taken out of a result that has been approved."""
    return question.subject.round.state in (RoundState.RUNNING, RoundState.SCORED)


def lies_before(question: Question) -> bool:
    """The clerk sends back what is signed; whoever signs, what lies before them."""
    is_signed = question.subject.state == DocumentState.SIGNED
    return bool(is_signed == (question.grant.role == Role.CLERK))


PREDICATES: dict[tuple[Verb, Noun], tuple[Predicate, ...]] = {
    (Verb.SAVE_DRAFT, Noun.ENTRY): (is_own_or_entered,),
    (Verb.SUBMIT, Noun.ENTRY): (is_own,),
    (Verb.SUBMIT_ON_BEHALF, Noun.ENTRY): (is_entered_for_another,),
    (Verb.WITHDRAW, Noun.ENTRY): (is_own,),
    (Verb.PRESCREEN, Noun.ENTRY): (is_no_author,),
    (Verb.RETURN, Noun.ENTRY): (is_no_author,),
    (Verb.CONFIRM_LIST, Noun.ENTRY): (is_no_author,),
    (Verb.SAVE_SHEET, Noun.ENTRY): (is_assigned_judge,),
    (Verb.SUBMIT_SHEET, Noun.ENTRY): (is_assigned_judge,),
    (Verb.RECUSE, Noun.ENTRY): (is_assigned_judge,),
    (Verb.REINSTATE, Noun.ENTRY): (is_above_who_acted, scoring_is_open),
    (Verb.DISQUALIFY, Noun.ENTRY): (result_is_not_approved,),
    **{(Verb.SEND_BACK, noun): (lies_before,) for noun in PAPERS},
}
