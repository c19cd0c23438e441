"""Issued papers: number, record and file are those of which the trail tells."""

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit, reading
from workflows.domain.audit.rows import of_types, stored, stream
from workflows.domain.trail import canonical
from workflows.models.paper_kinds import NOUN_OF
from workflows.states import GIVEN_OUT, DocumentState
from workflows.verbs import Verb

COLUMNS = ("id", "case_id", "kind", "state", "full_number", "record_sha256", "file", "file_sha256")
_TYPES = frozenset({(int, int, str, str, str, str, str, str, str)})
_SIGNED = frozenset({DocumentState.SIGNED.value, *map(str, GIVEN_OUT)})
_SAYINGS = """
SELECT verb, data FROM workflows_caseevent
WHERE case_id = %s AND noun = %s AND subject_id = %s AND refused = '' AND verb IN (%s, %s) ORDER BY seq
"""


class Paper(NamedTuple):
    """A row of the documents; ``record`` as JSON text."""

    id: int
    case_id: int
    kind: str
    state: str
    full_number: str
    record_sha256: str
    file: str
    file_sha256: str
    record: str


def check_papers() -> int:
    """Check each paper; return how many issued files are not here to be compared."""
    absent = 0
    with reading("workflows_document"):
        for paper in _papers():
            with reading(_("Document %(id)s") % {"id": paper.id}):
                _check(paper)
                absent += not _file_fits(paper)
    return absent


def _papers() -> Iterator[Paper]:
    cast = "CAST(record AS text)" if connection.vendor == "postgresql" else stored("record")
    columns = ", ".join([*map(stored, COLUMNS), cast])
    sql = f"SELECT {columns} FROM workflows_document ORDER BY id"  # noqa: S608
    rows = of_types(stream(sql), [*COLUMNS, "record"], _TYPES, "workflows_document")
    yield from map(Paper._make, rows)


def _check(paper: Paper) -> None:
    said = _said(paper)
    signed = said.get("sign", {}).get("record_sha256", "")
    if paper.record_sha256 != signed:
        raise Misfit(_("Document %(id)s: the digest of its record is not the signed one.") % {"id": paper.id})
    if signed and paper.state in _SIGNED and _digest_of_record(paper) != signed:
        raise Misfit(_("Document %(id)s: its record is not the signed one.") % {"id": paper.id})
    issued = said.get("issue", {})
    if issued and paper.full_number != issued.get("number", ""):
        raise Misfit(
            _("Document %(id)s: its number is not the one under which it was issued.") % {"id": paper.id}
        )
    if paper.file_sha256 != issued.get("file_sha256", ""):
        raise Misfit(_("Document %(id)s: the digest of its file is not the issued one.") % {"id": paper.id})


def _said(paper: Paper) -> dict[str, dict[str, str]]:
    """Return what the paper's newest signing and issuing say, by verb."""
    verbs = (Verb.SIGN.value, Verb.ISSUE.value)
    rows = stream(_SAYINGS, (paper.case_id, NOUN_OF[paper.kind].value, paper.id, *verbs))
    return {verb: json.loads(data) for verb, data in rows}


def _digest_of_record(paper: Paper) -> str:
    return hashlib.sha256(canonical(json.loads(paper.record)).encode()).hexdigest()


def _file_fits(paper: Paper) -> bool:
    """Compare the issued file; return False when it is not here."""
    if not paper.file_sha256:
        return True
    if not paper.file:
        raise Misfit(_("Document %(id)s was issued, but its row names no file.") % {"id": paper.id})
    if not default_storage.exists(paper.file):
        return False
    with default_storage.open(paper.file) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != paper.file_sha256:
        raise Misfit(
            _("Document %(id)s: the file %(file)s is not the one that was issued.")
            % {"id": paper.id, "file": paper.file}
        )
    return True
