"""The scripts that run before anything is installed."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [ROOT / "bin" / name for name in ("start", "test", "manage")]
MODULES = [*sorted((ROOT / "bin" / "_lib").glob("*.py")), ROOT / ".ci" / "checks.py"]


@pytest.fixture
def lib(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the modules of bin/_lib, loaded afresh."""
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    from _lib import debian, postgres, tools, venv

    return SimpleNamespace(debian=debian, postgres=postgres, tools=tools, venv=venv)


@pytest.mark.parametrize("path", [*SCRIPTS, *MODULES], ids=lambda path: path.name)
def test_only_the_standard_library_is_imported(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported - set(sys.stdlib_module_names) <= {"_lib"}


@pytest.mark.parametrize("path", [*SCRIPTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_the_scripts_can_be_run(path: Path) -> None:
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!")


@pytest.mark.parametrize("path", [ROOT / "bin" / "start", ROOT / "bin" / "test"], ids=lambda path: path.name)
def test_help_is_printed_before_anything_is_set_up(path: Path) -> None:
    done = subprocess.run([sys.executable, path, "--help"], capture_output=True, text=True, check=True)
    assert f"Usage: bin/{path.name}" in done.stdout


def test_the_readme_names_exactly_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line.strip() for line in readme.splitlines() if line.startswith("    ")]
    assert commands == ["bin/start", "bin/test"]


def test_a_moved_or_changed_environment_is_installed_again(
    lib: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = lib.venv
    monkeypatch.setattr(venv, "VENV", tmp_path / "a")
    (tmp_path / "requirements.txt").write_text("x==1")
    first = venv._digest(tmp_path / "requirements.txt")
    assert venv._digest(tmp_path / "requirements.txt") == first
    (tmp_path / "requirements.txt").write_text("x==2")
    assert venv._digest(tmp_path / "requirements.txt") != first
    (tmp_path / "requirements.txt").write_text("x==1")
    monkeypatch.setattr(venv, "VENV", tmp_path / "b")
    assert venv._digest(tmp_path / "requirements.txt") != first


def test_a_half_made_environment_does_not_count(
    lib: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = lib.venv
    assert venv._works()
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(venv, "PYTHON", broken)
    assert not venv._works()
    monkeypatch.setattr(venv, "PYTHON", tmp_path / "missing")
    assert not venv._works()


def test_a_missing_tool_is_announced_and_fails_in_ci(
    lib: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = lib.tools
    monkeypatch.delenv("CI", raising=False)
    tools._skip(tools.CHROMIUM)
    assert capsys.readouterr().out.startswith("SKIPPED: the browser tests")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit):
        tools._skip(tools.CHROMIUM)


def test_a_package_is_unpacked_whole_or_not_at_all(lib: Any, tmp_path: Path) -> None:
    if not shutil.which("dpkg-deb"):
        pytest.skip("needs dpkg-deb")
    source = tmp_path / "source"
    (source / "DEBIAN").mkdir(parents=True)
    (source / "DEBIAN" / "control").write_text(
        "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.vn>\nDescription: x\n"
    )
    (source / "usr/lib/x-linux-gnu").mkdir(parents=True)
    (source / "usr/lib/x-linux-gnu/libx.so.1").touch()
    archive, target = tmp_path / "x.deb", tmp_path / "root"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", source, archive], check=True, capture_output=True
    )
    assert lib.debian._extract([archive], target) is None
    assert lib.debian.library_path(target) == str(target / "usr/lib/x-linux-gnu")
    (tmp_path / "broken.deb").write_text("no archive")
    assert lib.debian._extract([archive, tmp_path / "broken.deb"], tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_links_to_the_system_lead_into_the_unpacked_tree(lib: Any, tmp_path: Path) -> None:
    """Java finds its settings by links to /etc, where nothing was installed."""
    settings, java = tmp_path / "etc/java-x/jvm.cfg", tmp_path / "usr/lib/jvm/java-x/lib"
    settings.parent.mkdir(parents=True)
    java.mkdir(parents=True)
    settings.write_text("-server KNOWN")
    (java / "jvm.cfg").symlink_to("/etc/java-x/jvm.cfg")
    (java / "system").symlink_to("/usr")
    (java / "lost").symlink_to("/nowhere/at/all")
    lib.tools._point_inside(tmp_path)
    assert (java / "jvm.cfg").read_text() == "-server KNOWN"
    assert (java / "system").readlink() == Path("/usr")
    assert (java / "lost").readlink() == Path("/nowhere/at/all")


def test_what_was_unpacked_before_is_unpacked_again_with_what_is_new(
    lib: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tools, asked = lib.tools, []
    old, new = tools.Tool("old-tool", ("old",), "x"), tools.Tool("new-tool", ("new",), "x", "usr/share/new")
    monkeypatch.setattr(tools, "UNPACKED", tmp_path)
    monkeypatch.setattr(tools, "ALL", (old, new, tools.Tool("sh", ("dash",), "x")))
    monkeypatch.setattr(lib.debian, "install", lambda packages: "not allowed")
    monkeypatch.setattr(lib.debian, "unpack", lambda packages, target: asked.append(packages))
    (tmp_path / "usr/bin").mkdir(parents=True)
    for name in ("old-tool", "new-tool"):
        (tmp_path / "usr/bin" / name).touch(0o755)
    monkeypatch.delenv("CI", raising=False)
    assert tools.ensure() == {"old-tool", "sh"}
    assert asked == [["old", "new"]]


def test_the_throw_away_server_leaves_nothing_behind(lib: Any) -> None:
    if not lib.tools.find("initdb"):
        pytest.skip("needs PostgreSQL's server")
    import psycopg

    with lib.postgres.cluster() as url:
        folder = Path(url.removeprefix("postgres://trang@/").rsplit("/", 1)[0])
        with psycopg.connect(host=str(folder), user="trang", dbname="postgres") as connection:
            row = connection.execute(
                "SELECT current_setting('fsync'), pg_encoding_to_char(encoding), datcollate, "
                "current_setting('listen_addresses') FROM pg_database WHERE datname = current_database()"
            ).fetchone()
        assert row == ("off", "UTF8", "C.UTF-8", "")
    assert not folder.exists()


def test_everything_that_must_be_green_is_asked_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    import checks

    wanted = {"ruff", "mypy", "import-linter", "migrations", "translations", "tests"}
    assert wanted <= set(checks.CHECKS)
    assert "--check" in checks.CHECKS["translations"]
