"""Where sentences wait that the next page shows."""

from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse

NEWEST = 8


class NewestMessages(CookieStorage):
    """Keeps the newest few in a cookie: who works on without looking at a page collects no more.

    Django's own storage would go on collecting, and write to the session once the cookie is full.
    """

    def _store(self, messages: Any, response: HttpResponse, *args: Any, **kwargs: Any) -> Any:
        newest = list(messages)[-NEWEST:]
        return super()._store(newest, response, *args, **kwargs)  # type: ignore[misc]
