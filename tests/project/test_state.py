"""The state directory and the secret key."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from project import state


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRANG_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_the_state_directory_is_closed_to_others(var: Path) -> None:
    assert state.var_dir() == var
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert stat.S_IMODE(state.subdirectory("keys").stat().st_mode) == 0o700


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(var: Path) -> None:
    key = state.secret_key()
    assert len(key) >= 50
    assert state.secret_key() == key
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in var.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_the_secret_key(var: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: state.secret_key(), range(64)))
    assert len(keys) == 1
