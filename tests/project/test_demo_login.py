"""Logging in without a password: only in a database marked as a demonstration."""

import pytest
from django.urls import reverse

from project import demo_login
from tests.browser.people import make_people
from workflows.models import Installation
from workflows.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


def test_one_button_per_role_in_the_order_of_the_way(people, client):
    accounts = demo_login.accounts()
    assert [account["role"] for account in accounts] == [role.value for role in demo_login.SENTENCES]
    assert {account["role"] for account in accounts} == {role.value for role in Role}
    page = client.get("/accounts/login/").content.decode()
    for account in accounts:
        assert f'value="{account["username"]}"' in page


def test_the_button_logs_in(people, client):
    answer = client.post(reverse("demo_login"), {"username": people[Role.JUDGE].username})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(people[Role.JUDGE].pk)


@pytest.mark.parametrize("username", ["nobody", ""])
def test_an_unknown_name_is_not_found(people, client, username):
    assert client.post(reverse("demo_login"), {"username": username}).status_code == 404


def test_an_account_without_a_role_is_not_found(people, client, django_user_model):
    django_user_model.objects.create_superuser("root", full_name="Root", email="r@example.test")
    assert client.post(reverse("demo_login"), {"username": "root"}).status_code == 404


def test_a_real_installation_shows_no_button_and_answers_404(people, client):
    Installation.objects.update(is_demo=False)
    assert demo_login.accounts() == []
    assert "t-demo-list" not in client.get("/accounts/login/").content.decode()
    answer = client.post(reverse("demo_login"), {"username": people[Role.JUDGE].username})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_only_a_post_logs_in(people, client):
    assert client.get(reverse("demo_login")).status_code == 302
    assert "_auth_user_id" not in client.session
