"""Files and links of an entry: kept and dropped through the gate, as part of saving a draft."""

import hashlib
from typing import Any

from workflows import clock
from workflows.domain.actors import Actor
from workflows.domain.transition import perform, unit_of_work
from workflows.models import Attachment, Entry
from workflows.verbs import Verb


def attach_file(*, entry: Entry, actor: Actor, kind: str, upload: Any, content_type: str) -> Attachment:
    """Keep an uploaded file with a draft or a returned entry; the same file twice is kept once.

    ``upload`` is a Django file with ``name``, ``size`` and ``chunks``.
    """
    digest = sha256_of(upload)
    with unit_of_work():
        saved = perform(Verb.SAVE_DRAFT, entry, actor=actor, data={"attached": digest, "size": upload.size})
        found = saved.attachments.filter(sha256=digest, kind=kind).first()
        if found is not None:
            return found
        row = Attachment(
            entry=saved,
            kind=kind,
            filename=upload.name,
            sha256=digest,
            size=upload.size,
            content_type=content_type,
            added_at=clock.now(),
        )
        row.file.save(upload.name, upload, save=False)
        row.save()
        return row


def sha256_of(upload: Any) -> str:
    """Return the SHA-256 (hex) of a file, read piece by piece."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def attach_link(*, entry: Entry, actor: Actor, kind: str, link: str) -> Attachment:
    """Keep a link to a video with a draft or a returned entry."""
    with unit_of_work():
        saved = perform(Verb.SAVE_DRAFT, entry, actor=actor, data={"linked": True})
        row, _created = Attachment.objects.get_or_create(
            entry=saved, kind=kind, link=link, defaults={"filename": link[:255], "added_at": clock.now()}
        )
        return row


def drop(*, attachment: Attachment, actor: Actor) -> Entry:
    """Take a file or link off its entry; a stored file stays for others that are the same."""
    with unit_of_work():
        saved = perform(
            Verb.SAVE_DRAFT, attachment.entry, actor=actor, data={"dropped": attachment.sha256 or "link"}
        )
        attachment.delete()
        return saved
