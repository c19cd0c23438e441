"""Sentences for the next page wait in a cookie, the newest few."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.test import RequestFactory

from project.messages import NEWEST, NewestMessages


def test_only_the_newest_wait() -> None:
    request, response = RequestFactory().get("/"), HttpResponse()
    storage = NewestMessages(request)
    for number in range(NEWEST + 3):
        storage.add(messages.INFO, f"Câu thứ {number}")
    storage.update(response)

    later = RequestFactory().get("/")
    later.COOKIES["messages"] = response.cookies["messages"].value
    kept: list[Message] = list(NewestMessages(later))
    assert [str(message) for message in kept] == [f"Câu thứ {n}" for n in range(3, NEWEST + 3)]
