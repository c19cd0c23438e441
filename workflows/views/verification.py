"""The public page where anybody verifies an issued paper: by its code, or by the file that they hold.

Nobody logs in, nothing that is brought is kept. A file is read only when its sender may send one more and
it is not too large; its signatures are examined in a process of its own.
"""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from forms.verification import LARGEST, TOO_LARGE, CodeForm, FileForm
from reports.lists import verification
from workflows.models import Document
from workflows.views import limits
from workflows.views.file_check import check_file, drain

ENVELOPE = 64 * 1024
"""Bytes of a form beside its file."""
DRAINED = 4 * LARGEST
PAGE, UNKNOWN = "workflows/verification/page.html", "workflows/verification/unknown.html"


# the token is asked for in _file: looking for it reads the whole body, which must be welcome first
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show where to enter a code or a file, the paper of a code, or what a file turned out to be."""
    answer = _refusal(request, code) or (_posted if request.method == "POST" else _looked_up)(request, code)
    add_never_cache_headers(answer)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Other sites learn nothing. "no-referrer" would also make browsers send our own forms with
    # "Origin: null", which the CSRF check must refuse: file check and language switch would fail.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _refusal(request: HttpRequest, code: str) -> HttpResponse | None:
    """Who has guessed in vain too often learns nothing more, also not from a code that exists."""
    if code and (
        limits.exceeds(request, "verify_missed", only_look=True) or limits.exceeds(request, "verify")
    ):
        return limits.refused(request, _("Too many documents have been looked up in a short time."))
    if request.method == "POST" and limits.exceeds(request, "verify_file"):
        return limits.refused(request, _("Too many files have been checked in a short time."))
    return None


def _looked_up(request: HttpRequest, code: str) -> HttpResponse:
    if code:
        document = verification.by_code(code)
        return _page(request, document) if document else _unknown(request)
    if "code" not in request.GET:
        return _page(request)
    form = CodeForm(request.GET)
    if form.is_valid():
        return redirect("verify_document", form.cleaned_data["code"])
    return _page(request, status=422, code_form=form)


def _unknown(request: HttpRequest) -> HttpResponse:
    limits.exceeds(request, "verify_missed")
    return render(request, UNKNOWN, status=404)


def _posted(request: HttpRequest, code: str) -> HttpResponse:
    document = verification.by_code(code) if code else None
    if code and document is None:
        return _unknown(request)
    if _announced(request) > LARGEST + ENVELOPE:
        drain(request, DRAINED)
        return _page(request, document, status=413, trouble=TOO_LARGE)
    return _file(request, document)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdecimal() else 0


@csrf_protect
def _file(request: HttpRequest, document: Document | None) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, document, status=422, file_form=form)
    return _page(request, document, checked=check_file(form.cleaned_data["file"], document))


def _page(
    request: HttpRequest, document: Document | None = None, *, status: int = 200, **found: Any
) -> HttpResponse:
    forms: dict[str, Form] = {"code_form": CodeForm(), "file_form": FileForm()}
    facts = verification.facts_of(document) if document else None
    context = {**forms, "facts": facts, "largest": LARGEST, "too_large": TOO_LARGE, **found}
    return render(request, PAGE, context, status=status)
