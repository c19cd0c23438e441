"""The small real attachments of a rehearsal: a PDF of title and abstract, marked fictional."""

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile

from reports.documents.article import ArticleRecord
from reports.pdf import engine
from reports.pdf.errors import UncoveredCharacter
from workflows import clock
from workflows.domain.contest_file.entry_parts import FileAttachment, FileEntry
from workflows.models import Attachment, Entry

NOTICE = "Tài liệu trình diễn, nội dung hư cấu. Demonstration paper, fictional content."
FICTIONAL_HOST = "https://example.com/"


def attach(entry: Entry, attachment: Any) -> Attachment:
    """Attach what the file names: a link for a video, a PDF of the same stem for everything else."""
    if attachment.kind == "video":
        return _link(entry, attachment)
    pdf = article_pdf(entry.title, entry.abstract)
    digest = hashlib.sha256(pdf).hexdigest()
    row = Attachment(
        entry=entry,
        kind=attachment.kind,
        filename=str(PurePosixPath(attachment.filename).with_suffix(".pdf").name),
        sha256=digest,
        size=len(pdf),
        content_type="application/pdf",
        added_at=clock.now(),
    )
    row.file.save(row.filename, ContentFile(pdf), save=False)
    row.save()
    return row


def default_attachment(entry: FileEntry) -> FileAttachment:
    """Return what an entry hands in whose file names nothing: a paper, or a video by its format."""
    ending = "mp4" if entry.format == "video" else "pdf"
    return FileAttachment(kind=entry.format, filename=f"{entry.code}.{ending}")


def _link(entry: Entry, attachment: Any) -> Attachment:
    return Attachment.objects.create(
        entry=entry,
        kind=attachment.kind,
        filename=attachment.filename,
        link=_address(attachment.filename),
        added_at=clock.now(),
    )


def _address(filename: str) -> str:
    """Return where the video is said to be; the code in its name is nothing for blind judges."""
    digest = hashlib.sha256(filename.encode()).hexdigest()
    return f"{FICTIONAL_HOST}{digest[:10]}{PurePosixPath(filename).suffix}"


@lru_cache(maxsize=64)
def article_pdf(title: str, abstract: str) -> bytes:
    """Return a small PDF of title and abstract, marked as fictional; letters unknown to the font fall out."""
    record = ArticleRecord(title=title, abstract=abstract, notice=NOTICE)
    while True:
        try:
            return engine.render(ArticleRecord.KIND, record).pdf
        except UncoveredCharacter as problem:
            record = replace(
                record,
                title=record.title.replace(problem.char, ""),
                abstract=record.abstract.replace(problem.char, ""),
            )
