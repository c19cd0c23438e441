"""The app that carries templates, static files and translations."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Listed before the libraries, so that its templates win over theirs."""

    name = "project"
    verbose_name = "Trạng"
