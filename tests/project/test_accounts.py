"""Log-in, log-out, reset, and that nobody can sign up."""

import re

import pytest
from django.core import mail
from django.test import Client

from workflows.models import User

PASSWORD = "Một-câu-dài-dễ-nhớ-2026"
LOGIN = "/accounts/login/"


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("lan", "lan@example.vn", PASSWORD, full_name="Nguyễn Thị Lan")


def log_in(client: Client, login: str, password: str) -> bool:
    """Return whether the form let this person in."""
    client.post(LOGIN, {"login": login, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["lan", "lan@example.vn", "LAN@example.vn"])
def test_a_person_logs_in_by_name_or_address(client: Client, person: User, login: str) -> None:
    assert log_in(client, login, PASSWORD)


def test_a_wrong_password_is_refused_and_the_name_stays_in_the_form(client: Client, person: User) -> None:
    answer = client.post(LOGIN, {"login": "lan", "password": "sai"})
    assert answer.status_code == 200
    assert 'value="lan"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_inactive_person_does_not_get_in(client: Client, person: User) -> None:
    person.is_active = False
    person.save()
    assert not log_in(client, "lan", PASSWORD)


def test_guessing_is_stopped_even_for_the_right_password(client: Client, person: User) -> None:
    for attempt in range(6):
        log_in(client, "lan", f"sai-{attempt}")
    assert not log_in(client, "lan", PASSWORD)


def test_logging_out_needs_a_post(client: Client, person: User) -> None:
    client.force_login(person)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client, db: None) -> None:
    form = {"username": "x", "email": "x@example.vn", "password1": PASSWORD, "password2": PASSWORD}
    client.get("/accounts/signup/")
    client.post("/accounts/signup/", form)
    assert not User.objects.exists()


def test_a_password_is_set_anew_by_the_link_in_the_message(client: Client, person: User) -> None:
    client.post("/accounts/password/reset/", {"email": "lan@example.vn"})
    [message] = mail.outbox
    [link] = re.findall(r"https?://[^/\s]+(/\S+)", message.body)
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": "Một câu khác hẳn 2027", "password2": "Một câu khác hẳn 2027"})
    assert log_in(Client(), "lan", "Một câu khác hẳn 2027")


def test_an_unknown_address_gets_the_same_answer(client: Client, person: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": "lan@example.vn"})
    unknown = client.post("/accounts/password/reset/", {"email": "khong-co@example.vn"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("path", ["/accounts/2fa/", "/accounts/2fa/totp/activate/"])
def test_one_time_codes_are_for_people_who_are_in(client: Client, person: User, path: str) -> None:
    assert client.get(path).status_code == 302
    client.force_login(person)
    assert client.get(path).status_code in {200, 302}
