"""The page behind an invitation's link."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from forms.invitation import AccountForm
from workflows.domain import invitations
from workflows.models import Invitation, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator([never_cache, sensitive_post_parameters("password1", "password2")], name="dispatch")
class AcceptInvitation(View):
    """A new person makes an account; somebody who is logged in takes the role with the account in use."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what is offered; a link that is used up says so (410)."""
        invitation = invitations.find(token)
        initial = {"email": invitation.email, "full_name": invitation.full_name}
        return _page(request, invitation, AccountForm(initial=initial, instance=invitation.account))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Make the account if need be, give the role, and go in."""
        invitation = invitations.find(token)
        if isinstance(request.user, User):
            with transaction.atomic():
                invitations.accept(token=token, user=request.user)
            return redirect("/")
        form = AccountForm(request.POST, instance=invitation.account)
        if not form.is_valid():
            return _page(request, invitation, form, status=422)
        with transaction.atomic():
            person = form.save()
            invitations.accept(token=token, user=person)
        login(request, person, backend=BACKEND)
        return redirect("/")


def _page(request: HttpRequest, invitation: Invitation, form: AccountForm, status: int = 200) -> HttpResponse:
    scope = invitation.unit or invitation.contest or _("the whole installation")
    context = {
        "invitation": invitation,
        "role": invitation.get_role_display(),
        "scope": scope,
        "form": form,
    }
    return render(request, "account/invitation.html", context, status=status)
