"""The app of the documents and registers."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Documents, registers, rankings, boards, exports; no models."""

    name = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        """Register the checks of the renderer."""
        from reports import checks  # noqa: F401 (registers itself)
