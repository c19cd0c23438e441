"""May this be done? The gate's questions without the act: for buttons, and before an act of many."""

from collections.abc import Mapping
from typing import Any

from django_fsm import can_proceed

from workflows.domain import admission, refusals
from workflows.domain.actors import Actor, Admission
from workflows.domain.transition import admit, attempt, unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Contest, ContestUnit
from workflows.models.gated import CaseSubject
from workflows.verbs import PERSON_FREE, Noun, Verb


def may(verb: Verb, subject: CaseSubject, actor: Actor, facts: Mapping[str, Any] | None = None) -> bool:
    """Say whether a button for the act belongs on the page; windows and contents are not asked."""
    if not can_proceed(getattr(subject, verb.method)):
        return False
    try:
        admission.authorise(verb, subject, actor, facts or {})
    except TransitionRefused:
        return False
    return True


def ask(verb: Verb, subject: CaseSubject, *, actor: Actor, facts: Mapping[str, Any] | None = None) -> None:
    """Raise what the gate would raise for the act, in its order; the attempt is recorded.

    Args:
        verb: the act.
        subject: a fresh entry, list, round or document.
        actor: who would do it.
        facts: what the predicates need to know.

    Raises:
        TransitionRefused: the gate would refuse.
    """
    known = facts or {}
    with unit_of_work(), attempt(verb, subject, actor):
        if verb in PERSON_FREE:
            raise refusals.no_right(verb, Noun(subject.noun))
        admit(verb, subject, actor, None, known)


def ask_without_state(verb: Verb, subject: Contest | ContestUnit, *, actor: Actor) -> Admission:
    """Return the grant under which ``actor`` may do an act on a contest, which has no state to ask about.

    Args:
        verb: the act.
        subject: the contest; for an act of a unit, its part in the contest.
        actor: who would do it.

    Raises:
        Forbidden: nobody gave the right here; the attempt is recorded on the contest's case.
    """
    with unit_of_work(), attempt(verb, subject.contest, actor):  # type: ignore[arg-type]
        return admission.authorise(verb, subject, actor, {})  # type: ignore[arg-type]


def may_without_state(verb: Verb, subject: Contest | ContestUnit, actor: Actor) -> bool:
    """Say whether a form for such an act belongs on the page."""
    try:
        admission.authorise(verb, subject, actor, {})  # type: ignore[arg-type]
    except TransitionRefused:
        return False
    return True
