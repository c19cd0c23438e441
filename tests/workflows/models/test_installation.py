"""What a database says of itself."""

import pytest
from django.db import IntegrityError

from workflows.models import Installation

pytestmark = pytest.mark.django_db


def said() -> tuple[bool, bool]:
    return Installation.is_demo_database(), Installation.is_unfinished_demo()


def test_a_demo_is_unfinished_from_its_mark_to_its_end() -> None:
    assert said() == (False, False)
    Installation.mark_demo(unfinished=True)
    assert said() == (True, True)
    Installation.finish_demo()
    assert said() == (True, False)


def test_a_demo_marked_at_once_is_whole() -> None:
    Installation.mark_demo()
    assert said() == (True, False)


def test_no_real_database_can_be_marked_unfinished() -> None:
    with pytest.raises(IntegrityError):
        Installation.objects.create(is_demo=False, demo_unfinished=True)
