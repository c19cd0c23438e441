"""Making the finished file of a paper, outside any transaction: number, rendering, signature, storage.

Every part is safe to repeat: a document that has a number keeps it, the same record gives the same bytes,
and a file is stored under its digest.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports import marks, papers
from reports.pdf import engine
from workflows.domain import issuing, numbering
from workflows.domain.actors import Actor
from workflows.domain.issuing import IssuedFile
from workflows.domain.numbering import GivenNumber
from workflows.models import Document
from workflows.models.paper_kinds import RegisterMode, SigningMode
from workflows.steps.storing import store_document


def asked_for(document: Document) -> dict[str, bool]:
    """Return what the clerk's form asks for: a number from elsewhere, a scan of the signed paper."""
    return {
        "is_external": numbering.mode_of(document) == RegisterMode.EXTERNAL,
        "is_by_hand": document.signing_mode == SigningMode.INK,
    }


def make_file(document: Document, actor: Actor, cleaned: Mapping[str, Any] | None = None) -> IssuedFile:
    """Return the stored file of a signed paper, its number taken on the way.

    ``cleaned`` may hold ``number`` and ``issued_on`` from the agency's register, and the ``scan``.

    Raises:
        TransitionRefused: the paper is not ready, or the given number cannot be used.
        DocumentError: the record cannot be printed; said before a number is taken for it.
    """
    cleaned = cleaned or {}
    issuing.check_signed(document)
    engine.admit(*papers.printable(document))
    numbering.take_number(document=document, actor=actor, given=_given(cleaned))
    numbered = Document.read(document.pk)
    is_digital = numbered.signing_mode == SigningMode.DIGITAL
    rendered = engine.render(*papers.printable(numbered), mark=marks.mark_of(numbered), fields=is_digital)
    name, content = _signed(numbered, rendered) if is_digital else _plain(numbered, rendered)
    file = IssuedFile(
        name=name,
        sha256=_digest(content),
        unsigned_sha256=rendered.sha256,
        environment=engine.environment(),
        pages=rendered.pages,
    )
    return file._replace(**_scan(document, cleaned.get("scan")))


def _plain(document: Document, rendered: engine.Rendered) -> tuple[str, bytes]:
    return store_document(document, rendered.pdf), rendered.pdf


def _signed(document: Document, rendered: engine.Rendered) -> tuple[str, bytes]:
    """Return name and content of the signed file; one that an interrupted attempt has left is taken up again.

    A signature is appended, so a whole signed file begins with the bytes that were signed.
    """
    name = f"documents/{document.contest.slug}/{rendered.sha256}-signed.pdf"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            kept: bytes = file.read()
        if (
            kept.startswith(rendered.pdf)
            and kept.rstrip().endswith(b"%%EOF")
            and len(kept) > len(rendered.pdf)
        ):
            return name, kept
        default_storage.delete(name)
    # the library of signatures takes a third of a second to load and is used by nothing else of a page
    from workflows.steps import signatures

    content = signatures.signed(document, rendered)
    return str(default_storage.save(name, ContentFile(content))), content


def _given(cleaned: Mapping[str, Any]) -> GivenNumber | None:
    if cleaned.get("number") is None:
        return None
    return GivenNumber(cleaned["number"], cleaned["issued_on"])


def _scan(document: Document, scan: Any) -> dict[str, Any]:
    if document.signing_mode != SigningMode.INK or not scan:
        return {}
    content = scan.read()
    return {"scan": store_document(document, content), "scan_sha256": _digest(content)}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
