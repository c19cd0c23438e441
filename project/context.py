"""What every page's template may use beside its own context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from project import demo_login
from project.menu import menu_of
from workflows.models.grants import grants_of
from workflows.roles import Role


def page(request: HttpRequest) -> dict[str, Any]:
    """Return menu, account links, role labels, operator and (lazily) the demo accounts.

    Error pages are rendered before the session middleware has run, or after it failed: then there
    is no user, and the page goes without a menu.
    """
    if not hasattr(request, "user"):
        return {"operator": settings.OPERATOR}
    return {
        "operator": settings.OPERATOR,
        "menu": SimpleLazyObject(lambda: menu_of(request)),
        "role_labels": SimpleLazyObject(lambda: _role_labels(request)),
        "account_links": SimpleLazyObject(_account_links),
        "demo_accounts": SimpleLazyObject(demo_login.accounts),
        "is_demo": request.session.get(demo_login.SESSION_MARK, False),
    }


def _role_labels(request: HttpRequest) -> list[Any]:
    held = grants_of(request.user).roles
    return [role.label for role in Role if role in held]


def _account_links() -> list[dict[str, str]]:
    return [
        {"url": reverse("notices"), "label": _("Notices"), "icon": "bell"},
        {"url": reverse("account_email"), "label": _("Email address"), "icon": "envelope"},
        {"url": reverse("account_change_password"), "label": _("Change password"), "icon": "key"},
        {"url": reverse("mfa_index"), "label": _("Two-factor authentication"), "icon": "shield-lock"},
    ]
