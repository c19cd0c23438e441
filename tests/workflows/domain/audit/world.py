"""A small trail of every kind of case, and the hand of somebody who can write past all guards."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone, translation

from workflows import clock
from workflows.domain import checkpoints, trail
from workflows.domain.audit import Misfit, verify
from workflows.models import (
    Case,
    CaseEvent,
    Checkpoint,
    Contest,
    Document,
    Entry,
    ForwardingBatch,
    OrganisationUnit,
    RegisterBook,
    RegisterRow,
    Round,
    User,
)
from workflows.models.case import CaseKind
from workflows.models.triggers import install_triggers, remove_triggers
from workflows.verbs import Noun, Verb

PDF = b"%PDF-1.7 the issued decision"
RECORD = {"title": "Quyết định khen thưởng", "rows": [{"name": "Đặng Thị Ánh", "mean": "91.25"}]}


@dataclass
class World:
    """The rows of a small contest; ``append`` writes events the way the gate does."""

    people: list[User] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    contest: Any = None
    round: Any = None
    batch: Any = None
    decision: Any = None

    def append(self, case_id: int, verb: Verb, noun: Noun, subject_id: int, **more: Any) -> None:
        happening = trail.Happening(
            case_id=case_id, verb=verb, noun=noun, subject_id=subject_id, role="author", **more
        )
        trail.append(Case.objects.get(pk=case_id), happening)

    def act(self, entry: Entry, verb: Verb, before: str, after: str, **more: Any) -> None:
        self.append(
            entry.case_id,
            verb,
            Noun.ENTRY,
            entry.pk,
            state_from=before,
            state_to=after,
            actor_id=more.pop("actor_id", entry.owner_id),
            scope=f"u{entry.unit_id}",
            **more,
        )
        fields: dict[str, Any] = {"state": after}
        if after == "submitted":
            fields |= {"submitted_at": timezone.now(), "code": f"TN-{entry.pk}"}
        if after == "withdrawn":
            fields |= {"left_at": timezone.now(), "left_from": before}
        Entry.objects.filter(pk=entry.pk).update(**fields)


def build_world() -> World:
    world = World(people=[_person(number) for number in range(3)])
    unit = OrganisationUnit.objects.create(code="P1", name="Phường Thử", short_name="Thử")
    world.contest = Contest.objects.create(
        case=Case.objects.create(kind=CaseKind.CONTEST),
        slug="thu",
        title="Cuộc thi thử",
        year=2024,
        organizer=unit,
        organizer_name="Ủy ban",
        organizer_level="commune",
        place_name="Thử",
        max_total=100,
        pass_mean=50,
        entry_prefix="TN",
    )
    world.round = Round.objects.create(contest=world.contest, name="Vòng 1")
    world.batch = ForwardingBatch.objects.create(contest=world.contest, unit=unit)
    world.entries = [_entry(world, unit, number) for number in range(4)]
    _first_days(world)
    checkpoints.seal("first")
    _later_days(world)
    checkpoints.seal("second")
    world.act(world.entries[1], Verb.RETURN, "submitted", "returned", note="Thiếu cam kết")
    checkpoints.seal("third")
    # PostgreSQL changes no table while foreign keys of the same transaction wait to be checked
    connection.check_constraints()
    return world


def _person(number: int) -> User:
    return User.objects.create(username=f"person{number}", full_name=f"Người {number}")


def _entry(world: World, unit: OrganisationUnit, number: int) -> Entry:
    return Entry.objects.create(
        case=Case.objects.create(kind=CaseKind.ENTRY),
        contest=world.contest,
        round=world.round,
        unit=unit,
        title=f"Sáng kiến {number}",
        owner=world.people[number % 3],
        entered_by=world.people[0],
        created_at=clock.machine_now(),
    )


def _first_days(world: World) -> None:
    first, second, third, fourth = world.entries
    for entry in (first, second, third):
        world.act(entry, Verb.SAVE_DRAFT, "draft", "draft", data={"fields": ["title"]})
    for entry in (first, second):
        world.act(entry, Verb.SUBMIT, "draft", "submitted", at=datetime(2024, 7, 1, 1, tzinfo=UTC))
    world.act(
        first, Verb.RETURN, "submitted", "returned", actor_id=world.people[1].pk, note="Sửa phần 2 – “mới”"
    )
    world.act(fourth, Verb.SAVE_DRAFT, "draft", "draft", on_behalf_of_id=world.people[2].pk)
    refused = {"state_from": "draft", "state_to": "draft", "refused": "late"}
    world.append(third.case_id, Verb.SUBMIT, Noun.ENTRY, third.pk, **refused)


def _later_days(world: World) -> None:
    first, __, third, __ = world.entries
    world.act(
        first, Verb.SUBMIT, "returned", "submitted", data={"lý do": "đã sửa", "n": [1, 2.5, None, True]}
    )
    world.act(third, Verb.WITHDRAW, "draft", "withdrawn")
    contest = world.contest.case_id
    world.append(contest, Verb.REMIND, Noun.BATCH, world.batch.pk, actor_id=None, note="Nhắc lần 1")
    states = {"state_from": "collecting", "state_to": "none_declared"}
    world.append(contest, Verb.DECLARE_NONE, Noun.BATCH, world.batch.pk, **states)
    ForwardingBatch.objects.update(state="none_declared")
    closing = {"state_from": "running", "state_to": "scored"}
    world.append(contest, Verb.CLOSE_SCORING, Noun.ROUND, world.round.pk, **closing)
    Round.objects.update(state="scored", closed_at=timezone.now())
    world.decision = _issued_decision(world)


def _issued_decision(world: World) -> Document:
    digest = hashlib.sha256(trail.canonical(RECORD).encode()).hexdigest()
    document = Document(
        case=Case.objects.create(kind=CaseKind.DOCUMENT),
        contest=world.contest,
        round=world.round,
        kind="decision",
        body=world.contest.organizer,
        type_symbol="QĐ-UBND",
        subject="Khen thưởng",
        record=RECORD,
        record_sha256=digest,
        signed_at=timezone.now(),
        signed_by=world.people[0],
        number=1,
        full_number="1/QĐ-UBND",
        issued_on=clock.today(),
        issued_at=timezone.now(),
        file_sha256=hashlib.sha256(PDF).hexdigest(),
        state="issued",
    )
    document.file.save("decision.pdf", ContentFile(PDF), save=False)
    document.save()
    book = RegisterBook.objects.create(
        body=document.body, type_symbol="QĐ-UBND", year=document.issued_on.year, last_number=1
    )
    RegisterRow.objects.create(
        book=book,
        number=1,
        full_number=document.full_number,
        document=document,
        taken_on=document.issued_on,
        taken_at=timezone.now(),
        taken_by=world.people[0],
    )
    told = (
        (Verb.SUBMIT_FOR_SIGNATURE, "draft", "submitted_for_signature", {}),
        (Verb.SIGN, "submitted_for_signature", "signed", {"record_sha256": digest}),
        (Verb.ISSUE, "signed", "issued", {"number": "1/QĐ-UBND", "file_sha256": document.file_sha256}),
    )
    for verb, before, after, data in told:
        more = {"state_from": before, "state_to": after, "data": data}
        world.append(document.case_id, verb, Noun.DECISION, document.pk, **more)
    return document


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo the body, changes to the schema included."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def unguarded() -> Iterator[None]:
    """Write past triggers and constraints; all guards are back afterwards."""
    guard = _without_guards_on_sqlite if connection.vendor == "sqlite" else _without_guards_on_postgresql
    with guard():
        yield


@contextmanager
def _without_guards_on_sqlite() -> Iterator[None]:
    remove_triggers(connection)
    run("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        run("PRAGMA ignore_check_constraints = OFF")
        install_triggers()


@contextmanager
def _without_guards_on_postgresql() -> Iterator[None]:
    connection.check_constraints()
    # a replica takes rows as they come: no trigger of ours fires, and no foreign key
    run("SET session_replication_role = replica")
    try:
        yield
    finally:
        run("SET session_replication_role = origin")


def loosen(table: str) -> None:
    """Take types, NOT NULL and uniqueness off a table: then any column takes any value."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
            columns = [row[0] for row in cursor.fetchall() if row[0] != "id"]
            listed = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(f"CREATE TABLE loose (id integer PRIMARY KEY AUTOINCREMENT, {listed})")
            cursor.execute(f"INSERT INTO loose (id, {listed}) SELECT id, {listed} FROM {table} ORDER BY id")
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(f"ALTER TABLE loose RENAME TO {table}")
            return
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull",
            [table],
        )
        for (name,) in cursor.fetchall():
            if name != "id":
                cursor.execute(f"ALTER TABLE {table} ALTER {name} DROP NOT NULL")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('u', 'c')",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE")


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Read rows; text that is none comes as it can."""
    connection.ensure_connection()
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        before, raw.text_factory = raw.text_factory, lambda b: b.decode("utf-8", "surrogateescape")
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())
    finally:
        if connection.vendor == "sqlite":
            raw.text_factory = before


def raw_value(table: str, column: str, pk: int) -> Any:
    """Return what is stored, so that 1, '1' and x'31' are three things."""
    if connection.vendor == "sqlite":
        sql = f"SELECT typeof({column}), hex({column}) FROM {table} WHERE id = %s"
    else:
        sql = f"SELECT CAST({column} AS text) FROM {table} WHERE id = %s"
    return rows(sql, pk)


def sentence() -> str:
    """Return the English sentence of the first thing that does not fit; '' when all is intact."""
    try:
        with translation.override("en"):
            verify()
    except Misfit as misfit:
        return str(misfit)
    return ""


def rewrite_chain(case_id: int, from_seq: int) -> None:
    """Do what a forger would: compute all later hashes and the head anew."""
    previous = CaseEvent.objects.filter(case=case_id, seq=from_seq - 1).first()
    last = previous.hash if previous else ""
    for event in CaseEvent.objects.filter(case=case_id, seq__gte=from_seq).order_by("seq"):
        values = {name: getattr(event, name) for name in trail.HASHED_COLUMNS}
        values |= {
            "at": trail.stamp(event.at),
            "written_at": trail.stamp(event.written_at),
            "prev_hash": last,
        }
        digest = trail.event_hash(values)
        run("UPDATE workflows_caseevent SET prev_hash = %s, hash = %s WHERE id = %s", last, digest, event.pk)
        last = digest
    run("UPDATE workflows_case SET head_hash = %s WHERE id = %s", last, case_id)


def forget_events(case_id: int, from_seq: int) -> None:
    """Take a tail away and mend everything that tells of it, counters included."""
    events = "SELECT id FROM workflows_caseevent WHERE case_id = %s AND seq >= %s"
    run(f"DELETE FROM workflows_eventnote WHERE event_id IN ({events})", case_id, from_seq)
    run("DELETE FROM workflows_caseevent WHERE case_id = %s AND seq >= %s", case_id, from_seq)
    last = rows(
        "SELECT seq, hash FROM workflows_caseevent WHERE case_id = %s ORDER BY seq DESC LIMIT 1", case_id
    )
    seq, digest = last[0] if last else (0, "")
    run("UPDATE workflows_case SET head_seq = %s, head_hash = %s WHERE id = %s", seq, digest, case_id)
    mend_counters()


def mend_counters() -> None:
    if connection.vendor == "sqlite":
        for table in ("workflows_caseevent", "workflows_checkpoint"):
            run(f"UPDATE sqlite_sequence SET seq = (SELECT MAX(id) FROM {table}) WHERE name = '{table}'")


def newest_checkpoint() -> Checkpoint:
    return Checkpoint.objects.order_by("number").last()  # type: ignore[return-value]
