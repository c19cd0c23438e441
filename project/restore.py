"""Put a backup archive back: checked to the last byte first, then wholly or not at all."""

import fcntl
import json
import lzma
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from project import backup, database_dump, state
from project.backup import BLOCK, DATABASE, FILES, FORMAT, MANIFEST, BackupError, Manifest
from workflows import clock

# what reading a tar, packed or not, may raise when it is none
NO_ARCHIVE = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError)


class _Misfit(ValueError):
    """A part of the archive is not what it should be; the message goes into the operator's sentence."""


def restore(source: Path) -> tuple[Manifest, Path | None]:
    """Replace database and files by those of `source`.

    What was there before is kept in a backup of its own; its path is returned beside the manifest
    (None when the database was new).

    Raises:
        BackupError: the archive is broken or does not fit here, or the installation is being served.
            Nothing has changed then.
    """
    with (
        not_served(),
        tempfile.TemporaryDirectory(dir=state.var_dir(), prefix="restore-") as scratch,
    ):
        manifest = _unpack(source, Path(scratch))
        _check_database(Path(scratch) / DATABASE)
        kept = _keep_what_is_there(manifest)
        _swap(manifest, Path(scratch))
    return manifest, kept


@contextmanager
def not_served() -> Iterator[None]:
    """Hold the installation's lock, so that no server runs or starts meanwhile."""
    with (state.var_dir() / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupError(_("The installation is being served: stop it first, then restore."))
        yield


def _unpack(source: Path, scratch: Path) -> Manifest:
    """Only what the manifest names is read, and each member must have the digest said there."""
    try:
        with tarfile.open(source) as tar:
            manifest = _read_manifest(tar)
            _check_fits(manifest)
            for name, digest in manifest.members.items():
                _unpack_member(tar, name, digest, scratch)
    except FileNotFoundError:
        raise BackupError(_("There is no file %(path)s.") % {"path": source})
    except (*NO_ARCHIVE, OSError, KeyError, TypeError, ValueError) as error:
        raise BackupError(
            _("%(path)s is not a whole backup (%(reason)s); nothing was changed.")
            % {"path": source, "reason": _reason(error)}
        )
    return manifest


def _reason(error: Exception) -> str:
    """Our own words: the libraries' may run over several lines and name their functions."""
    if isinstance(error, _Misfit):
        return str(error)
    if isinstance(error, KeyError):
        return _("a part of it is missing")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, (TypeError, ValueError)):
        return _("its manifest cannot be read")
    return _("it is no tar archive, or only a part of one")


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    file = tar.extractfile(MANIFEST)
    if file is None:
        raise KeyError(MANIFEST)
    manifest = Manifest(**json.load(file))
    if not isinstance(manifest.members, dict):
        raise TypeError(manifest.members)
    return manifest


def _check_fits(manifest: Manifest) -> None:
    if manifest.format != FORMAT:
        raise BackupError(
            _("The backup has format %(theirs)s, this version reads %(ours)s; nothing was changed.")
            % {"theirs": manifest.format, "ours": FORMAT}
        )
    if manifest.engine != connection.vendor:
        raise BackupError(
            _("The backup is of %(theirs)s, this installation runs on %(ours)s; nothing was changed.")
            % {"theirs": manifest.engine, "ours": connection.vendor}
        )
    if DATABASE not in manifest.members:
        raise _Misfit(_("it holds no database"))


def _unpack_member(tar: tarfile.TarFile, name: str, digest: str, scratch: Path) -> None:
    path = PurePosixPath(name)
    if name != DATABASE and (not name.startswith(FILES) or ".." in path.parts):
        raise _Misfit(_("%(name)s has no place in a backup") % {"name": name})
    content = tar.extractfile(name)
    if content is None:
        raise KeyError(name)
    target = scratch / path
    for parent in reversed(path.parents):
        # one by one: what mkdir makes on its way to the last is open to others
        (scratch / parent).mkdir(mode=0o700, exist_ok=True)
    with target.open("wb") as file:
        target.chmod(0o600)
        shutil.copyfileobj(content, file, BLOCK)
    if backup.file_digest(target) != digest:
        raise _Misfit(_("the content of %(name)s is not what the manifest says") % {"name": name})


def _check_database(copy: Path) -> None:
    try:
        database_dump.check(copy)
        theirs = database_dump.applied_migrations(copy)
    except database_dump.DumpError as error:
        raise BackupError(f"{error} " + _("Nothing was changed."))
    ours = set(MigrationLoader(None).graph.nodes)
    unknown = sorted((theirs or set()) - ours)
    if unknown:
        raise BackupError(
            _("The backup is of a newer version (it has %(name)s): update first; nothing was changed.")
            % {"name": ".".join(unknown[0])}
        )


def _keep_what_is_there(manifest: Manifest) -> Path | None:
    if not connection.introspection.table_names():
        return None
    stamp = clock.machine_now().strftime("%Y%m%d-%H%M%S-%f")
    path = state.subdirectory("backups") / f"before-restore-{stamp}.tar"
    backup.write(path, with_files=manifest.with_files)
    return path


def _swap(manifest: Manifest, scratch: Path) -> None:
    """The files are exchanged by renaming, the database in one transaction; a failure puts the files back."""
    ours, theirs, aside = Path(settings.MEDIA_ROOT), scratch / "files", scratch / "files-before"
    if manifest.with_files:
        theirs.mkdir(mode=0o700, exist_ok=True)
        ours.rename(aside)
        theirs.rename(ours)
    try:
        database_dump.load(scratch / DATABASE)
    except Exception as error:
        if manifest.with_files:
            ours.rename(theirs)
            aside.rename(ours)
        raise BackupError(f"{error} " + _("Nothing was changed."))
