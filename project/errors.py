"""The pages of things that go wrong: one clear sentence, what to do, and a way out."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import Resolver404, resolve

from workflows.errors import Incomplete, TransitionRefused

HIDDEN_FIELDS = ("csrfmiddlewaretoken", "next", "version")
LONG_TEXT = 80  # characters: longer values are shown in a text area


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; what is too large is called so."""
    too_large = isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent))
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST
    return render(request, "400.html", {"too_large": too_large}, status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database or the session, which may be what failed."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form came without its token."""
    return render(request, "csrf.html", status=403)


def refused(
    request: HttpRequest,
    refusal: TransitionRefused,
    *,
    back_url: str = "",
    labels: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show why an act was refused, with everything that the person had typed.

    Args:
        refusal: its sentence is shown, its status is the answer's.
        back_url: where "Back to the case" leads.
        labels: form label of each field name; a field without one shows its name.
    """
    context = {
        "sentence": refusal.sentence,
        "missing": refusal.missing if isinstance(refusal, Incomplete) else [],
        "kept": typed(request, labels or {}),
        "back_url": back_url,
        "refusal_code": refusal.code,
    }
    return render(request, "refused.html", context, status=refusal.status)


def typed(request: HttpRequest, labels: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a POST carried for a reader: name, label, value, long; no tokens, no secrets."""
    rows = []
    for name, values in request.POST.lists():
        if name in HIDDEN_FIELDS or "password" in name:
            continue
        for value in filter(None, values):
            long = len(value) > LONG_TEXT or "\n" in value
            rows.append({"name": name, "label": labels.get(name, name), "value": value, "long": long})
    return rows


def page_above(path: str) -> str:
    """Return the nearest address above ``path`` that leads anywhere.

    A refused form is shown at the form's own address; whoever loads that again, or switches the language
    there, sees the page that the form belongs to.
    """
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"


class RefusalMiddleware:
    """The last net: a refusal that no view has shown becomes its page, never a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page be made; what goes wrong comes to process_exception."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return redirect(page_above(request.path))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the page of a TransitionRefused; leave every other exception alone."""
        if not isinstance(exception, TransitionRefused):
            return None
        return refused(request, exception, back_url=request.path if request.method == "POST" else "")
