"""Moulds: entries that went the real way, and every row that it left behind.

What a copy of an entry is made of is read from here, never written down a second time: a new column,
event or node of the flow is in the copies without a change to this module.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from viewflow.workflow.models import Process, Task

from workflows import clock
from workflows.domain import entries
from workflows.domain.actors import Actor
from workflows.domain.attachments import attach_link
from workflows.domain.contest_file.entry_parts import FileEntry
from workflows.domain.people import author_account
from workflows.flows import acts, tasks
from workflows.flows.entry_flow import EntryFlow
from workflows.flows.processes import processes_of
from workflows.management.seeding.setting import Setting
from workflows.models import Attachment, Case, CaseEvent, Entry, EntryAuthor, WorkItem

Row = dict[str, Any]

Previous: type[Model] = Task.previous.through
"""The links of a task to those before it."""

POINTERS: dict[type[Model], dict[str, type[Model]]] = {
    Case: {"id": Case},
    Entry: {"id": Entry, "case_id": Case},
    EntryAuthor: {"id": EntryAuthor, "entry_id": Entry},
    Attachment: {"id": Attachment, "entry_id": Entry},
    CaseEvent: {"id": CaseEvent, "case_id": Case},
    Process: {"id": Process, "artifact_object_id": Entry},
    Task: {"id": Task, "process_id": Process},
    Previous: {"id": Previous, "from_task_id": Task, "to_task_id": Task},
    WorkItem: {"task_id": Task, "case_id": Case, "entry_id": Entry},
}
"""Every table that a submitted entry has rows in, and which columns point at rows of the same entry.

An event also points at its subject; what that is says its noun.
"""


@dataclass(frozen=True)
class Mould:
    """A really submitted entry: its code, and its rows as the database stores them, by table."""

    code: str
    rows: dict[type[Model], list[Row]]


def play(setting: Setting, about: FileEntry, *, claimed: bool) -> Mould:
    """Let an author write, complete and submit an entry; with ``claimed`` the officer takes its task."""
    author = author_account(setting.contest, setting.unit, about.representative, demo=True)
    moment = min(about.submitted_at, clock.machine_now() - timedelta(hours=1))
    with clock.moved_to(moment):
        entry = acts.submit_entry(entry=_draft(setting, about, author), actor=Actor(author))
    if claimed:
        task_id = WorkItem.objects.values_list("pk", flat=True).get(entry=entry)
        tasks.claim(task_id=task_id, actor=Actor(setting.officer))
    return read(entry)


def _draft(setting: Setting, about: FileEntry, author: Any) -> Entry:
    draft = entries.open_draft(
        contest=setting.contest, unit=setting.unit, owner=author, entered_by=author, title=about.title
    )
    content = {
        "abstract": about.abstract,
        "theme": setting.contest.themes.get(code=about.theme),
        "format": about.format,
        "author_kind": str(about.author_kind),
        "language": about.language,
        "commitment": True,
    }
    names = ("full_name", "position", "phone", "email", "address", "is_representative")
    people = [{name: getattr(one, name) for name in names} for one in about.authors]
    saved = entries.save_draft_entry(entry=draft, actor=Actor(author), content=content, authors=people)
    link = f"https://video.example.com/{about.code}"
    attach_link(entry=saved, actor=Actor(author), kind="video", link=link)
    return Entry.objects.select_related("contest", "unit", "owner").get(pk=saved.pk)


def read(entry: Entry) -> Mould:
    """Return all rows of an entry that waits at its first task."""
    found = {model: list(_raw(rows)) for model, rows in _queries(entry).items()}
    assert entry.code is not None
    return Mould(entry.code, found)


def _queries(entry: Entry) -> dict[type[Model], QuerySet[Any]]:
    # keys, not questions inside questions: on a table that has just been filled their plan is a guess
    processes = list(processes_of(EntryFlow, [entry]).values_list("pk", flat=True))
    path = Task.objects.filter(process__in=processes)
    steps = list(path.values_list("pk", flat=True))
    return {
        Case: Case.objects.filter(pk=entry.case_id),
        Entry: Entry.objects.filter(pk=entry.pk),
        EntryAuthor: EntryAuthor.objects.filter(entry=entry),
        Attachment: Attachment.objects.filter(entry=entry),
        CaseEvent: CaseEvent.objects.filter(case_id=entry.case_id),
        Process: Process.objects.filter(pk__in=processes),
        Task: path,
        Previous: Previous._default_manager.filter(from_task__in=steps),
        WorkItem: WorkItem.objects.filter(entry=entry),
    }


def _raw(rows: QuerySet[Any]) -> Iterator[Row]:
    """Yield the rows as they are stored: no model, no conversion by a field."""
    columns = [field.column for field in rows.model._meta.concrete_fields]
    names = [field.attname for field in rows.model._meta.concrete_fields]
    sql, parameters = rows.order_by("pk").values(*names).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for values in cursor.fetchall():
            yield dict(zip(columns, map(_stored, values), strict=True))


def _stored(value: Any) -> Any:
    """Return a moment as text where the driver would make text of it with every copy again."""
    is_text = connection.vendor == "sqlite" and isinstance(value, datetime)
    return str(value) if is_text else value
