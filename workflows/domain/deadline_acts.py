"""What the clock does before a unit's deadline: remind the unit, then tell the organiser."""

from workflows.domain import notices, windows
from workflows.domain.actors import Actor
from workflows.domain.transition import record
from workflows.models import ForwardingBatch
from workflows.models.notice import NoticeKind
from workflows.roles import Role
from workflows.states import BatchState
from workflows.verbs import Noun, Verb


def is_pending(batch: ForwardingBatch) -> bool:
    """Say whether the unit still owes a list, or has entries outside the one it has sent."""
    if batch.state in (BatchState.COLLECTING, BatchState.CONFIRMED):
        return True
    return batch.contest.entries.alive().filter(unit_id=batch.unit_id, forwarded_at=None).exists()


def remind_unit(*, batch: ForwardingBatch, actor: Actor) -> None:
    """Remind the unit's officers, head and authors of the deadline, once."""
    if not is_pending(batch):
        return
    people = notices.holders(Role.UNIT_OFFICER, Role.UNIT_HEAD, unit_id=batch.unit_id)
    waiting = batch.contest.entries.alive().filter(unit_id=batch.unit_id, forwarded_at=None)
    people += [
        entry.owner for entry in waiting.select_related("owner") if entry.state in ("draft", "returned")
    ]
    _tell(batch, people, NoticeKind.REMINDER)
    _record(batch, actor, Verb.REMIND)


def escalate_unit(*, batch: ForwardingBatch, actor: Actor) -> None:
    """Tell the secretary and the head of the unit that the deadline is a day away, once."""
    if not is_pending(batch):
        return
    people = notices.holders(Role.SECRETARY, contest_id=batch.contest_id)
    people += notices.holders(Role.UNIT_HEAD, unit_id=batch.unit_id)
    _tell(batch, people, NoticeKind.ESCALATION)
    _record(batch, actor, Verb.ESCALATE)


def _tell(batch: ForwardingBatch, people: list, kind: NoticeKind) -> None:  # type: ignore[type-arg]
    deadline = windows.shown(windows.unit_deadline(batch.contest, batch.unit_id))
    key = f"{kind.value}:{batch.pk}:{deadline}"
    notices.tell(people, kind, key=key, contest=batch.contest, text=f"{batch.unit}: {deadline}")


def _record(batch: ForwardingBatch, actor: Actor, verb: Verb) -> None:
    record(
        verb,
        Noun.BATCH,
        case_id=batch.case_id,
        subject_id=batch.pk,
        actor=actor,
        data={"unit": batch.unit_id},
    )
