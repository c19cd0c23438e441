"""The menu: a role sees only what it uses, counts are capped, and nothing of it costs a query twice."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import path

from project import context, menu
from tests.browser.people import make_people
from workflows.roles import Role


def nothing(request):
    raise AssertionError("never called")


urlpatterns = [path(f"{page.name}/", nothing, name=page.name) for page in menu.PAGES]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

SEEN = {
    Role.AUTHOR: ["inbox", "entries"],
    Role.UNIT_OFFICER: ["inbox", "queue", "entries", "documents"],
    Role.UNIT_HEAD: ["inbox", "queue", "entries", "contests", "documents"],
    Role.SECRETARY: ["inbox", "queue", "entries", "contests", "documents"],
    Role.STANDING_HEAD: ["inbox", "queue", "contests", "documents"],
    Role.JUDGE: ["inbox"],
    Role.CHAIR: ["inbox", "queue", "entries", "contests", "documents"],
    Role.SIGNATORY: ["inbox", "queue", "contests", "documents"],
    Role.CLERK: ["inbox", "queue", "contests", "documents", "register"],
    Role.ACCOUNTANT: ["contests", "documents", "payments"],
    Role.AUDITOR: ["contests", "documents", "trail", "role_table"],
    Role.ADMINISTRATOR: ["contests", "people", "operations", "role_table"],
}


def request_of(user, address="/inbox/"):
    request = RequestFactory().get(address)
    request.user = user
    return request


def names(lines):
    return [line["url"].strip("/") for line in lines]


def test_each_role_sees_its_own_pages():
    people = make_people()
    assert {role: names(menu.menu_of(request_of(user))) for role, user in people.items()} == SEEN


def test_the_page_shown_is_marked():
    lines = menu.menu_of(request_of(make_people()[Role.UNIT_HEAD], "/queue/"))
    assert [line["active"] for line in lines] == [False, True, False, False, False]


def test_a_visitor_and_a_superuser_without_a_role_see_no_menu(django_user_model):
    root = django_user_model.objects.create_superuser("root", full_name="Root", email="r@example.test")
    assert menu.menu_of(request_of(AnonymousUser())) == []
    assert menu.menu_of(request_of(root)) == []


def test_two_queries_at_most(django_assert_num_queries):
    officer = make_people()[Role.UNIT_OFFICER]
    menu.menu_of(request_of(officer))
    with django_assert_num_queries(2):
        menu.menu_of(request_of(officer))


def test_a_request_without_a_user_still_gets_its_page(rf):
    assert set(context.page(rf.get("/"))) == {"operator"}
