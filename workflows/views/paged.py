"""Addresses of the other pages of a list."""

from urllib.parse import urlencode

from django.http import HttpRequest


def page_url(request: HttpRequest, **cursor: str) -> str:
    """Return this list's address at the cursor ``after`` or ``before``; nothing where there is none."""
    (name, value), *_rest = cursor.items()
    if not value:
        return ""
    kept = {k: v for k, v in request.GET.items() if v and k not in ("after", "before")}
    return f"?{urlencode({**kept, name: value})}"
