"""The print file and the ZIP of a decision's papers, stored as private files under their digests."""

import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from reports import bundle
from reports.bundle import Item
from workflows.domain import output_batches
from workflows.domain.output_batches import PRINT, ZIP, Making
from workflows.domain.outputs import Planned
from workflows.errors import TransitionRefused
from workflows.models import Document
from workflows.steps.storing import digest_of, store

ENDINGS = {PRINT: "pdf", ZIP: "zip"}
Beat = Callable[[], None]


def make_bundle(decision: Document, what: str, heartbeat: Beat) -> dict[str, Any]:
    """Make the print file or the ZIP of what has been issued; return what is known of it.

    The result has ``name`` in the storage, ``sha256``, how many ``documents`` are inside, the keys of those
    that are ``missing``, and ``content``, a digest that tells whether it holds what there is now.

    Raises:
        TransitionRefused: there is no paper to put in, or a stored file is not the one that was issued.
    """
    making = output_batches.making_of(decision)
    if not making.made:
        raise TransitionRefused(
            "no_papers", _("None of the documents has been made; there is nothing to put in.")
        )
    with tempfile.TemporaryFile() as target:
        _WRITERS[what](making, target, heartbeat)
        target.seek(0)
        digest = digest_of(target)
        target.seek(0)
        name = f"bundles/{decision.contest.slug}/{digest}.{ENDINGS[what]}"
        stored = store(name, File(target), digest)
    missing = [one.key for one in making.missing]
    return {
        "name": stored,
        "sha256": digest,
        "documents": len(making.made),
        "missing": missing,
        "content": making.content,
    }


def _print_file(making: Making, target: BinaryIO, heartbeat: Beat) -> None:
    from reports.pdf.merging import merge

    merge((opened(one) for one in _in_order(making)), target, heartbeat)


def _in_order(making: Making) -> Iterator[Document]:
    for planned in making.plan:
        if document := making.made.get(planned.key):
            yield document


def _zip(making: Making, target: BinaryIO, heartbeat: Beat) -> None:
    documents = [making.decision, *(making.made.get(planned.key) for planned in making.plan)]
    items = [_item_of_decision(making.decision), *(_item(making, planned) for planned in making.plan)]
    day = making.decision.issued_on
    assert day is not None  # a decision in force has its date

    def open_file(place: int) -> BinaryIO:
        document = documents[place]
        assert document is not None  # an item without a document has no digest
        return opened(document)

    bundle.pack(items, open_file, target, day, heartbeat)


_WRITERS: dict[str, Callable[[Making, BinaryIO, Beat], None]] = {PRINT: _print_file, ZIP: _zip}


def _item_of_decision(decision: Document) -> Item:
    return Item(
        kind="Quyết định kèm Phụ lục",
        number=decision.full_number,
        name=decision.full_number,
        unit=decision.contest.organizer_name,
        title=decision.contest.title,
        sha256=decision.file_sha256,
    )


def _item(making: Making, planned: Planned) -> Item:
    made, award = making.made.get(planned.key), planned.award
    author = planned.author
    return Item(
        kind=_form(made, planned),
        number=making.decision.full_number if award else "",
        name=planned.name,
        unit=(author.unit_name if author else "") or planned.entry.unit_name,
        prize=award.prize.name if award else "",
        title=planned.entry.title,
        sha256=made.file_sha256 if made else "",
    )


def _form(made: Document | None, planned: Planned) -> str:
    """Return what the sheet calls itself; a letter, and a sheet that is not there, what it is."""
    if planned.award is None:
        return "Thư cảm ơn"
    return str(made.record.get("form", "")).capitalize() if made else "Giấy khen, giấy chứng nhận"


def opened(document: Document) -> BinaryIO:
    """Open the stored file of an issued paper.

    Raises:
        TransitionRefused: it is gone, or no longer what was issued.
    """
    name, words = document.file.name or "", {"paper": document.subject}
    if not name or not default_storage.exists(name):
        sentence = _("The file of “%(paper)s” is not in the storage; please restore it from a backup.")
        raise TransitionRefused("file_gone", sentence % words)
    file: Any = default_storage.open(name)
    if digest_of(file) != document.file_sha256:
        file.close()
        sentence = _(
            "The stored file of “%(paper)s” is not the one that was issued; please tell the operator."
        )
        raise TransitionRefused("file_changed", sentence % words)
    file.seek(0)
    return file  # type: ignore[no-any-return]
