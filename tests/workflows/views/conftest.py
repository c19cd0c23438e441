"""A contest with people who act, and a browser-less client in English."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.acting import Acting
from tests.factories import World, make_world


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def play(world: World) -> Acting:
    return Acting(world)


Login = Callable[[str], Client]


@pytest.fixture
def login(world: World) -> Login:
    """Returns a client of the person called so, who reads English."""

    def enter(name: str) -> Client:
        client = Client()
        client.cookies["django_language"] = "en"
        client.force_login(world[name])
        return client

    yield enter
    translation.activate("vi")
