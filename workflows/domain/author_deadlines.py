"""The earlier date that a unit sets for its own authors."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import windows
from workflows.domain.actors import Actor
from workflows.domain.asking import ask_without_state
from workflows.domain.deadlines import DatedRule, Rule
from workflows.domain.transition import attempt, lock_case, record, unit_of_work
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import ContestUnit, UnitAuthorDeadline
from workflows.verbs import Noun, Verb


def set_author_deadline_contest(*, part: ContestUnit, actor: Actor, until: date | None) -> None:
    """Give the unit's authors until the end of ``until``; ``None`` gives them the contest's date again.

    Args:
        part: the unit's part in the contest.
        actor: the head of the unit.
        until: the last valid day, earlier than the contest's for authors and not over.

    Raises:
        Forbidden: it is for the head of this unit.
        InputRefused: the day is over, before the opening, or not earlier than the contest's.
        TransitionRefused: there is no date of the unit to take back.
    """
    contest = part.contest
    with unit_of_work():
        lock_case(contest.case_id)
        admitted = ask_without_state(Verb.SET_AUTHOR_DEADLINE, part, actor=actor)
        if until is None:
            with attempt(Verb.SET_AUTHOR_DEADLINE, contest, actor):  # type: ignore[arg-type]
                _clear(part)
        else:
            _set(part, until)
        record(
            Verb.SET_AUTHOR_DEADLINE,
            Noun.CONTEST,
            case_id=contest.case_id,
            subject_id=contest.pk,
            actor=actor,
            admitted=admitted,
            data={"unit": part.unit_id, **_said(until)},
        )


def _said(until: date | None) -> dict[str, Any]:
    return {"until": until.isoformat(), "rule": Rule.ON_OR_BEFORE.value} if until else {"until": None}


def _clear(part: ContestUnit) -> None:
    own = UnitAuthorDeadline.objects.filter(contest=part.contest, unit_id=part.unit_id)
    if not own.delete()[0]:
        sentence = _("The unit has set no date of its own; its authors have the contest's.")
        raise TransitionRefused("nothing_set", sentence)


def _set(part: ContestUnit, until: date) -> None:
    _check(part, until)
    UnitAuthorDeadline.objects.update_or_create(
        contest=part.contest,
        unit_id=part.unit_id,
        defaults={"date": until, "rule": Rule.ON_OR_BEFORE.value},
    )


def _check(part: ContestUnit, until: date) -> None:
    closes_at = windows.calendar_of(part.contest).closes_at(DatedRule(until, Rule.ON_OR_BEFORE))
    limit = windows.submission_limit(part.contest, part.unit_id)
    if closes_at >= limit.closes_at:
        sentence = _("The date must be earlier than the contest's for authors: %(deadline)s.")
        raise InputRefused("not_earlier", sentence % {"deadline": windows.shown(limit)}, field="until")
    if closes_at <= clock.now():
        raise InputRefused("over", _("This day is over already; please give a later one."), field="until")
    opening = windows.opens_at(part.contest)
    if opening is not None and closes_at <= opening:
        raise InputRefused("not_open", _("The contest opens only after this day."), field="until")
