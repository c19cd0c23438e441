"""The app of the documents and registers."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Documents, registers, rankings, boards, exports; no models."""

    name = "reports"
    verbose_name = "Reports"
