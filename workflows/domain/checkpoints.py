"""Checkpoints: signed seals over the heads of the cases, chained to one another.

A seal holds the heads that have moved since the seal before it, and that one's hash: whoever keeps
the newest outside the machine holds all of them to what they say. A *full* seal holds every head
and so proves the trail without the seals before it.

Sealing takes events as the database has them and proves nothing about them; that is what
:mod:`workflows.domain.audit` does.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import keys
from workflows.domain.trail import canonical, stamp
from workflows.models import Checkpoint

FORMAT = 1
HEADS_PER_SEAL = 50_000
"""More heads than this are spread over several seals, so that no payload outgrows 5 MB."""

Head = tuple[int, int, str]
"""Case, seq and hash of the last event of a case."""

# + keeps SQLite from walking the whole index of (case, seq) for a few new rows
_NEW_EVENTS = "SELECT id, case_id, seq, hash FROM workflows_caseevent WHERE id > %s ORDER BY +case_id, +seq"


class SealImpossible(Exception):
    """No seal can be put on what is there; the message is one sentence for the operator."""


@dataclass(frozen=True)
class _Mark:
    """A key up to which no event is outstanding, and how many events and cases there were then."""

    through: int = 0
    events: int = 0
    cases: int = 0


def seal(reason: str = "", *, full: bool = False) -> Checkpoint:
    """Seal what has happened since the last seal and return the newest checkpoint.

    Without anything new the last checkpoint is returned; ``full`` always makes a new one. Inside
    the transaction of an act it must be the act's last step: it keeps other sealers waiting.

    Raises:
        SealImpossible: the last checkpoint cannot be read.
        KeyTrouble: the key cannot be used.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        # a writer that takes its time must not stop everybody: then the mark stays where it is
        with suppress(OperationalError):
            return _seal(reason, full=full, exact=True)
    return _seal(reason, full=full, exact=connection.vendor == "sqlite")


def seal_due() -> Checkpoint | None:
    """Seal if there is something new; for the worker, every minute."""
    newest = Checkpoint.objects.order_by("-number").first()
    if newest is not None and _newest_event() <= _mark(newest).through:
        return None
    sealed = seal("timer")
    return None if sealed == newest else sealed


def _seal(reason: str, *, full: bool, exact: bool) -> Checkpoint:
    with transaction.atomic():
        _lock(exact=exact)
        last = Checkpoint.objects.order_by("-number").first()
        mark = _Mark() if last is None or full else _mark(last)
        heads = _Heads(mark)
        found = list(heads)
        if last is not None and not full and heads.total == _total(last):
            return last
        payload = {"format": FORMAT, "reason": reason, "full": full or last is None, **heads.counts}
        payload["mark"] = asdict(heads.mark if exact else mark)
        for at in range(0, max(len(found), 1), HEADS_PER_SEAL):
            last = _write(last, {**payload, "heads": found[at : at + HEADS_PER_SEAL]})
        assert last is not None  # the range above is never empty
        return last


def _lock(*, exact: bool) -> None:
    """Let one sealer in at a time; for an exact mark also wait for every event under way.

    On SQLite the transaction itself is both locks.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            if exact:
                # events first: an act that seals holds them already when it asks for the seals
                cursor.execute("SET LOCAL lock_timeout = '3s'")
                cursor.execute("LOCK TABLE workflows_caseevent IN SHARE MODE")
            cursor.execute("LOCK TABLE workflows_checkpoint IN SHARE ROW EXCLUSIVE MODE")


def _mark(checkpoint: Checkpoint) -> _Mark:
    with _readable(checkpoint):
        return _Mark(**json.loads(checkpoint.payload)["mark"])


def _total(checkpoint: Checkpoint) -> int:
    with _readable(checkpoint):
        return int(json.loads(checkpoint.payload)["events"])


@contextmanager
def _readable(checkpoint: Checkpoint) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError):
        raise SealImpossible(
            _("Checkpoint %(number)s cannot be read, so none can follow it: run verify_audit.")
            % {"number": checkpoint.number}
        )


def _newest_event() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM workflows_caseevent")
        return int(cursor.fetchone()[0])


class _Heads:
    """The newest event of each case that has moved since ``mark``; what there is then, counted on the way."""

    def __init__(self, mark: _Mark) -> None:
        self.since, self.mark = mark.through, mark

    @property
    def total(self) -> int:
        """How many events there are in all."""
        return self.mark.events

    @property
    def counts(self) -> dict[str, int]:
        """How many events and cases there are in all."""
        return {"events": self.mark.events, "cases": self.mark.cases}

    def __iter__(self) -> Iterator[Head]:
        """Yield the heads in order of case."""
        head: Head | None = None
        for key, case_id, seq, digest in self._rows():
            was = self.mark
            self.mark = _Mark(max(was.through, key), was.events + 1, was.cases + (seq == 1))
            if head is not None and head[0] != case_id:
                yield head
            head = (case_id, seq, digest)
        if head is not None:
            yield head

    def _rows(self) -> Iterator[tuple[int, int, int, str]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(_NEW_EVENTS, [self.since])
            while rows := cursor.fetchmany(2000):
                yield from rows


def _write(last: Checkpoint | None, payload: dict[str, Any]) -> Checkpoint:
    now, key = clock.machine_now(), keys.signing_key()
    number = last.number + 1 if last else 1
    text = canonical(
        {
            **payload,
            "number": number,
            "previous": last.hash if last else "",
            "at": stamp(clock.now()),
            "written_at": stamp(now),
            "key_id": keys.key_id(key.public_key()),
        }
    )
    key_id, signature = keys.sign(text)
    return Checkpoint.objects.create(
        number=number,
        payload=text,
        hash=digest(text),
        key_id=key_id,
        signature=signature,
        written_at=now,
    )


def digest(payload: str) -> str:
    """Return the hash of a checkpoint: SHA-256 (hex) of its payload."""
    return hashlib.sha256(payload.encode()).hexdigest()


def export(checkpoint: Checkpoint) -> str:
    """Return the text of a checkpoint to be kept outside the machine: JSON, one line."""
    names = ("number", "payload", "hash", "key_id", "signature")
    return canonical({name: getattr(checkpoint, name) for name in names}) + "\n"
