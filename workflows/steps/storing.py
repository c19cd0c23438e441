"""Files stored under their digests: a repetition finds what is there, a half-written file is written anew."""

import hashlib
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from workflows.models import Document


def store_document(document: Document, content: bytes) -> str:
    """Store a file of the document under its digest, once; return its name in the storage."""
    digest = hashlib.sha256(content).hexdigest()
    return store(f"documents/{document.contest.slug}/{digest}.pdf", ContentFile(content), digest)


def store(name: str, content: File[bytes], digest: str) -> str:
    """Store ``content``, whose SHA-256 is ``digest``, as ``name``; return the name that it got.

    A process that died while it wrote has left a piece under the name: what stands there is read before it
    is taken for the whole.
    """
    if default_storage.exists(name):
        if _digest_of(name) == digest:
            return name
        default_storage.delete(name)
    return default_storage.save(name, content)


def _digest_of(name: str) -> str:
    with default_storage.open(name) as file:
        return digest_of(file)


def digest_of(file: IO[bytes] | File[bytes]) -> str:
    """Return the SHA-256 (hex) of an open file from where it stands."""
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
