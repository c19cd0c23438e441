"""Checkpoints: their numbers, their chain, their signatures, and what they say of themselves."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from workflows.domain import keys
from workflows.domain.audit.misfit import Misfit, reading
from workflows.domain.audit.rows import Row, moment_reader, of_types, show, stored, stored_moment, stream
from workflows.domain.audit.scratch import Scratch
from workflows.domain.checkpoints import digest
from workflows.domain.trail import canonical

COLUMNS = ("id", "number", "payload", "hash", "key_id", "signature", "written_at")
_TYPES = frozenset({(int, int, str, str, str, str, str)})


@dataclass
class LastSeal:
    """The newest checkpoint: its number, hash, time (a stamp), and how much it says there was."""

    number: int = 0
    hash: str = ""
    written_at: str = ""
    events: int = 0
    cases: int = 0


def check_seals(scratch: Scratch) -> LastSeal:
    """Check every checkpoint, note the heads that they hold, and return what the newest says."""
    trusted, last, newest_id = keys.trusted_keys(), LastSeal(), 0
    with reading("workflows_checkpoint"):
        for row in _rows():
            pk, number = row[0], row[1]
            if number != last.number + 1:
                raise Misfit(_missing(last.number + 1, number))
            if pk <= newest_id:
                raise Misfit(_("Checkpoint %(number)s: its key is out of order.") % {"number": number})
            last, newest_id = _check_seal(row, last, trusted, scratch), pk
    return last


def check_signature(number: int, payload: str, seal: Mapping[str, str], trusted: Mapping[str, Any]) -> None:
    """Hold ``hash``, ``key_id`` and ``signature`` of a seal against its payload."""
    names = {"number": number, "key": show(seal["key_id"])}
    key: Ed25519PublicKey | None = trusted.get(seal["key_id"])
    if key is None:
        raise Misfit(
            _("Checkpoint %(number)s: its key %(key)s is not among the public keys kept here.") % names
        )
    if not keys.is_signed(payload, seal["signature"], key):
        raise Misfit(_("Checkpoint %(number)s: the signature does not fit what it seals.") % names)
    if seal["hash"] != digest(payload):
        raise Misfit(_("Checkpoint %(number)s: the hash does not fit what it seals.") % names)


def note_heads(payload: Mapping[str, Any], scratch: Scratch) -> None:
    """Note the heads that a payload holds."""
    for case_id, seq, head in payload["heads"]:
        scratch.add_head(case_id, seq, head, payload["number"])


def _rows() -> Iterator[Row]:
    columns = ", ".join(stored_moment(n) if n == "written_at" else stored(n) for n in COLUMNS)
    sql = f"SELECT {columns} FROM workflows_checkpoint ORDER BY number"  # noqa: S608
    return of_types(stream(sql), COLUMNS, _TYPES, "workflows_checkpoint")


def _missing(expected: int, found: int) -> str:
    if found < expected:
        return _("Checkpoint %(number)s is there twice.") % {"number": found}
    return _("Checkpoint %(number)s is missing.") % {"number": expected}


def _check_seal(row: Row, last: LastSeal, trusted: Mapping[str, Any], scratch: Scratch) -> LastSeal:
    number, text = row[1], row[2]
    with reading(_("Checkpoint %(number)s") % {"number": number}):
        check_signature(number, text, dict(zip(COLUMNS, row, strict=True)), trusted)
        payload = json.loads(text)
        said = {name: payload[name] for name in ("number", "previous", "key_id", "written_at")}
        stands = {
            "number": number,
            "previous": last.hash,
            "key_id": row[4],
            "written_at": moment_reader()(row[6]),
        }
        for name, value in stands.items():
            if said[name] != value:
                raise Misfit(_contradiction(number, name))
        if canonical(payload) != text:
            raise Misfit(_contradiction(number, "payload"))
        note_heads(payload, scratch)
        return LastSeal(number, row[3], said["written_at"], payload["events"], payload["cases"])


def _contradiction(number: int, name: str) -> str:
    if name == "previous":
        return _("Checkpoint %(number)s does not follow the checkpoint before it.") % {"number": number}
    return _("Checkpoint %(number)s: %(name)s is not what was signed.") % {"number": number, "name": name}
