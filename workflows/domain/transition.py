"""The one gate. Every change of a case passes through :func:`perform`.

Order: lock the row → can it? → may this person, here, now? → is the content ready? → version
unchanged? → change → save → event. A refused act changes nothing and is itself recorded, after the
roll-back, in a transaction of its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import transaction
from django_fsm import can_proceed

from workflows import clock
from workflows.domain import admission, refusals, trail
from workflows.domain.actors import Actor, Admission
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Case
from workflows.models.constant_sql import fetch, update
from workflows.models.gated import CaseSubject, gate_open
from workflows.verbs import Noun, Verb

Subject = TypeVar("Subject", bound=CaseSubject)

_refused: ContextVar[list[trail.Happening] | None] = ContextVar("refused", default=None)


@contextmanager
def attempt(verb: Verb, subject: CaseSubject, actor: Actor) -> Iterator[None]:
    """Have a refusal that a domain function itself raises recorded like one of the gate.

    Faults of what was typed (422) are no attempts and are not recorded. Belongs inside a
    :func:`unit_of_work`.
    """
    try:
        yield
    except TransitionRefused as refusal:
        if not refusal.recorded and not isinstance(refusal, InputRefused) and refusal.status != 422:
            _note_refusal(verb, subject, actor, refusal)
        raise


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Run the body as one act: all of it or nothing, refusals recorded afterwards.

    Nested uses join the outermost one.
    """
    if _refused.get() is not None:
        yield
        return
    refused: list[trail.Happening] = []
    token = _refused.set(refused)
    try:
        with transaction.atomic():
            yield
    finally:
        _refused.reset(token)
        _record(refused)


def _record(refused: list[trail.Happening]) -> None:
    if not refused:
        return
    with transaction.atomic():
        for happening in refused:
            case = lock_case(happening.case_id)
            trail.append(case, happening)


def lock_case(case_id: int) -> Case:
    """Lock a case: ``SELECT … FOR UPDATE``; on SQLite the transaction itself is the lock."""
    return fetch(Case, case_id, lock=True)


def perform(
    verb: Verb,
    subject: Subject,
    *,
    actor: Actor,
    expected_version: int | None = None,
    note: str = "",
    data: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> Subject:
    """Do ``verb`` on ``subject`` as ``actor`` and return the fresh subject.

    Args:
        verb: the act; its method on the model gets ``arguments``.
        subject: the entry, list, round or document; a stale copy is enough.
        actor: the person, or the system inside a person's act or a timer.
        expected_version: the version that the person saw; ``None`` asks no question.
        note: words of the person (a reason); kept apart, its digest enters the trail.
        data: further facts for the event, without personal data.
        facts: what the predicates of :mod:`workflows.rules` need to know.

    Raises:
        TransitionRefused: nothing has been changed; the attempt is recorded.
    """
    with unit_of_work():
        case = lock_case(subject.case_id)  # type: ignore[attr-defined]
        fresh = _fresh(subject)
        before = str(fresh.state)
        try:
            admitted = admit(verb, fresh, actor, expected_version, {**(facts or {}), **arguments})
        except TransitionRefused as refusal:
            _note_refusal(verb, fresh, actor, refusal)
            raise
        stored = dict(fresh.__dict__)
        with gate_open():
            getattr(fresh, verb.method)(**arguments)
        fresh.version += 1
        update(fresh, *_changed(fresh, stored))
        trail.append(case, _happening(verb, fresh, actor, admitted, before, data or {}, note))
        return fresh


def record(
    verb: Verb,
    noun: Noun,
    *,
    case_id: int,
    subject_id: int,
    actor: Actor,
    role: str = "system",
    admitted: Admission | None = None,
    data: Mapping[str, Any] | None = None,
    note: str = "",
) -> None:
    """Write an event that changes no state: a reminder, an escalation, a reassignment.

    With ``admitted`` it names role, scope and whom the person stands in for, as the gate's own events do.
    """
    grant = admitted.grant if admitted else None
    happening = trail.Happening(
        case_id=case_id,
        verb=verb,
        noun=noun,
        subject_id=subject_id,
        actor_id=actor.user_id,
        role=admitted.role if admitted else role,
        scope=admitted.scope if admitted else "",
        on_behalf_of_id=grant.stand_in_for_id if grant else None,
        data=data or {},
        note=note,
    )
    with unit_of_work():
        trail.append(lock_case(case_id), happening)


def vouch(subject: CaseSubject) -> None:
    """Say that ``subject`` was read in this unit of work, its case locked, and has not been touched.

    The next :func:`perform` takes it as it is and reads it no second time.
    """
    subject.read_in = _refused.get()


def _fresh(subject: Subject) -> Subject:
    vouched = subject.read_in is not None and subject.read_in is _refused.get()
    subject.read_in = None
    return subject if vouched else type(subject).read(subject.pk)


def _changed(fresh: CaseSubject, stored: dict[str, Any]) -> list[str]:
    """Name the fields whose value differs from the one that was read."""
    fields = fresh._meta.concrete_fields
    return [field.name for field in fields if getattr(fresh, field.attname) != stored[field.attname]]


def admit(
    verb: Verb,
    fresh: CaseSubject,
    actor: Actor,
    expected_version: int | None,
    facts: Mapping[str, Any],
) -> Admission:
    """Ask the gate's questions in the gate's order; raises what it would refuse with."""
    if not can_proceed(getattr(fresh, verb.method)):
        admission.refuse_state(verb, fresh, actor)
    admitted = admission.authorise(verb, fresh, actor, facts)
    admission.check_window(verb, fresh, facts)
    if missing := fresh.missing_for(verb):
        raise refusals.incomplete(verb, missing)
    if expected_version is not None and expected_version != fresh.version:
        raise admission.stale(fresh)
    return admitted


def _note_refusal(verb: Verb, fresh: CaseSubject, actor: Actor, refusal: TransitionRefused) -> None:
    refusal.recorded = True
    pending = _refused.get()
    assert pending is not None  # perform() runs inside a unit of work
    pending.append(
        trail.Happening(
            case_id=fresh.case_id,  # type: ignore[attr-defined]
            verb=verb,
            noun=Noun(fresh.noun),
            subject_id=fresh.pk,
            state_from=str(fresh.state),
            state_to=str(fresh.state),
            refused=refusal.code,
            actor_id=actor.user_id,
            at=clock.now(),
        )
    )


def _happening(
    verb: Verb,
    fresh: CaseSubject,
    actor: Actor,
    admitted: Admission,
    before: str,
    data: Mapping[str, Any],
    note: str,
) -> trail.Happening:
    return trail.Happening(
        case_id=fresh.case_id,  # type: ignore[attr-defined]
        verb=verb,
        noun=Noun(fresh.noun),
        subject_id=fresh.pk,
        state_from=before,
        state_to=str(fresh.state),
        actor_id=actor.user_id,
        role=admitted.role,
        scope=admitted.scope,
        on_behalf_of_id=admitted.grant.stand_in_for_id if admitted.grant else None,
        data=data,
        note=note,
    )
