"""The decision that set up the organising committee, the jury and the secretariat, and its quorum."""

from datetime import date

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import refusals
from workflows.domain.actors import Actor
from workflows.domain.asking import ask_without_state
from workflows.domain.transition import attempt, lock_case, record, unit_of_work
from workflows.errors import InputRefused
from workflows.models import Contest
from workflows.states import RoundState
from workflows.verbs import Noun, Verb

LONGEST_NUMBER = 60
_OPEN = (RoundState.RUNNING, RoundState.SCORED)


def record_body_contest(*, contest: Contest, actor: Actor, number: str, on: date, quorum: int) -> Contest:
    """Record number and date of the decision, and how many members must be present; again corrects it.

    Raises:
        Forbidden: it is for the chair and the secretary of the contest.
        InputRefused: no number, a date to come, or a quorum that the jury cannot have.
        TransitionRefused: a result rests on it already.
    """
    with unit_of_work():
        lock_case(contest.case_id)
        admitted = ask_without_state(Verb.RECORD_BODY, contest, actor=actor)
        with attempt(Verb.RECORD_BODY, contest, actor):  # type: ignore[arg-type]
            _refuse_once_approved(contest)
        _check(contest, number.strip(), on, quorum)
        contest.body_decision_number, contest.body_decision_date = number.strip(), on
        contest.quorum = quorum
        contest.save(update_fields=["body_decision_number", "body_decision_date", "quorum"])
        record(
            Verb.RECORD_BODY,
            Noun.CONTEST,
            case_id=contest.case_id,
            subject_id=contest.pk,
            actor=actor,
            admitted=admitted,
            data={"number": number.strip(), "date": on.isoformat(), "quorum": quorum},
        )
        return contest


def is_open(contest: Contest) -> bool:
    """Say whether the decision may still be recorded: no result has been approved on it."""
    return not contest.rounds.exclude(state__in=_OPEN).exists()


def _refuse_once_approved(contest: Contest) -> None:
    if not is_open(contest):
        raise refusals.body_in_use()


def _check(contest: Contest, number: str, on: date, quorum: int) -> None:
    if not number or len(number) > LONGEST_NUMBER:
        sentence = _("Please give the number of the decision, at most %(most)d characters.")
        raise InputRefused("no_number", sentence % {"most": LONGEST_NUMBER}, field="number")
    if on > clock.today():
        raise InputRefused("not_yet", _("The decision cannot be of a day to come."), field="on")
    jury = contest.judges.count()
    if not 1 <= quorum <= jury:
        sentence = _("The quorum must be from 1 to %(jury)d, the number of judges.")
        raise InputRefused("bad_quorum", sentence % {"jury": jury}, field="quorum")
