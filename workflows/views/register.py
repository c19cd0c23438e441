"""The register of outgoing documents: the list, and a book of it as PDF or Excel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forms.filters import RegisterFilterForm
from forms.register_print import RegisterPrintForm
from reports.documents import register_print as printing
from reports.lists import register as lists
from reports.lists import tables
from reports.lists.paging import read_cursor
from reports.pdf import engine
from reports.pdf.errors import DocumentError
from reports.records.register_print import build_record
from workflows.models import RegisterBook
from workflows.models.paper_kinds import DocumentKind
from workflows.models.visibility import RESULT_ROLES
from workflows.states import GIVEN_OUT, DocumentState
from workflows.views.access import for_roles, grants
from workflows.views.downloads import download
from workflows.views.paged import page_url

_STATES = [(s.value, s.label) for s in DocumentState if s in GIVEN_OUT or s == DocumentState.SIGNED]
_WIDTHS = (18, 14, 70, 28, 50, 24, 10, 36)


@for_roles(*RESULT_ROLES)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the registers: every number that was ever taken, newest first."""
    rows = lists.rows_of(grants(request))
    books = lists.books(rows)
    form = RegisterFilterForm(request.GET, kinds=DocumentKind.choices, states=_STATES, **lists.choices(books))
    page = lists.page(rows.filter(_wanted(form).condition()), read_cursor(request.GET))
    context = {
        "form": form,
        "rows": page.rows,
        "print_form": RegisterPrintForm(books=_named(books)),
        "books": books,
        "most": lists.MOST_PRINTED,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
    }
    return render(request, "workflows/register.html", context)


def _wanted(form: RegisterFilterForm) -> lists.RegisterFilter:
    chosen = form.chosen()
    return lists.RegisterFilter(
        body=int(chosen["body"]) if chosen.get("body") else None,
        kind=chosen.get("kind", ""),
        year=int(chosen["year"]) if chosen.get("year") else None,
        state=chosen.get("state", ""),
        void=chosen.get("void", ""),
        search=chosen["q"],
    )


def _named(books: list[RegisterBook]) -> list[tuple[str, str]]:
    return [(str(book.pk), f"{book.year}: {book.type_symbol}, {book.body}") for book in books]


@for_roles(*RESULT_ROLES)
@require_safe
def print_register(request: HttpRequest) -> HttpResponse:
    """Give a book, or a part of it, in the form of the decree as PDF or Excel."""
    rows = lists.rows_of(grants(request))
    books = lists.books(rows)
    form = RegisterPrintForm(request.GET, books=_named(books))
    if not form.is_valid():
        return _again(request, form)
    chosen = form.cleaned_data
    book = next(book for book in books if str(book.pk) == chosen["book"])
    part = lists.part_of(rows, book, chosen["first"], chosen["last"])
    if trouble := _too_much_or_nothing(part.count()):
        return _again(request, form, trouble)
    try:
        return _file(book, lists.printed(part), chosen["format"])
    except DocumentError as problem:
        return _again(request, form, str(problem))


def _again(request: HttpRequest, form: RegisterPrintForm, trouble: str = "") -> HttpResponse:
    """Ask once more with what was chosen, and say what was wrong with it."""
    context = {"print_form": form, "trouble": trouble, "most": lists.MOST_PRINTED}
    return render(request, "workflows/register_print.html", context, status=422)


def _too_much_or_nothing(count: int) -> str:
    if not count:
        return _("There is no number in this part of the book; please choose other numbers.")
    if count > lists.MOST_PRINTED:
        words = {"count": count, "most": lists.MOST_PRINTED}
        return (
            _(
                "This part of the book has %(count)d numbers; at most %(most)d are printed at once. "
                "Please print it in parts: give the first and the last number."
            )
            % words
        )
    return ""


def _file(book: RegisterBook, rows: list[dict[str, Any]], wanted: str) -> HttpResponse:
    record = build_record(book, rows)
    name = f"So van ban di {book.year} {book.type_symbol} {record.first}-{record.last}"
    if wanted != "xlsx":
        pdf = engine.render(record.KIND, record).pdf
        return download(pdf, f"{name}.pdf", "application/pdf", inline=True)
    columns = list(zip(printing.COLUMNS, _WIDTHS, strict=True))
    content = tables.workbook(name, columns, map(printing.cells, record.lines))
    return download(content, f"{name}.xlsx", tables.CONTENT_TYPE)
