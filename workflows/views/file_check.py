"""What a file turns out to be that somebody has brought: compared and examined, never kept."""

import hashlib
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from reports.lists import signatures, verification
from reports.lists.verification import Facts
from reports.pdf.checking import check
from reports.pdf.slots import NoneFree
from workflows.models import Document

PIECE = 1024 * 1024


class Checked(NamedTuple):
    """The paper that a file is (None: none that was issued here), and what its signatures say.

    ``is_scan``: it is the scan of the paper signed by hand. ``is_asked`` is False when it is another paper
    than the one the page is about. ``signed`` is None while too many others are being examined.
    """

    sha256: str
    facts: Facts | None
    is_scan: bool
    is_asked: bool
    signed: signatures.Signed | None


def check_file(file: UploadedFile, asked: Document | None) -> Checked:
    """Return what the file is; ``asked`` is the paper that it is said to be, if any."""
    sha256 = _digest(file)
    found = verification.by_digest(sha256)
    return Checked(
        sha256=sha256,
        facts=verification.facts_of(found) if found else None,
        is_scan=found is not None and found.file_sha256 != sha256,
        is_asked=asked is None or found == asked,
        signed=_signed(file),
    )


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _signed(file: UploadedFile) -> signatures.Signed | None:
    file.seek(0)
    try:
        return signatures.in_words(check(file.read()))
    except NoneFree:
        return None


def drain(request: HttpRequest, most: int) -> None:
    """Read past a body that nobody wants, ``most`` bytes of it.

    A browser shows no answer before it has sent what it announced.
    """
    while most > 0 and (piece := request.read(PIECE)):
        most -= len(piece)
