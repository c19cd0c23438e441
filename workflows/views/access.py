"""Who is at the page: the logged-in person, and decorators that pages share."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.middleware import get_user
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from workflows.domain.actors import Actor
from workflows.models import User
from workflows.models.grants import Grants, grants_of
from workflows.roles import Role

View = Callable[..., HttpResponseBase]


def person(request: HttpRequest) -> User:
    """Return the logged-in person."""
    # request.user only stands for the person, and is asked anew with every attribute
    return cast(User, get_user(request))


def actor(request: HttpRequest) -> Actor:
    """Return the logged-in person as the author of an act."""
    return Actor(person(request))


def grants(request: HttpRequest) -> Grants:
    """Return the current grants of the logged-in person."""
    return grants_of(person(request))


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Let only holders of one of ``roles`` see the page (403 for others, login for nobody)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not grants(request).roles.intersection(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast(View, login_required(guarded))

    return guard
