"""The language of a page."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Vietnamese until the reader chooses otherwise.

    The browser's Accept-Language is not asked: most office machines run an English browser, and an
    official page speaks Vietnamese first.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie set by the language switch, else Vietnamese."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
