"""How an issued document goes to its recipients, who has opened it; the clerk records the rest."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from forms.delivery import DeliveryForm
from reports.lists import papers as lists
from workflows.domain import delivery, delivery_mail, delivery_record, recipients
from workflows.errors import InputRefused
from workflows.models import Delivery, Document
from workflows.models.delivery import DeliveryChannel
from workflows.models.grants import grants_of
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.views.access import actor, grants
from workflows.views.contests import is_key


def sees_deliveries(request: HttpRequest, document: Document) -> bool:
    """Say whether the person may read to whom the document goes: inside the contest, or who issues it."""
    held = grants_of(request.user)
    inside = document.contest_id in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    return inside or (request.user.is_authenticated and delivery_record.may_deliver(document, actor(request)))


class DeliveryList(LoginRequiredMixin, View):
    """The recipients of one document."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show every recipient, and to who issues the paper a form for each."""
        return _page(request, _document(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record how one recipient gets the document; without a recipient, open the list of them."""
        document = _document(request, pk)
        delivery_record.check_right(document, actor(request))
        if "delivery" not in request.POST:
            delivery.deliver_document(document=document, actor=actor(request))
            return redirect("deliveries", document.pk)
        row = _row(request, document)
        form = DeliveryForm(request.POST, row=row, units=recipients.units_near(document.contest))
        if not form.is_valid():
            return _page(request, document, form, row)
        try:
            delivery_record.record_delivery(delivery=row, actor=actor(request), **form.cleaned_data)
        except InputRefused as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
            return _page(request, document, form, row)
        _tell(request, Delivery.objects.get(pk=row.pk))
        return redirect("deliveries", document.pk)


def _document(request: HttpRequest, pk: int) -> Document:
    visible = lists.visible(grants(request)).select_related("contest", "round", "entry__round", "body")
    document = get_object_or_404(visible, pk=pk)
    if not document.is_given_out or not sees_deliveries(request, document):
        raise Http404
    return document


def _row(request: HttpRequest, document: Document) -> Delivery:
    chosen = request.POST.get("delivery", "")
    rows = document.deliveries.select_related("document__contest", "unit")
    return get_object_or_404(rows, pk=int(chosen) if is_key(chosen) else None)


def _tell(request: HttpRequest, row: Delivery) -> None:
    """Say what became of it; a message has been tried by now."""
    if trouble := delivery_mail.sentence_of(row):
        messages.error(request, trouble)
    elif row.channel == DeliveryChannel.EMAIL and row.sent_at is not None:
        messages.success(request, _("The document has been sent to %(address)s.") % {"address": row.email})
    else:
        messages.success(request, _("The delivery is recorded."))


def _page(
    request: HttpRequest, document: Document, bound: Any = None, about: Delivery | None = None
) -> HttpResponse:
    may_record = delivery_record.may_deliver(document, actor(request))
    units = recipients.units_near(document.contest) if may_record else []
    rows = document.deliveries.select_related("unit", "opened_by", "recorded_by")
    context = {
        "document": document,
        "heading": lists.title_of(document),
        "rows": [_shown(row, bound if about == row else None, units, may_record) for row in rows],
        "may_record": may_record,
        "is_held_back": delivery.is_held_back(document),
        "bound": bound,
    }
    return render(request, "workflows/deliveries.html", context, status=422 if bound else 200)


def _shown(row: Delivery, bound: Any, units: list[Any], may_record: bool) -> dict[str, Any]:
    form = bound or (DeliveryForm(row=row, units=units) if may_record else None)
    return {"row": row, "form": form, "trouble": delivery_mail.sentence_of(row)}
