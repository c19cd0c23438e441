"""Addresses of the case's pages; by name, because pages and addresses stand on one floor."""

from django.urls import include, path

urlpatterns = [path("", include("workflows.views.urls"))]
