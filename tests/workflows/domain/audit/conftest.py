"""The world of these tests, with a key of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.workflows.domain.audit.world import World, build_world


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    """A trail with three seals, the newest event sealed."""
    settings.KEYS_DIR = tmp_path / "keys"
    return build_world()
