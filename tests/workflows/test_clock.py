"""One clock: nothing else reads the time, and only a demo database moves it."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories import make_world
from workflows import clock
from workflows.models import Installation

ROOT = Path(__file__).parents[2]
READERS = {"now", "today", "utcnow", "localdate", "localtime", "time", "fromtimestamp", "Now", "time_ns"}
SOURCES = {"datetime", "date", "timezone", "time", "functions"}
ALLOWED = {
    "workflows/clock.py": "it is the clock",
    "workflows/flows/nodes.py": "the stamps that viewflow itself puts on its tasks",
    "workflows/flows/task_rows.py": "the same stamps, written in one statement",
}
"""Modules that may read the machine's time, and why."""


def modules() -> Iterator[Path]:
    for package in ("workflows", "forms", "reports", "project"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def other_clocks(tree: ast.AST) -> Iterator[str]:
    """Yield what reads the time: ``datetime.now()``, ``timezone.now``, ``auto_now``, ``Now()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            yield f"{node.arg} in line {node.value.lineno}"
        elif isinstance(node, ast.Attribute) and node.attr in READERS and _is_source(node.value):
            yield f"{ast.unparse(node)} in line {node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("django.utils.timezone", "time"):
            names = {alias.name for alias in node.names} & READERS
            if names:
                yield f"from {node.module} import {', '.join(sorted(names))} in line {node.lineno}"


def _is_source(node: ast.expr) -> bool:
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return last in SOURCES or last in ("dt", "_datetime")


def test_nothing_else_reads_the_time() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {use}"
        for path in modules()
        if str(path.relative_to(ROOT)) not in ALLOWED
        for use in other_clocks(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert sorted(found) == []


def test_what_is_allowed_is_still_needed() -> None:
    for name in ALLOWED:
        assert list(other_clocks(ast.parse((ROOT / name).read_text(encoding="utf-8")))), name


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(tz=UTC)",
        "timezone.now()",
        "x = models.DateTimeField(auto_now=True)",
        "x = models.DateTimeField(auto_now_add=True)",
        "date.today()",
        "default=timezone.now",
        "from django.utils.timezone import now",
        "datetime.datetime.utcnow()",
        "functions.Now()",
        "time.time()",
    ],
)
def test_the_search_finds(source: str) -> None:
    assert list(other_clocks(ast.parse(source)))


@pytest.mark.django_db
def test_a_real_installation_keeps_its_clock() -> None:
    assert not Installation.is_demo_database()
    with pytest.raises(clock.ClockLocked):
        clock.move_to(datetime(2024, 7, 14, tzinfo=UTC))
    assert abs(clock.now() - clock.machine_now()) < timedelta(seconds=5)


@pytest.mark.django_db
def test_a_demo_database_moves_its_clock_and_back() -> None:
    make_world()
    moment = datetime(2024, 7, 14, 16, 59, tzinfo=UTC)
    with clock.moved_to(moment):
        assert clock.now() == moment
        assert clock.today().isoformat() == "2024-07-14"
        with clock.moved_to(moment + timedelta(minutes=1)):
            assert clock.today().isoformat() == "2024-07-15"
        assert clock.now() == moment
        assert abs(clock.machine_now() - datetime.now(tz=UTC)) < timedelta(seconds=5)
    assert clock.now() > moment


@pytest.mark.django_db
def test_the_clock_goes_back_after_an_error() -> None:
    make_world()
    with pytest.raises(ZeroDivisionError), clock.moved_to(datetime(2024, 1, 1, tzinfo=UTC)):
        raise ZeroDivisionError
    assert clock.now().year > 2024
