"""Backup archives, and putting them back: whole, or not at all."""

import gzip
import io
import json
import lzma
import os
import shutil
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, given, settings, strategies

from project import backup, restore, state
from workflows.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _client_of_postgresql() -> None:
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("needs PostgreSQL's client")


@pytest.fixture
def files(settings: object) -> Path:
    root = Path(settings.MEDIA_ROOT)  # type: ignore[attr-defined]
    (root / "2026").mkdir(parents=True)
    (root / "2026" / "sáng kiến.pdf").write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 64)
    return root


@pytest.fixture
def archive(files: Path, tmp_path: Path) -> Path:
    """A backup of one person and one file."""
    User.objects.create_user("lan", "lan@example.vn", full_name="Nguyễn Thị Lan")
    path = tmp_path / "backup.tar"
    backup.write(path)
    return path


def snapshot(root: Path) -> tuple[list[str], dict[str, bytes]]:
    """Return what a restore could change: the people and the files."""
    names = sorted(User.objects.values_list("username", flat=True))
    return names, {path.name: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def change(root: Path) -> None:
    """Do some work after the backup."""
    User.objects.create_user("hung", full_name="Trần Hùng")
    (root / "later.txt").write_text("later")
    (root / "2026" / "sáng kiến.pdf").write_bytes(b"changed")


def test_what_was_saved_comes_back_and_what_was_there_is_kept(archive: Path, files: Path) -> None:
    before = snapshot(files)
    change(files)
    changed = snapshot(files)
    _, kept = restore.restore(archive)
    assert snapshot(files) == before
    assert kept is not None
    restore.restore(kept)
    assert snapshot(files) == changed


def test_only_the_owner_may_read_a_backup(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_keys_are_kept_apart(files: Path, tmp_path: Path) -> None:
    (state.subdirectory("keys") / "private.pem").write_text("secret of the installation")
    backup.write(tmp_path / "b.tar")
    content = (tmp_path / "b.tar").read_bytes()
    assert b"secret of the installation" not in content
    assert state.secret_key().encode() not in content


def test_the_manifest_names_every_member_with_its_digest(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
        assert sorted(tar.getnames()) == sorted([*manifest["members"], "manifest.json"])
    assert set(manifest["members"]) == {"database", "files/2026/sáng kiến.pdf"}


def test_an_existing_file_is_not_overwritten(archive: Path) -> None:
    content = archive.read_bytes()
    with pytest.raises(backup.BackupError, match=r"backup\.tar"):
        backup.write(archive)
    assert archive.read_bytes() == content


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(backup.BackupError, match="nowhere"):
        backup.write(tmp_path / "nowhere" / "b.tar")


def test_a_backup_without_files_leaves_the_files_alone(files: Path, tmp_path: Path) -> None:
    backup.write(tmp_path / "b.tar", with_files=False)
    change(files)
    with_work = snapshot(files)[1]
    restore.restore(tmp_path / "b.tar")
    assert snapshot(files) == ([], with_work)


def rewritten(archive: Path, edit: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a copy of `archive` after `edit` has changed its members, digests left as they were."""
    with tarfile.open(archive) as tar:
        members = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}  # type: ignore[union-attr]
    edit(members)
    path = archive.with_name("edited.tar")
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def edit_manifest(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def edit(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **changes}).encode()

    return edit


def climb_out(members: dict[str, bytes]) -> None:
    """Name a member that would land outside."""
    manifest = json.loads(members["manifest.json"])
    manifest["members"]["files/../../evil"] = "0" * 64
    members["manifest.json"] = json.dumps(manifest).encode()
    members["files/../../evil"] = b"evil"


BROKEN: dict[str, Callable[[dict[str, bytes]], None]] = {
    "no manifest": lambda members: members.pop("manifest.json") and None,
    "manifest is no JSON": lambda members: members.update({"manifest.json": b"{"}),
    "manifest is a list": lambda members: members.update({"manifest.json": b"[]"}),
    "members is a list": edit_manifest(members=["database"]),
    "unknown key": edit_manifest(surprise=1),
    "later format": edit_manifest(format=2),
    "other engine": edit_manifest(engine="oracle"),
    "no database": edit_manifest(members={}),
    "database missing": lambda members: members.pop("database") and None,
    "database changed": lambda members: members.update({"database": members["database"] + b"x"}),
    "file missing": lambda members: members.pop("files/2026/sáng kiến.pdf") and None,
    "file changed": lambda members: members.update({"files/2026/sáng kiến.pdf": b"other"}),
    "climbs out": climb_out,
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_backup_is_refused_in_one_sentence_and_changes_nothing(
    archive: Path, files: Path, fault: str
) -> None:
    broken = rewritten(archive, BROKEN[fault])
    change(files)
    before = snapshot(files)
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(broken))
    assert "\n" not in str(refusal.value)
    assert snapshot(files) == before
    assert not list(state.var_dir().glob("restore-*"))
    assert not (state.var_dir().parent / "evil").exists()


def test_a_database_that_is_no_database_is_refused(archive: Path, files: Path) -> None:
    import hashlib

    def replace(members: dict[str, bytes]) -> None:
        members["database"] = b"not a database" * 1000
        manifest = json.loads(members["manifest.json"])
        manifest["members"]["database"] = hashlib.sha256(members["database"]).hexdigest()
        members["manifest.json"] = json.dumps(manifest).encode()

    before = snapshot(files)
    with pytest.raises(backup.BackupError):
        restore.restore(rewritten(archive, replace))
    assert snapshot(files) == before


NO_ARCHIVES = {
    "empty.tar": b"",
    "text.tar": "Kính gửi Ban Tổ chức".encode(),
    "photo.tar": bytes(range(256)) * 1000,
    "cut.tar.gz": gzip.compress(bytes(range(256)) * 1000)[:200],
    "spoilt.tar.gz": gzip.compress(b"x" * 100_000)[:20] + bytes(range(256)) * 10,
    "spoilt.tar.xz": lzma.compress(b"x" * 100_000)[:40] + bytes(range(256)) * 10,
}


@pytest.mark.parametrize("name", NO_ARCHIVES)
@translation.override("en")
def test_what_is_no_archive_is_refused_in_one_fixed_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(NO_ARCHIVES[name])
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(path))
    reason = "it is no tar archive, or only a part of one"
    assert str(refusal.value) == f"{path} is not a whole backup ({reason}); nothing was changed."


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.tar"):
        call_command("restore", str(tmp_path / "missing.tar"))


def test_restored_files_are_closed_to_other_users(files: Path, tmp_path: Path) -> None:
    (files / "2026" / "11").mkdir()
    (files / "2026" / "11" / "a.pdf").touch()
    backup.write(tmp_path / "b.tar")
    mask = os.umask(0o022)
    try:
        restore.restore(tmp_path / "b.tar")
    finally:
        os.umask(mask)
    modes = {path.relative_to(files).as_posix(): path.stat().st_mode for path in [files, *files.rglob("*")]}
    closed = {name: 0o700 if stat.S_ISDIR(mode) else 0o600 for name, mode in modes.items()}
    assert {name: stat.S_IMODE(mode) for name, mode in modes.items()} == closed
    assert "2026/11/a.pdf" in modes


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=strategies.data())
def test_a_cut_archive_is_refused_wherever_it_is_cut(
    archive: Path, files: Path, data: strategies.DataObject
) -> None:
    with tarfile.open(archive) as tar:
        end = max(member.offset_data + member.size for member in tar.getmembers())
    cut = archive.with_name("cut.tar")
    cut.write_bytes(archive.read_bytes()[: data.draw(strategies.integers(0, end - 1))])
    before = snapshot(files)
    with pytest.raises(backup.BackupError):
        restore.restore(cut)
    assert snapshot(files) == before


def test_a_backup_of_a_newer_version_is_refused(files: Path, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite's copy tells its migrations before it is restored")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('workflows', '9999_future', '2030-01-01')"
        )
    try:
        backup.write(tmp_path / "future.tar")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_future'")
    with pytest.raises(backup.BackupError, match="9999_future"):
        restore.restore(tmp_path / "future.tar")


def test_a_running_installation_is_not_restored(archive: Path, files: Path) -> None:
    with restore.not_served(), pytest.raises(backup.BackupError) as refusal:
        restore.restore(archive)
    assert "\n" not in str(refusal.value)


def test_a_failure_at_the_last_step_puts_the_files_back(files: Path, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "theirs").touch()
    (tmp_path / "database").write_bytes(b"not a database" * 1000)
    change(files)
    before = snapshot(files)
    with pytest.raises(backup.BackupError):
        restore._swap(backup.Manifest(connection.vendor, "now", with_files=True), tmp_path)
    assert snapshot(files) == before


def test_the_commands_say_what_they_did(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup", str(tmp_path / "b.tar"))
    assert "b.tar" in capsys.readouterr().out
    call_command("restore", str(tmp_path / "b.tar"))
    assert "before-restore-" in capsys.readouterr().out
