"""The administrator's page: people and their roles, units, contests, invitations. No say in any entry."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forms.administration import InviteForm
from reports.lists.paging import Order, page_of_queryset, read_cursor
from workflows import clock
from workflows.domain import invitations
from workflows.flows.memberships import end_membership
from workflows.models import Contest, Invitation, Membership, OrganisationUnit
from workflows.roles import Role
from workflows.views.access import actor, for_roles, person
from workflows.views.paged import page_url


@for_roles(Role.ADMINISTRATOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Show current roles, one line each, newest first; search by name, account or e-mail."""
    search = request.GET.get("q", "").replace("\0", "")[:100].strip()
    found = Membership.objects.current().select_related("user", "unit", "contest", "stand_in_for")
    if search:
        by_name = Q(user__full_name__icontains=search) | Q(user__username__icontains=search)
        found = found.filter(by_name | Q(user__email__iexact=search))
    page = page_of_queryset(found, Order("pk", descending=True, kind=int), read_cursor(request.GET))
    context = {
        "tab": "people",
        "search": search,
        "rows": page.rows,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
    }
    return render(request, "workflows/administration/people.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role; the tasks that were claimed under it go back to their queue in the same act."""
    membership = get_object_or_404(Membership.objects.current().select_related("user"), pk=pk)
    released = end_membership(membership=membership, actor=actor(request))
    words = {"role": membership.get_role_display(), "person": membership.user, "n": released}
    sentence = ngettext(
        "%(person)s is no longer %(role)s; %(n)d task has returned to its queue.",
        "%(person)s is no longer %(role)s; %(n)d tasks have returned to their queue.",
        released,
    )
    messages.success(request, sentence % words)
    return redirect("people")


@for_roles(Role.ADMINISTRATOR)
@never_cache
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Show open invitations; make a new one, whose link is shown once."""
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        whose = {name: form.cleaned_data[name] for name in ("email", "full_name")}
        _invitation, token = invitations.invite(terms=form.terms(), **whose, invited_by=person(request))
        link = request.build_absolute_uri(reverse("accept_invitation", args=[token]))
        form = InviteForm()
    now = clock.machine_now()
    waiting = Invitation.objects.filter(accepted_at=None, expires_at__gt=now)
    context = {
        "tab": "invitations",
        "form": form,
        "link": link,
        "rows": waiting.select_related("unit", "contest", "stand_in_for").order_by("-pk")[:200],
    }
    status = 422 if form.is_bound else 200
    return render(request, "workflows/administration/invitations.html", context, status=status)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Show the organisation units."""
    found = OrganisationUnit.objects.select_related("parent")
    page = page_of_queryset(found, Order("name", kind=str), read_cursor(request.GET), size=50)
    context = {
        "tab": "units",
        "rows": page.rows,
        "next_url": page_url(request, after=page.next),
        "previous_url": page_url(request, before=page.previous),
    }
    return render(request, "workflows/administration/units.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def contest_list(request: HttpRequest) -> HttpResponse:
    """Show the contests."""
    rows = Contest.objects.prefetch_related("rounds").order_by("-pk")[:200]
    return render(request, "workflows/administration/contests.html", {"tab": "contests", "rows": rows})
