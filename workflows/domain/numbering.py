"""Numbers of documents: taken under a lock, never twice, belonging to their document for ever.

Decree 30/2020/NĐ-CP, art. 15: numbers run by body and type of document from 01 on 1 January. Where the
agency keeps its register elsewhere the clerk brings number and date from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain.actors import Actor
from workflows.domain.entries import require_reason
from workflows.domain.transition import unit_of_work
from workflows.errors import InputRefused
from workflows.models import Document, RegisterBook, RegisterRow
from workflows.models.paper_kinds import OWN_SERIES, RegisterMode
from workflows.vietnamese.fold import fold
from workflows.vietnamese.numbers import document_number


@dataclass(frozen=True)
class GivenNumber:
    """Number and date as the agency's register has them."""

    number: int
    issued_on: date


def mode_of(document: Document) -> RegisterMode:
    """Return where the document's number comes from; minutes always have a series of their own."""
    if document.kind in OWN_SERIES:
        return RegisterMode.OWN
    return RegisterMode(document.contest.register_mode)


def take_number(*, document: Document, actor: Actor, given: GivenNumber | None = None) -> RegisterRow:
    """Return the document's row of the register; takes a number when it has none yet.

    In a register of our own the next number is taken with today's date by the clock of the case; otherwise
    ``given`` says both. Safe to repeat: a document that has a number keeps it.

    Raises:
        InputRefused: the number is used already, or its date lies before the signature or ahead.
    """
    with unit_of_work():
        day = given.issued_on if given else clock.today()
        book = _locked_book(document, day.year)
        row = RegisterRow.objects.filter(document=document, voided_at=None).first()
        if row is not None:
            return _same(row, given)
        return _take(book, document, actor, _checked(book, document, given), day)


def void_number(*, document: Document, actor: Actor, reason: str) -> RegisterRow | None:
    """Mark the number of a document that was not issued under it as *hủy*; the document is without again."""
    require_reason(reason, for_author=False)
    with unit_of_work():
        row = RegisterRow.objects.filter(document=document, voided_at=None).first()
        if row is None:
            return None
        row.voided_reason, row.voided_at, row.voided_by = reason, clock.now(), actor.user
        row.save(update_fields=["voided_reason", "voided_at", "voided_by"])
        Document.objects.filter(pk=document.pk).update(number=None, full_number="", issued_on=None)
        return row


def _locked_book(document: Document, year: int) -> RegisterBook:
    key: dict[str, Any] = {"body": document.body, "type_symbol": document.type_symbol, "year": year}
    RegisterBook.objects.get_or_create(**key, defaults={"mode": mode_of(document)})
    books = RegisterBook.objects.filter(**key)
    if connection.features.has_select_for_update:
        books = books.select_for_update()
    return books.get()


def _checked(book: RegisterBook, document: Document, given: GivenNumber | None) -> int:
    """Return the number that will be taken."""
    if book.mode == RegisterMode.OWN:
        return book.last_number + 1
    if given is None or given.number < 1:
        raise InputRefused("no_number", _("Please enter the number from the register."), field="number")
    _check_day(document, given.issued_on)
    _check_unused(book, given.number)
    return given.number


def _check_day(document: Document, day: date) -> None:
    if document.signed_at is not None and day < clock.local(document.signed_at).date():
        sentence = _("The date of the document lies before its signature; please check the register.")
        raise InputRefused("before_signature", sentence, field="issued_on")
    if day > clock.today():
        raise InputRefused("ahead", _("The date of the document lies in the future."), field="issued_on")


def _check_unused(book: RegisterBook, number: int) -> None:
    used = RegisterRow.objects.filter(book=book, number=number).select_related("document").first()
    if used is not None:
        words = {"number": used.full_number, "year": book.year, "paper": used.document.get_kind_display()}
        sentence = _("No. %(number)s of %(year)s is already used for “%(paper)s”; please check the register.")
        raise InputRefused("number_used", sentence % words, field="number")


def _same(row: RegisterRow, given: GivenNumber | None) -> RegisterRow:
    """Return the row that the document has; another number than that is refused."""
    known = (row.number, row.taken_on)
    if row.book.mode == RegisterMode.EXTERNAL and given and (given.number, given.issued_on) != known:
        sentence = _("The document already has the number %(number)s; to give it another, send it back.")
        raise InputRefused("has_number", sentence % {"number": row.full_number}, field="number")
    return row


def search_key(full_number: str, subject: str, record: Mapping[str, Any]) -> str:
    """Return what the register is searched by: number, subject and recipients without their accents."""
    recipients = [str(line) for line in record.get("recipients", ())]
    return fold(" ".join([full_number, subject, *recipients]))


def _take(book: RegisterBook, document: Document, actor: Actor, number: int, day: date) -> RegisterRow:
    RegisterBook.objects.filter(pk=book.pk).update(last_number=max(book.last_number, number))
    full_number = f"{document_number(number)}/{document.type_symbol}"
    Document.objects.filter(pk=document.pk).update(number=number, full_number=full_number, issued_on=day)
    return RegisterRow.objects.create(
        book=book,
        number=number,
        full_number=full_number,
        document=document,
        taken_on=day,
        taken_at=clock.now(),
        taken_by=actor.user,
        search_key=search_key(full_number, document.subject, document.record),
    )
