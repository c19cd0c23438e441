"""What every page's template may use beside its own context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from project import demo_login
from project.menu import capped, menu_of
from workflows.models import Notice
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
        "unread_notices": SimpleLazyObject(lambda: _unread_notices(request)),
        "demo_accounts": SimpleLazyObject(demo_login.accounts),
        "is_demo": request.session.get(demo_login.SESSION_MARK, False),
    }


def _role_labels(request: HttpRequest) -> list[Any]:
    held = grants_of(request.user).roles
    return [role.label for role in Role if role in held]


def _unread_notices(request: HttpRequest) -> str:
    return capped(Notice.objects.filter(user_id=request.user.pk or 0, read_at=None))


def _account_links() -> list[dict[str, str]]:
    return [
        {"url": reverse("account_email"), "label": _("Email address"), "icon": "envelope"},
        {"url": reverse("account_change_password"), "label": _("Change password"), "icon": "key"},
        {"url": reverse("mfa_index"), "label": _("Two-factor authentication"), "icon": "shield-lock"},
    ]
