"""Kinds of work for the tests: real functions, named by their paths as the product's are."""

import time
from collections.abc import Callable
from typing import Any

from workflows.domain.jobs import JobRefused
from workflows.models import User

HERE = __name__
CALLS: list[dict[str, Any]] = []
MEANWHILE: list[Callable[[], None]] = []
"""What happens elsewhere while a job of the kind ``disturbed`` runs."""

KINDS = [
    {"name": name, "path": f"{HERE}.{name}", "label": f"Test: {name}", "attempts": 3, "quiet": 5.0}
    for name in ("note", "fail", "refuse", "disturbed", "unkept", "hang")
] + [{"name": "gone", "path": f"{HERE}.nowhere", "label": "Test: gone"}]


def note(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    """Count the people, and remember the call."""
    heartbeat()
    CALLS.append(payload)
    return {"people": User.objects.count()}


def fail(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    CALLS.append(payload)
    raise RuntimeError("the disk is full")


def refuse(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    CALLS.append(payload)
    raise JobRefused("Bài dự thi không còn trong danh sách.")


def disturbed(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    CALLS.append(payload)
    for act in MEANWHILE:
        act()
    deadline = time.monotonic() + payload.get("seconds", 0)
    while time.monotonic() < deadline:
        time.sleep(0.02)
        heartbeat()
    return {"done": True}


def unkept(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    return {"value": object()}


def hang(payload: dict[str, Any], heartbeat: Callable[[], None]) -> dict[str, Any]:
    time.sleep(payload["seconds"])
    return {}
