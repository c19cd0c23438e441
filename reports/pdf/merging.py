"""Several finished PDF files as one, for a printer: a convenience, no archive file and no original."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

import pikepdf

TITLE = "Bản in gộp, dùng để in; bản chính là từng tệp PDF"


def merge(files: Iterable[BinaryIO], target: BinaryIO, heartbeat: Callable[[], None]) -> int:
    """Write the pages of ``files`` one after another into ``target``; return how many pages there are.

    The same files give the same bytes. Embedded data, bookmarks and tags stay in the files themselves.
    Each file is closed, and ``heartbeat`` called, after its pages are in.
    """
    with pikepdf.new() as whole:
        for file in files:
            with file, pikepdf.open(file) as part:
                whole.pages.extend(part.pages)
            heartbeat()
        for page in whole.pages:
            # points into the structure of the file that the page comes from
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
        whole.docinfo["/Title"] = TITLE
        whole.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(whole.pages)
