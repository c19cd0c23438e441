"""A checkpoint kept outside the machine, held against the database."""

import json
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from workflows.domain import keys
from workflows.domain.audit.misfit import Misfit, reading
from workflows.domain.audit.scratch import Scratch
from workflows.domain.audit.seals import check_signature, note_heads

_TYPES = {"number": int, "payload": str, "hash": str, "key_id": str, "signature": str}


def read_outside(path: Path) -> dict[str, Any]:
    """Return the checkpoint that ``path`` holds (see :func:`workflows.domain.checkpoints.export`).

    Raises:
        ValueError: the file holds something else.
        OSError: it cannot be read.
    """
    kept = json.loads(path.read_bytes().decode())
    if type(kept) is not dict or {name: type(value) for name, value in kept.items()} != _TYPES:
        raise ValueError(_("it holds no checkpoint"))
    return kept


def check_outside(kept: dict[str, Any], scratch: Scratch) -> None:
    """Refuse a database that has not the very same checkpoint; note the heads that it holds."""
    number = kept["number"]
    with reading(_("The checkpoint kept outside")):
        check_signature(number, kept["payload"], kept, keys.trusted_keys())
        payload = json.loads(kept["payload"])
        if payload["number"] != number:
            raise Misfit(_("The checkpoint kept outside is not the one that its number says."))
        here = _hash_here(number)
        if here is None:
            raise Misfit(
                _("Checkpoint %(number)s, kept outside, is missing here: the newest seals were cut off.")
                % {"number": number}
            )
        if here != kept["hash"]:
            raise Misfit(
                _("Checkpoint %(number)s is not the one kept outside: it was made anew.") % {"number": number}
            )
        note_heads(payload, scratch)


def _hash_here(number: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM workflows_checkpoint WHERE number = %s", [number])
        row = cursor.fetchone()
    return str(row[0]) if row else None
