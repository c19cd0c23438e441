"""Extending a deadline for one unit, with a reason."""

from datetime import date

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import windows
from workflows.domain.actors import Actor
from workflows.domain.admission import authorise
from workflows.domain.entries import require_reason
from workflows.domain.transition import record, unit_of_work
from workflows.errors import InputRefused
from workflows.models import Contest, DeadlineExtension, OrganisationUnit
from workflows.verbs import Noun, Verb


def extend_contest(
    *,
    contest: Contest,
    actor: Actor,
    unit: OrganisationUnit,
    code: str,
    until: date,
    rule: str,
    reason: str,
) -> DeadlineExtension:
    """Give one unit a later date for the deadline ``code``.

    Raises:
        InputRefused: the new date would not be later than the deadline in force.
    """
    require_reason(reason, for_author=False)
    with unit_of_work():
        admitted = authorise(Verb.EXTEND, contest, actor, {})  # type: ignore[arg-type]
        before = windows.contest_deadline(contest, code, unit.pk)
        row = DeadlineExtension.objects.create(
            deadline=contest.deadlines.get(code=code),
            unit=unit,
            date=until,
            rule=rule,
            reason=reason,
            granted_at=clock.now(),
        )
        after = windows.contest_deadline(contest, code, unit.pk)
        assert before is not None
        assert after is not None
        if after.closes_at <= before.closes_at:
            sentence = _("The new date must be later than the deadline in force: %(deadline)s.")
            raise InputRefused("not_later", sentence % {"deadline": windows.shown(before)}, field="until")
        record(
            Verb.EXTEND,
            Noun.CONTEST,
            case_id=contest.case_id,
            subject_id=contest.pk,
            actor=actor,
            admitted=admitted,
            data={"unit": unit.pk, "deadline": code, "until": until.isoformat(), "rule": rule},
            note=reason,
        )
        return row
