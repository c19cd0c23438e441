"""What a person may read of an entry that is visible to them: people, results, scores, the trail.

:mod:`workflows.models.visibility` says which entries a person sees at all; this says how much of one.
"""

from dataclasses import dataclass
from typing import Any

from workflows.models.grants import Grants, grants_of
from workflows.models.visibility import DECISION_ROLES, ORGANISER_ROLES, PAID_STATES, may_know_results
from workflows.roles import Role
from workflows.states import RoundState
from workflows.verbs import Verb

_UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


@dataclass(frozen=True)
class Reading:
    """How much of one entry a person may read.

    Attributes:
        is_staff: reads the staff's labels; otherwise the author's.
        is_judge: knows the entry by its judging code, and has an own sheet.
        is_organiser: reads the whole trail, refused attempts included.
        is_unit: works in the entry's unit.
        sees_people: may read who the authors are and from which unit.
        sees_contact: may read phone, address and e-mail of the authors.
        knows_results: may read state, prize, rank and mean of a decided entry.
        sees_scores: may read every judge's sheet.
    """

    is_staff: bool
    is_judge: bool
    is_organiser: bool
    is_unit: bool
    sees_people: bool
    sees_contact: bool
    knows_results: bool
    sees_scores: bool


def reading_of(user: Any, entry: Any) -> Reading:
    """Return what ``user`` may read of ``entry``; no query but the first reading of the grants.

    The entry comes with its round and contest.
    """
    grants = grants_of(user)
    round_, contest_id = entry.round, entry.contest_id
    organiser = _organises(grants, entry)
    unit = entry.unit_id in grants.units(*_UNIT_ROLES)
    decides = contest_id in grants.contests(*DECISION_ROLES)
    judge = contest_id in grants.contests(Role.JUDGE)
    own = user.pk in (entry.owner_id, entry.entered_by_id)
    pays = contest_id in grants.contests(Role.ACCOUNTANT) and entry.state in PAID_STATES
    knows = pays or may_know_results(user, contest_id, published=round_.is_published)
    return Reading(
        is_staff=organiser or decides or unit,
        is_judge=judge,
        is_organiser=organiser,
        is_unit=unit,
        sees_people=own or not hides_people(grants, entry),
        sees_contact=organiser or unit or own or not (judge or decides),
        knows_results=knows,
        sees_scores=organiser and knows and round_.state != RoundState.RUNNING,
    )


def _organises(grants: Grants, entry: Any) -> bool:
    if grants.everywhere(Role.AUDITOR) or entry.unit_id in grants.units(Role.AUDITOR):
        return True
    return entry.contest_id in grants.contests(*ORGANISER_ROLES, Role.AUDITOR)


def hides_people(grants: Grants, entry: Any) -> bool:
    """Say whether a judge's blindness hides the authors.

    While scores are being given it does so in every role that the judge holds besides; afterwards
    from those who are nothing but judges, until the results are published.
    """
    if not entry.contest.is_blind or entry.contest_id not in grants.contests(Role.JUDGE):
        return False
    if entry.round.state == RoundState.RUNNING:
        return True
    others = (*ORGANISER_ROLES, *DECISION_ROLES, Role.AUDITOR)
    return entry.contest_id not in grants.contests(*others) and not entry.round.is_published


AUTHOR_VERBS = frozenset(
    {
        Verb.SUBMIT,
        Verb.SUBMIT_ON_BEHALF,
        Verb.RETURN,
        Verb.CONFIRM_LIST,
        Verb.FORWARD,
        Verb.RECEIVE,
        Verb.REFUSE_RECEIPT,
        Verb.CLOSE_SCORING,
        Verb.WITHDRAW,
        Verb.DISQUALIFY,
        Verb.LAPSE,
        Verb.REINSTATE,
    }
)
"""What an author reads in the trail of an entry from the beginning."""

RESULT_VERBS = frozenset({Verb.AWARD, Verb.PASS_OVER, Verb.PUBLISH_RESULTS, Verb.REVOKE})
"""What only those read who may know the results."""

UNIT_VERBS = AUTHOR_VERBS | {Verb.SAVE_DRAFT, Verb.PRESCREEN, Verb.CLAIM, Verb.RELEASE, Verb.REASSIGN}
"""What the entry's unit reads as well."""


def verbs_read(reading: Reading) -> frozenset[Verb]:
    """Return the verbs whose events may be read; an organiser reads all."""
    if reading.is_organiser:
        return frozenset(Verb)
    base = UNIT_VERBS if reading.is_unit else AUTHOR_VERBS
    return frozenset(base | RESULT_VERBS) if reading.knows_results else frozenset(base)
