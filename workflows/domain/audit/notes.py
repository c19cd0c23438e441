"""Words kept beside the chain: each fits the digest in its event, or has been erased."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit, event_name, reading
from workflows.domain.audit.rows import Row, of_types, show, stored, stream
from workflows.domain.trail import note_digest

_COLUMNS = ("id", "event_id", "text", "salt", "case_id", "seq", "data")
_FULL = (int, int, str, str, int, int, str)
_ALONE = (*_FULL[:4], type(None), type(None), type(None))


def check_notes() -> None:
    """Find a note whose words were changed, or that belongs to no event."""
    with reading("workflows_eventnote"):
        for __, event_id, text, salt, case_id, seq, data in _rows():
            if data is None:
                raise Misfit(_("There is a note on event %(id)s, which is missing.") % {"id": show(event_id)})
            if text and json.loads(data).get("note_sha256") != note_digest(text, salt):
                raise Misfit(
                    _("The note on %(event)s has been changed.") % {"event": event_name(case_id, seq)}
                )


def _rows() -> Iterator[Row]:
    own = ", ".join(stored(f"n.{name}") for name in _COLUMNS[:4])
    events = ", ".join(stored(f"e.{name}") for name in _COLUMNS[4:])
    sql = (
        f"SELECT {own}, {events} FROM workflows_eventnote n "  # noqa: S608
        "LEFT JOIN workflows_caseevent e ON e.id = n.event_id ORDER BY n.id"
    )
    return of_types(stream(sql), _COLUMNS, frozenset({_FULL, _ALONE}), "workflows_eventnote")
