"""What a unit's officer does: check against the list, propose, return."""

from collections.abc import Mapping

from django.db import connection

from workflows import clock
from workflows.domain import notices
from workflows.domain.actors import Actor
from workflows.domain.entries import require_reason
from workflows.domain.transition import perform, unit_of_work
from workflows.models import Entry, Prescreening
from workflows.models.constant_sql import insert
from workflows.models.notice import NoticeKind
from workflows.models.prescreening import Verdict
from workflows.verbs import Verb

_NOT_CURRENT = "UPDATE workflows_prescreening SET is_current = %s WHERE entry_id = %s AND is_current"


def prescreen_entry(
    *,
    entry: Entry,
    actor: Actor,
    verdict: Verdict,
    answers: Mapping[str, bool],
    reason_code: str = "",
    note: str = "",
    expected_version: int | None = None,
) -> Entry:
    """Record the officer's proposal to pass or not; the head of the unit decides."""
    if verdict is Verdict.FAIL:
        require_reason(note)
    with unit_of_work():
        kept = _keep(entry, actor, verdict, answers, reason_code, note)
        return perform(
            Verb.PRESCREEN,
            entry,
            actor=actor,
            expected_version=expected_version,
            data={"verdict": verdict.value, "prescreening": kept.pk, "answers": dict(answers)},
            note=note,
        )


def return_entry(
    *,
    entry: Entry,
    actor: Actor,
    reason: str,
    reason_code: str = "",
    answers: Mapping[str, bool] | None = None,
    expected_version: int | None = None,
) -> Entry:
    """Give the entry back to its author for completion."""
    require_reason(reason)
    with unit_of_work():
        _keep(entry, actor, Verdict.RETURN, answers or {}, reason_code, reason)
        returned = perform(
            Verb.RETURN,
            entry,
            actor=actor,
            expected_version=expected_version,
            note=reason,
            reason_code=reason_code,
        )
        notices.tell_author(returned, NoticeKind.RETURNED, text=reason)
        return returned


def _keep(
    entry: Entry,
    actor: Actor,
    verdict: Verdict,
    answers: Mapping[str, bool],
    reason_code: str,
    note: str,
) -> Prescreening:
    with connection.cursor() as cursor:
        cursor.execute(_NOT_CURRENT, [False, entry.pk])
    kept = Prescreening(
        entry=entry,
        officer=actor.user,
        verdict=verdict.value,
        reason_code=reason_code,
        note=note,
        answers=dict(answers),
        decided_at=clock.now(),
        is_current=verdict is not Verdict.RETURN,
    )
    insert(kept)
    return kept
