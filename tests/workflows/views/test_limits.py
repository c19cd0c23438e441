"""How often one visitor may look up papers and have files checked."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from project import settings as real
from tests.factories import make_document
from workflows.models import Document
from workflows.states import DocumentState


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()
    yield
    cache.clear()
    translation.activate("vi")


@pytest.fixture
def code(world):
    paper = make_document(world, DocumentState.ISSUED)
    Document.objects.filter(pk=paper.pk).update(verify_code="ma-dung")
    return "ma-dung"


def visitor(address="203.0.113.7"):
    client = Client(REMOTE_ADDR=address)
    client.cookies["django_language"] = "en"
    return client


def looked_up(client, code):
    return client.get(reverse("verify_document", args=[code])).status_code


def brought(client):
    file = SimpleUploadedFile("tep.txt", b"khong phai PDF", "application/pdf")
    return client.post(reverse("verify"), {"file": file}).status_code


def test_look_ups_are_counted_by_address(settings, code):
    settings.PUBLIC_RATES = {"verify": "3/m/ip"}
    here, there = visitor(), visitor("203.0.113.8")
    assert [looked_up(here, code) for _ in range(5)] == [200, 200, 200, 429, 429]
    assert looked_up(there, code) == 200


def test_the_refusal_says_what_to_do(settings, code):
    settings.PUBLIC_RATES = {"verify": "1/m/ip"}
    client = visitor()
    looked_up(client, code)
    answer = client.get(reverse("verify_document", args=[code]))
    words = answer.content.decode()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "Too many documents have been looked up in a short time." in words
    assert "Please wait a few minutes and try again." in words
    assert "password" not in words


def test_who_guesses_in_vain_is_told_nothing_more(settings, code):
    settings.PUBLIC_RATES = {"verify_missed": "2/m/ip"}
    client = visitor()
    assert [looked_up(client, code) for _ in range(4)] == [200] * 4
    assert [looked_up(client, f"sai-{n}") for n in range(3)] == [404, 404, 429]
    assert looked_up(client, code) == 429
    assert looked_up(visitor("203.0.113.8"), code) == 200


def test_guessing_by_bringing_files_counts_as_well(settings, code):
    settings.PUBLIC_RATES = {"verify_missed": "1/m/ip"}
    client = visitor()
    file = SimpleUploadedFile("tep.txt", b"x", "application/pdf")
    assert client.post("/verify/sai-1/", {"file": file}).status_code == 404
    assert client.post(f"/verify/{code}/", {"file": file}).status_code == 429


def test_files_are_counted_before_they_are_read(settings, db, monkeypatch):
    settings.PUBLIC_RATES = {"verify_file": "2/m/ip"}
    client = visitor()
    assert [brought(client) for _ in range(2)] == [422, 422]
    monkeypatch.setattr(
        "workflows.views.verification._posted", lambda *_: pytest.fail("the body must not be looked at")
    )
    assert brought(client) == 429
    assert client.get(reverse("verify")).status_code == 200


def test_a_proxys_visitors_are_told_apart(settings, code):
    settings.PUBLIC_RATES = {"verify": "1/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = visitor("127.0.0.1")
    address = reverse("verify_document", args=[code])
    for name in ("198.51.100.1", "198.51.100.2"):
        assert client.get(address, HTTP_X_FORWARDED_FOR=name).status_code == 200
        assert client.get(address, HTTP_X_FORWARDED_FOR=name).status_code == 429


def test_a_real_installation_has_limits():
    assert set(real.PUBLIC_RATES) == {"verify", "verify_missed", "verify_file"}
    assert all(rate.endswith("/ip") for rate in real.PUBLIC_RATES.values())
