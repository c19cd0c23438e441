"""What every test may rely on."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection

# a shared machine may take its time over one example
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("full", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _fresh_counters() -> Iterator[None]:
    """Rate limits are real in tests; no test inherits the counters of another."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uploaded and issued files of one test are not seen by the next."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


_OF_THE_DATABASE = {"db", "transactional_db", "live_server"}


def _asks_no_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return not item.get_closest_marker("django_db") and not fixtures & _OF_THE_DATABASE


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real row locks exist on PostgreSQL only; say so for each test that needs them.

    What asks no database comes out the same on both: it is marked, and run once.
    """
    for item in items:
        if _asks_no_database(item):
            item.add_marker(pytest.mark.no_database)
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
