"""The accountant's pages: who gets how much by which decision, and the payments of one award."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from forms.handing_over import PaymentFilterForm, PaymentForm, SharesForm
from reports.lists import payments as lists
from reports.lists import tables
from workflows import clock
from workflows.domain import dues
from workflows.errors import TransitionRefused
from workflows.models import Award, Contest, Entry
from workflows.models.handing_over import PaymentState
from workflows.roles import Role
from workflows.views import handing_over
from workflows.views.access import for_roles, grants
from workflows.views.downloads import download


def _contests(request: HttpRequest) -> "QuerySet[Contest]":
    return Contest.objects.filter(pk__in=grants(request).contests(Role.ACCOUNTANT))


def _filter(request: HttpRequest) -> PaymentFilterForm:
    return PaymentFilterForm(request.GET, contests=_contests(request).values_list("pk", "title"))


def _awards(request: HttpRequest, form: PaymentFilterForm) -> "QuerySet[Award]":
    contests = _contests(request)
    chosen = form.chosen().get("contest")
    return lists.awards(contests.filter(pk=chosen) if chosen else contests)


def _wanted(awards: list[Award], form: PaymentFilterForm) -> list[lists.Line]:
    shown = form.chosen()["show"]
    return [line for line in map(lists.line_of, awards) if shown in ("", line.shown)]


@for_roles(Role.ACCOUNTANT)
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Show the awards of the accountant's contests; each decision is held against its payments as a whole."""
    form = _filter(request)
    awards = list(_awards(request, form)[: lists.MOST_AWARDS])
    rows = _wanted(awards, form)
    context = {
        "form": form,
        "rows": rows,
        "export_query": request.GET.urlencode(),
        "balances": _by_contest(dues.reconcile(awards)),
        **lists.totals(rows),
    }
    return render(request, "workflows/payments.html", context)


def _by_contest(balances: list[dues.Balance]) -> dict[int, list[dues.Balance]]:
    found: dict[int, list[dues.Balance]] = {}
    for balance in balances:
        found.setdefault(balance.decision.contest_id, []).append(balance)
    return found


COLUMNS = [
    (gettext_lazy("Contest"), 50),
    (gettext_lazy("Decision"), 18),
    (gettext_lazy("Prize"), 22),
    (gettext_lazy("Authors"), 50),
    (gettext_lazy("Unit"), 32),
    (gettext_lazy("Title"), 60),
    (gettext_lazy("Payee"), 32),
    (gettext_lazy("Money (VND)"), 16),
    (gettext_lazy("State"), 14),
    (gettext_lazy("Paid on"), 12),
    (gettext_lazy("How"), 16),
    (gettext_lazy("Received by"), 32),
    (gettext_lazy("Received on behalf: on what ground"), 40),
]


@for_roles(Role.ACCOUNTANT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the payments as an Excel table, a row for each."""
    form = _filter(request)
    awards = list(_awards(request, form)[: tables.MOST_ROWS])
    rows = [row for line in _wanted(awards, form) for row in _table_rows(line)]
    title = _("Prize money")
    content = tables.workbook(title, COLUMNS, rows[: tables.MOST_ROWS])
    return download(content, f"{title} {clock.today():%Y-%m-%d}.xlsx", tables.CONTENT_TYPE)


def _table_rows(line: lists.Line) -> list[list[Any]]:
    award = line.award
    about = [award.entry.contest.title, award.decision.full_number, award.prize.name, line.names]
    about += [award.entry.unit_name, award.entry.title]
    if not line.payments:
        state = award.entry.get_state_display() if award.is_revoked else ""
        return [[*about, "", 0 if award.is_revoked else award.money_vnd, state, None, "", "", ""]]
    return [
        [
            *about,
            payment.payee,
            payment.amount_vnd,
            _("To be recovered") if line.to_recover else payment.get_state_display(),
            payment.paid_on,
            payment.get_method_display(),
            payment.received_by,
            payment.received_for,
        ]
        for payment in line.payments
    ]


# --- one award -------------------------------------------------------------------------------------
def _award(request: HttpRequest, pk: int) -> Award:
    return get_object_or_404(lists.awards(_contests(request)), pk=pk)


@for_roles(Role.ACCOUNTANT)
@require_safe
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the payments of one award."""
    return _render(request, _award(request, pk))


def _render(
    request: HttpRequest, award: Award, *, form: Any = None, refusal: TransitionRefused | None = None
) -> HttpResponse:
    line = lists.line_of(award)
    known = award.payments.select_related("award__handing_over", "paid_by", "voided_by").order_by("pk")
    rows = list(known)
    is_open = not award.is_revoked
    context = {
        "award": award,
        "line": line,
        "entry": award.entry,
        "forms": [_form_of(row, form) for row in rows if row.is_due] if is_open else [],
        "paid_rows": [row for row in rows if row.is_paid],
        "cancelled": [row for row in rows if row.state == PaymentState.CANCELLED],
        "shares": _shares(award, line, form) if is_open else None,
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "workflows/payment.html", context, status=status)


def _form_of(row: Any, returned: Any) -> PaymentForm:
    if isinstance(returned, PaymentForm) and returned.payment.pk == row.pk:
        return returned
    return PaymentForm(payment=row)


def _shares(award: Award, line: lists.Line, returned: Any) -> SharesForm | None:
    """Offer to divide what several people have won, until something of it has been paid."""
    if isinstance(returned, SharesForm):
        return returned
    is_group = award.entry.author_kind != "collective" and len(award.entry.authors.all()) > 1
    return SharesForm(award=award) if is_group and award.money_vnd and not line.paid else None


def _act(request: HttpRequest, pk: int, do: Callable[[Award, Entry], Any], done: str) -> HttpResponse:
    award = _award(request, pk)
    try:
        do(award, award.entry)
    except handing_over.FormReturned as returned:
        return _render(request, _award(request, pk), form=returned.form)
    except TransitionRefused as refusal:
        return _render(request, _award(request, pk), refusal=refusal)
    messages.success(request, done)
    return redirect("payment", pk)


@for_roles(Role.ACCOUNTANT)
@require_POST
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a payment of the award."""
    return _act(
        request, pk, lambda _award, entry: handing_over.pay(request, entry), _("The payment is recorded.")
    )


@for_roles(Role.ACCOUNTANT)
@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a payment of the award."""
    done = _("The payment is undone; the sum is due again.")
    return _act(request, pk, lambda _award, entry: handing_over.void(request, entry), done)


@for_roles(Role.ACCOUNTANT)
@require_POST
def divide(request: HttpRequest, pk: int) -> HttpResponse:
    """Divide the award's money into shares."""
    return _act(
        request, pk, lambda award, _entry: handing_over.divide(request, award), _("The shares are set.")
    )
