"""The pins: everything with hashes, nothing that names a machine or a host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-redis.txt", "requirements-celery.txt"]
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Return the pinned versions of a file by normalised name."""
    found = PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=[A-Za-z0-9])", text) if PIN.match(block)]
    assert len(blocks) == len(pins(name)) > 10
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", [*LOCKS, *(name.replace(".txt", ".in") for name in LOCKS)])
def test_no_file_names_a_host_or_a_directory(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|--index|--extra-index|--find-links|--trusted-host|@ ", text) == []


@pytest.mark.parametrize(
    ("wanted", "locked"),
    [
        ("requirements.in", LOCKS[:1]),
        ("requirements-dev.in", LOCKS[:2]),
        ("requirements-redis.in", LOCKS[2:3]),
        ("requirements-celery.in", LOCKS[3:]),
    ],
)
def test_the_locks_hold_what_was_asked_for(wanted: str, locked: list[str]) -> None:
    have = {name: version for lock in locked for name, version in pins(lock).items()}
    assert pins(wanted).items() <= have.items()


def test_only_one_package_provides_django_fsm() -> None:
    assert "django-fsm-2" in pins("requirements.txt")
    assert "django-fsm" not in pins("requirements.txt") | pins("requirements-dev.txt")


@pytest.mark.parametrize("name", LOCKS[1:])
def test_sets_that_are_installed_together_agree(name: str) -> None:
    run, more = pins("requirements.txt"), pins(name)
    both = run.keys() & more.keys()
    assert {package: more[package] for package in both} == {package: run[package] for package in both}
