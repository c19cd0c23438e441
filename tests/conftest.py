"""What every test of the tree relies on."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from workflows import clock
from workflows.models import grants


@pytest.fixture(autouse=True)
def _nothing_kept_between_tests() -> Iterator[None]:
    """A rolled-back database gives the same keys to other people; the clock runs with the machine.

    A page leaves its reader's language behind in the thread, as in a server.
    """
    grants.forget()
    translation.deactivate()
    yield
    grants.forget()
    clock.move_to(None)
