"""The audit trail: events appended to the hash chain of their case.

The SQL is constant: an event is written with every act, and building these two statements through
the ORM would cost more than the database takes to run them.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any

from django.db import connection

from workflows import clock
from workflows.verbs import Noun, Verb

HASHED_COLUMNS = (
    "case_id",
    "seq",
    "verb",
    "noun",
    "subject_id",
    "state_from",
    "state_to",
    "refused",
    "actor_id",
    "role",
    "scope",
    "on_behalf_of_id",
    "data",
    "at",
    "written_at",
    "prev_hash",
)
"""Every column of an event but its key and its own hash, in the table's order."""

_INSERT = (
    f"INSERT INTO workflows_caseevent ({', '.join(HASHED_COLUMNS)}, hash) "  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (len(HASHED_COLUMNS) + 1))}) RETURNING id"
)
_MOVE_HEAD = "UPDATE workflows_case SET head_seq = %s, head_hash = %s WHERE id = %s"


@dataclass(frozen=True)
class Happening:
    """What an event says, before it has a place in the chain.

    ``note`` holds words that a person wrote; only their salted digest enters the chain.
    """

    case_id: int
    verb: Verb
    noun: Noun
    subject_id: int
    state_from: str = ""
    state_to: str = ""
    refused: str = ""
    actor_id: int | None = None
    role: str = ""
    scope: str = ""
    on_behalf_of_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    at: datetime | None = None


_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """Return canonical JSON: sorted keys, no spaces, letters as they are."""
    return _encoder.encode(value)


def stamp(moment: datetime) -> str:
    """Return a moment as the hash takes it: UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


IN_ORDER = tuple(sorted(HASHED_COLUMNS))
"""The hashed columns in the order of canonical JSON."""

_OBJECT = "{" + ",".join(f'"{name}":%s' for name in IN_ORDER) + "}"


def event_hash(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) over the canonical JSON of the hashed columns.

    Raises:
        TypeError: a value is of no type that JSON has.
    """
    return hash_in_order([values[name] for name in IN_ORDER])


def hash_in_order(values: Sequence[Any]) -> str:
    """Return the hash of an event whose values stand in the order of :data:`IN_ORDER`.

    The text is the one that :func:`canonical` gives for them, put together here three times as
    fast: a verification hashes every event there is.
    """
    scalars = [encode_basestring(value) if type(value) is str else _scalar(value) for value in values]
    return hashlib.sha256((_OBJECT % tuple(scalars)).encode()).hexdigest()


def _scalar(value: Any) -> str:
    if type(value) is int:
        return str(value)
    return "null" if value is None else canonical(value)


def note_digest(text: str, salt: str) -> str:
    """Return the salted digest under which an erasable text stands in the chain."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()


def row_of(happening: Happening, *, seq: int, prev_hash: str, salt: str = "") -> dict[str, Any]:
    """Return the hashed columns of the event, times as stamps, its hash under ``hash``."""
    data = dict(happening.data)
    if happening.note:
        data["note_sha256"] = note_digest(happening.note, salt)
    values: dict[str, Any] = {
        "case_id": happening.case_id,
        "seq": seq,
        "verb": str(happening.verb.value),
        "noun": str(happening.noun.value),
        "subject_id": happening.subject_id,
        "state_from": str(happening.state_from),
        "state_to": str(happening.state_to),
        "refused": happening.refused,
        "actor_id": happening.actor_id,
        "role": happening.role,
        "scope": happening.scope,
        "on_behalf_of_id": happening.on_behalf_of_id,
        "data": canonical(data),
        "at": stamp(happening.at or clock.now()),
        "written_at": stamp(clock.machine_now()),
        "prev_hash": prev_hash,
    }
    values["hash"] = event_hash(values)
    return values


def append(case: Any, happening: Happening) -> int:
    """Append an event to the chain of ``case`` (a locked row) and move its head.

    Returns the event's key. ``case.head_seq`` and ``case.head_hash`` are brought up to date.
    """
    salt = secrets.token_hex(16) if happening.note else ""
    values = row_of(happening, seq=case.head_seq + 1, prev_hash=case.head_hash, salt=salt)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*(_stored(name, values[name]) for name in HASHED_COLUMNS), values["hash"]])
        event_id = int(cursor.fetchone()[0])
        cursor.execute(_MOVE_HEAD, [values["seq"], values["hash"], case.pk])
    case.head_seq, case.head_hash = values["seq"], values["hash"]
    if happening.note:
        _keep_note(event_id, happening.note, salt)
    return event_id


def _stored(name: str, value: Any) -> Any:
    if name not in ("at", "written_at"):
        return value
    return connection.ops.adapt_datetimefield_value(datetime.fromisoformat(value))


def _keep_note(event_id: int, text: str, salt: str) -> None:
    from workflows.models import EventNote

    EventNote.objects.create(event_id=event_id, text=text, salt=salt)
