"""Backup archives: the database and the files of the installation in one tar with their SHA-256.

    manifest.json          what the archive holds, member by member, with digests
    database               the copy made by project.database_dump
    files/…                everything under var/files, as it lies there

The signing keys and the secret key are not in it: they are kept apart on purpose (docs/operators.md).
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from project import database_dump, state
from workflows import clock

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"
BLOCK = 1 << 20


class BackupError(Exception):
    """A backup could not be written or put back; the message is one sentence for the operator."""


@dataclass
class Manifest:
    """What an archive holds. `members` maps a member's name to the SHA-256 of its content in hex."""

    engine: str
    made_at: str
    with_files: bool
    format: int = FORMAT
    members: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def write(target: Path, *, with_files: bool = True) -> Manifest:
    """Write a new archive to `target` (mode 600) and return its manifest.

    Raises:
        BackupError: the file exists, the place cannot be written, or the database cannot be copied.
    """
    if target.exists():
        raise BackupError(_("%(path)s exists already: choose another name.") % {"path": target})
    part = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest = _write_archive(file, with_files=with_files)
        part.rename(target)
    except (OSError, database_dump.DumpError) as error:
        raise BackupError(
            _("The backup %(path)s could not be written: %(reason)s") % {"path": target, "reason": error}
        )
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write_archive(file: io.BufferedWriter, *, with_files: bool) -> Manifest:
    """The database comes first: a file that it names was stored before it was named."""
    manifest = Manifest(connection.vendor, clock.machine_now().isoformat(), with_files)
    with (
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
        tempfile.TemporaryDirectory(dir=state.var_dir(), prefix="backup-") as scratch,
    ):
        copy = Path(scratch) / DATABASE
        database_dump.dump(copy)
        _add(tar, manifest, copy, DATABASE)
        for path in _stored_files() if with_files else ():
            _add(tar, manifest, path, FILES + path.relative_to(settings.MEDIA_ROOT).as_posix())
        _add_bytes(tar, MANIFEST, manifest.to_json())
    file.flush()
    os.fsync(file.fileno())
    return manifest


def _stored_files() -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def _add(tar: tarfile.TarFile, manifest: Manifest, path: Path, name: str) -> None:
    manifest.members[name] = file_digest(path)
    tar.add(path, arcname=name, recursive=False, filter=_without_owner)


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex, read block by block."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
