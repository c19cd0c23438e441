"""App configuration of the case."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WorkflowsConfig(AppConfig):
    """Registers the app and what must be re-made after every migration."""

    name = "workflows"
    verbose_name = "Trạng"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the idempotent installers of triggers and role grants."""
        from workflows.models.triggers import install_triggers, lift_locks
        from workflows.roles import sync_grants

        pre_migrate.connect(lift_locks, sender=self, dispatch_uid="workflows.locks")
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="workflows.triggers")
        post_migrate.connect(sync_grants, sender=self, dispatch_uid="workflows.grants")
