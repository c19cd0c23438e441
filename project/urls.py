"""Addresses: libraries here, everything about cases in workflows.urls."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from project.demo_login import demo_login
from project.health import healthz
from project.invitations import AcceptInvitation
from project.names import ConfirmNames

# people log in at one door, with its rate limits and second factor
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("accounts/demo/", demo_login, name="demo_login"),
    path("accounts/invitation/<str:token>/", AcceptInvitation.as_view(), name="accept_invitation"),
    path("accounts/", include("allauth.urls")),
    path("names/<str:token>/", ConfirmNames.as_view(), name="names"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("workflows.urls")),
]

handler400 = "project.errors.bad_request"
handler403 = "project.errors.permission_denied"
handler404 = "project.errors.page_not_found"
handler500 = "project.errors.server_error"
