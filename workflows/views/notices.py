"""Notices: what a person has been told, and marking it as read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reports.lists.paging import Order, page_of_queryset, read_cursor
from workflows import clock
from workflows.models import Notice
from workflows.views.access import person
from workflows.views.paged import page_url


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show the person's notices, newest first."""
    mine = Notice.objects.filter(user=person(request)).select_related("entry", "contest", "document")
    page = page_of_queryset(mine, Order("pk", descending=True, kind=int), read_cursor(request.GET))
    context = {
        "rows": page.rows,
        "unread": any(row.read_at is None for row in page.rows),
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
    }
    return render(request, "workflows/notices.html", context)


@login_required
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice, or all of them, as read."""
    unread = Notice.objects.filter(user=person(request), read_at=None)
    chosen = request.POST.get("notice", "")
    if chosen.isdecimal() and len(chosen) < 19:
        unread = unread.filter(pk=chosen)
    unread.update(read_at=clock.now())
    return redirect("notices")
