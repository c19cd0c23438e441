"""A contest whose papers are made."""

import pytest

from tests.factories import make_world


@pytest.fixture
def world():
    return make_world(funding_source="Quỹ thi đua, khen thưởng")
