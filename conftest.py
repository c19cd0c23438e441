"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.fixture(autouse=True)
def _fresh_counters() -> Iterator[None]:
    """Rate limits are real in tests; no test inherits the counters of another."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uploaded and issued files of one test are not seen by the next."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real row locks exist on PostgreSQL only; say so for each test that needs them."""
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
