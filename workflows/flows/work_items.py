"""The work list: one row per open human task, written by the node and rewritten by nobody else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from workflows import clock
from workflows.domain import windows
from workflows.models import Contest, Document, Entry, ForwardingBatch, WorkItem
from workflows.models.constant_sql import change, delete, insert
from workflows.vietnamese.fold import fold


def add(activation: Any) -> None:
    """List the activation's task."""
    insert(WorkItem(**row_of(activation.task, activation.process.subject)))


def row_of(task: Any, subject: Any, *, due: datetime | None = None) -> dict[str, Any]:
    """Return the columns of the task's row, as its node and its subject give them.

    ``due`` is until when, where the caller knows it already.
    """
    node = task.flow_task
    role = node.role_of(subject).value
    now = clock.now()
    return {
        "task_id": task.pk,
        "case_id": subject.case_id,
        "contest_id": subject.contest_id,
        "queue": node.queue_of(subject),
        "role": role,
        "flow": node.flow_class.__name__,
        "step": node.name,
        "owner_id": task.owner_id,
        "owned_at": now if task.owner_id else None,
        "is_personal": node.personal,
        "due": due or node.due(subject),
        "arrived": now,
        "state": str(subject.state),
        **_names(subject, role),
    }


def _names(subject: Any, role: str) -> dict[str, Any]:
    if isinstance(subject, Entry):
        return _entry_names(subject, role)
    unit = getattr(subject, "unit", None)
    title = _title(subject)
    return {
        "title": title,
        "search_key": fold(title),
        "unit_id": getattr(subject, "unit_id", None),
        "unit_name": str(unit) if unit else "",
    }


def _title(subject: Any) -> str:
    if isinstance(subject, ForwardingBatch):
        return str(subject.unit)
    if isinstance(subject, Document):
        # a paper is called by its Vietnamese name, whoever opened the task
        with translation.override("vi"):
            return f"{subject.get_kind_display()}: {subject.contest}"[:320]
    return str(subject.contest)


def _entry_names(entry: Entry, role: str) -> dict[str, Any]:
    judged = role == "judge"
    hidden = judged and entry.contest.is_blind
    code = (entry.judging_code if judged else entry.code) or ""
    return {
        "entry_id": entry.pk,
        "unit_id": None if judged else entry.unit_id,
        "code": code,
        "title": entry.title,
        "search_key": f"{fold(entry.title)} {fold(code)}",
        "unit_name": _("(hidden)") if hidden else entry.unit_name,
    }


def give(task: Any, user: Any) -> None:
    """Show the task as ``user``'s."""
    change(WorkItem, task.pk, owner=user.pk, owned_at=clock.now())


def put_back(task: Any) -> None:
    """Show the task in its queue again."""
    change(WorkItem, task.pk, owner=None, owned_at=None)


def remove(task: Any) -> None:
    """Take the task off the list."""
    delete(WorkItem, task.pk)


def move_due(contest: Contest, unit_id: int, steps: Iterable[str]) -> None:
    """Show the unit's open tasks of ``steps`` as due when the unit's window closes now."""
    closing = windows.unit_deadline(contest, unit_id).closes_at
    WorkItem.objects.filter(contest=contest, unit_id=unit_id, step__in=steps).update(due=closing)


OPEN_STATUSES = (STATUS.NEW, STATUS.ASSIGNED)
