"""A contest file to spoil, and sentences in English."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import workflows
from workflows.domain.contest_file import ContestFile, load

CONTEST = Path(workflows.__file__).parent / "data" / "contests" / "ba_dinh_2024.json"


class _Exact(json.JSONEncoder):
    def default(self, value: Any) -> Any:
        return float(value) if isinstance(value, Decimal) else super().default(value)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def path() -> Path:
    """The 2024 contest."""
    return CONTEST


@pytest.fixture
def value() -> dict[str, Any]:
    """The same as a value that a test may change."""
    loaded: dict[str, Any] = json.loads(CONTEST.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def load_value() -> Callable[[Any], ContestFile]:
    """Loads a value by way of its bytes."""
    return lambda changed: load(json.dumps(changed, cls=_Exact).encode())
