"""Numbers of documents: taken under a lock, never twice, belonging to their document for ever."""

from typing import Any

from django.db import connection

from workflows import clock
from workflows.domain.actors import Actor
from workflows.domain.transition import unit_of_work
from workflows.models import Document, RegisterBook, RegisterRow
from workflows.vietnamese.numbers import document_number


def take_number(*, document: Document, actor: Actor) -> RegisterRow:
    """Return the document's row of the register; takes the next number when it has none yet.

    The date is today by the clock of the case; the register begins anew with each year. Safe to
    repeat: a document that has a number keeps it.
    """
    with unit_of_work():
        book = _locked_book(document)
        row = RegisterRow.objects.filter(document=document).first()
        return row or _next_row(book, document, actor)


def _locked_book(document: Document) -> RegisterBook:
    key: dict[str, Any] = {"body": document.body, "type_symbol": document.type_symbol}
    key["year"] = clock.today().year
    RegisterBook.objects.get_or_create(**key)
    books = RegisterBook.objects.filter(**key)
    if connection.features.has_select_for_update:
        books = books.select_for_update()
    return books.get()


def _next_row(book: RegisterBook, document: Document, actor: Actor) -> RegisterRow:
    book.last_number += 1
    book.save(update_fields=["last_number"])
    full_number = f"{document_number(book.last_number)}/{document.type_symbol}"
    today = clock.today()
    Document.objects.filter(pk=document.pk).update(
        number=book.last_number, full_number=full_number, issued_on=today
    )
    return RegisterRow.objects.create(
        book=book,
        number=book.last_number,
        full_number=full_number,
        document=document,
        taken_on=today,
        taken_at=clock.now(),
        taken_by=actor.user,
    )
