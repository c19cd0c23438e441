"""The page behind the link by which a representative confirms how names are spelt; no account is needed."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from workflows.domain import spelling
from workflows.errors import InputRefused
from workflows.models import SpellingCheck


@method_decorator(never_cache, name="dispatch")
class ConfirmNames(View):
    """Shows name, post, unit and title as they will be printed, and nothing else of the entry."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer 429 to whoever tries many links."""
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="names", limit_get=True)
        return limited or super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what will be printed; a link that is used up says so (410)."""
        return _page(request, spelling.find(token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the answer: everything is right, or what is wrong."""
        check = spelling.find(token)
        if request.POST.get("answer") == "right":
            spelling.confirm_spelling(check)
            return _page(request, check, done="confirmed")
        try:
            remarked = spelling.remark_spelling(check, request.POST.get("remark", ""))
        except InputRefused as refusal:
            return _page(request, check, sentence=str(refusal.sentence), status=422)
        return _page(request, remarked, done="remarked")


def _page(
    request: HttpRequest, check: SpellingCheck, *, done: str = "", sentence: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "shown": spelling.shown(check.entry),
        "contest": check.entry.contest,
        "remark": request.POST.get("remark", check.remark),
        "done": done,
        "sentence": sentence,
    }
    return render(request, "names.html", context, status=status)
