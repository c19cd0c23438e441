"""The app of the forms."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Its label is not `forms`: that collides with django.forms."""

    name = "forms"
    label = "case_forms"
    verbose_name = "Forms"
