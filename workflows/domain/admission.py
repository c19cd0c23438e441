"""May this person do this to this case, here and now? The questions that the gate asks."""

from collections.abc import Mapping
from typing import Any, NoReturn

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import labels, refusals, windows
from workflows.domain.actors import Actor, Admission
from workflows.domain.reading import reading_of
from workflows.errors import TransitionRefused
from workflows.models import CaseEvent, ContestUnit, Membership
from workflows.models.gated import CaseSubject
from workflows.models.grants import Grant
from workflows.roles import roles_for
from workflows.rules import PREDICATES, Question, covers, is_no_author
from workflows.states import EntryState
from workflows.verbs import PERSON_FREE, Noun, Verb
from workflows.vietnamese import dates

_UNIT_WINDOW = frozenset({Verb.RETURN, Verb.PRESCREEN, Verb.CONFIRM_LIST, Verb.FORWARD, Verb.DECLARE_NONE})
_AUTHORS = "SELECT user_id FROM workflows_entryauthor WHERE entry_id = %s AND user_id IS NOT NULL"
_DECIDES_ON_AUTHORS = frozenset({Verb.PRESCREEN, Verb.RETURN, Verb.CONFIRM_LIST})


def refuse_state(verb: Verb, subject: CaseSubject, actor: Actor) -> NoReturn:
    """Refuse an act that the state does not allow; say so first of all when it is already done."""
    if verb in (Verb.SUBMIT, Verb.SUBMIT_ON_BEHALF) and subject.state == EntryState.LAPSED:
        _check_open(subject, windows.unit_deadline(subject.contest, subject.unit_id))  # type: ignore[attr-defined]
    label = state_words(subject, actor)
    if str(subject.state) in _targets(subject, verb):
        raise refusals.already_done(label)
    raise refusals.wrong_state(verb, subject, label)


def state_words(subject: Any, actor: Actor) -> str:
    """Return the subject's state in the words that the actor may read: a refusal must leak nothing."""
    if subject.noun == Noun.ENTRY and actor.user is not None:
        return labels.entry_label(subject, reading_of(actor.user, subject)).text
    return str(subject.get_state_display())


def _targets(subject: CaseSubject, verb: Verb) -> set[str]:
    found: set[str] = set()
    for transition in getattr(subject, verb.method)._django_fsm.transitions.values():
        target = transition.target
        if target is not None:
            found |= {str(s) for s in getattr(target, "allowed_states", None) or [target]}
    return found


def authorise(verb: Verb, subject: CaseSubject, actor: Actor, facts: Mapping[str, Any]) -> Admission:
    """Return the grant under which ``actor`` may act.

    Raises:
        Forbidden: no current membership gives the permission in a scope that covers the subject, or
            a predicate says no.
    """
    noun = Noun(subject.noun)
    if actor.as_system:
        return _authorise_system(verb, noun)
    roles = roles_for(verb, noun)
    grants = [g for g in actor.grants.items if g.role in roles and covers(g, subject)]
    if not grants:
        raise refusals.no_right(verb, noun)
    known = {"state_before": EntryState(subject.state) if noun is Noun.ENTRY else None, **facts}
    if noun is Noun.ENTRY and verb in _DECIDES_ON_AUTHORS:
        known["author_ids"] = author_ids(subject)
    for grant in grants:
        if _holds(Question(verb, subject, actor.user_id, grant, known)):
            return Admission(grant)
    raise _why_not(verb, noun, subject, actor, grants, known)


def _authorise_system(verb: Verb, noun: Noun) -> Admission:
    if verb not in PERSON_FREE:
        raise refusals.no_right(verb, noun)
    return Admission()


def _holds(question: Question) -> bool:
    noun = Noun(question.subject.noun)
    return all(predicate(question) for predicate in PREDICATES.get((question.verb, noun), ()))


def _why_not(
    verb: Verb, noun: Noun, subject: Any, actor: Actor, grants: list[Grant], facts: dict[str, Any]
) -> TransitionRefused:
    question = Question(verb, subject, actor.user_id, grants[0], facts)
    if is_no_author in PREDICATES.get((verb, noun), ()) and not is_no_author(question):
        return refusals.own_entry(stand_in_name(subject, actor, grants[0]))
    return refusals.no_right(verb, noun)


def author_ids(entry: Any) -> set[int]:
    """Return the accounts behind an entry: its owner and every author who has one."""
    with connection.cursor() as cursor:
        cursor.execute(_AUTHORS, [entry.pk])
        return {entry.owner_id, *(user_id for (user_id,) in cursor.fetchall())}


def stand_in_name(entry: Any, actor: Actor, grant: Grant) -> str:
    """Name somebody else who may decide: same role in the unit, else the committee's secretary."""
    others = Membership.objects.current().filter(role=grant.role, unit_id=entry.unit_id)
    other = others.exclude(user=actor.user).exclude(user_id__in=author_ids(entry)).first()
    return str(other.user) if other else _("a stand-in named by the unit's superior")


def check_window(verb: Verb, subject: Any, facts: Mapping[str, Any]) -> None:
    """Refuse an act whose window has not opened or has closed."""
    if verb in (Verb.SUBMIT, Verb.SUBMIT_ON_BEHALF):
        _check_opening(subject)
        if verb is Verb.SUBMIT and subject.state == EntryState.DRAFT:
            _check_open(subject, windows.submission_deadline(subject.contest, subject.unit_id))
        else:
            _check_open(subject, windows.unit_deadline(subject.contest, subject.unit_id))
    elif verb in _UNIT_WINDOW or (verb is Verb.REFUSE_RECEIPT and not facts.get("final")):
        _check_open(subject, windows.unit_closing(subject.contest_id, subject.unit_id))
    elif verb is Verb.LAPSE:
        _check_passed(verb, subject)


def _check_opening(subject: Any) -> None:
    if not windows.has_opened(subject.contest):
        opening = windows.opens_at(subject.contest)
        assert opening is not None
        raise refusals.not_open(dates.deadline(opening, get_language() or "vi"))


def _check_open(subject: Any, deadline: Any) -> None:
    if not deadline.is_open(clock.now()):
        raise refusals.late(windows.shown(deadline), contact_of(subject))


def _check_passed(verb: Verb, subject: Any) -> None:
    deadline = windows.unit_deadline(subject.contest, subject.unit_id)
    if deadline.is_open(clock.now()):
        raise refusals.wrong_state(verb, subject)


def contact_of(subject: Any) -> str:
    """Return whom to contact: the unit's contact, else the contest's, else the secretary."""
    row = ContestUnit.objects.filter(contest=subject.contest, unit_id=subject.unit_id).first()
    return (row and row.contact) or subject.contest.contact or _("the secretary of the organising committee")


def stale(subject: CaseSubject) -> TransitionRefused:
    """Make the refusal of an act that was prepared on an older version."""
    last = (
        CaseEvent.objects.filter(case_id=subject.case_id, refused="")  # type: ignore[attr-defined]
        .select_related("actor")
        .order_by("-seq")
        .first()
    )
    name = str(last.actor) if last and last.actor else _("the system")
    moment = dates.local(last.at).strftime("%H:%M") if last else ""
    return refusals.stale(name, moment)
