"""The language of a page."""

import pytest
from django.conf import settings
from django.test import Client

LOGIN = "/accounts/login/"


@pytest.mark.django_db
def test_a_page_is_vietnamese_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get(LOGIN, headers={"accept-language": "en-US,en;q=0.9"})
    assert answer["Content-Language"] == "vi"
    assert '<html lang="vi"' in answer.content.decode()
    assert "Cookie" in answer["Vary"]
    assert "Accept-Language" not in answer["Vary"]


@pytest.mark.django_db
def test_the_reader_may_choose_english(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": LOGIN})
    answer = client.get(LOGIN)
    assert answer["Content-Language"] == "en"
    assert '<html lang="en"' in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_language_is_vietnamese(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx-klingon"
    assert client.get(LOGIN)["Content-Language"] == "vi"


@pytest.mark.django_db
def test_no_cache_keeps_the_pages_of_a_person(client: Client, django_user_model: type) -> None:
    assert not client.get("/").has_header("Cache-Control")
    client.force_login(django_user_model.objects.create_user("lan", full_name="Lan"))
    assert "no-store" in client.get("/notices/")["Cache-Control"]
