"""How often one visitor may ask what anybody may ask."""

from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECONDS = 60
"""When a refused visitor may come back at the earliest."""


def exceeds(request: HttpRequest, action: str, *, only_look: bool = False) -> bool:
    """Count one more ``action`` of the visitor; say whether it is one too many (``settings.PUBLIC_RATES``).

    ``only_look`` counts nothing. The visitor is told by the address, as at the login.
    """
    usage = ratelimit.consume(
        request,
        app="trang",
        action=action,
        config=settings.PUBLIC_RATES,
        dry_run=only_look,
        limit_get=True,
    )
    return usage is None


def refused(request: HttpRequest, sentence: Any) -> HttpResponse:
    """Answer 429 with a sentence of our own."""
    answer = render(request, "429.html", {"sentence": sentence}, status=429)
    answer.headers["Retry-After"] = str(SECONDS)
    return answer
