"""The bytes of a Word file: the same document always gives the same ones."""

import io
import zipfile

from docx.document import Document

# The earliest time that a ZIP archive can name; the file's own time stands in its properties.
EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"
_UNIX = 3


def packed(document: Document) -> bytes:
    """Return ``document`` as a file whose parts stand in order and carry no time of their making."""
    loose = io.BytesIO()
    document.save(loose)
    file = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(file, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != FIRST, name)):
            target.writestr(_entry(name), source.read(name), compresslevel=6)
    return file.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    return entry
