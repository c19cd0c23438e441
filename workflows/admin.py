"""Django's admin over the case: to look, never to change. Every change passes through the gate.

People's memberships end and begin on the administrator's own page, which gives claimed tasks back.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from workflows import models


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """A model that the admin shows and nobody changes there."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


SHOWN: dict[Any, tuple[str, ...]] = {
    models.Case: ("id", "kind", "head_seq"),
    models.CaseEvent: ("case", "seq", "verb", "noun", "actor", "role", "refused", "at"),
    models.Checkpoint: ("number", "written_at"),
    models.Contest: ("slug", "title", "year", "organizer"),
    models.Round: ("contest", "order", "state"),
    models.Entry: ("code", "title", "state", "contest", "unit"),
    models.ForwardingBatch: ("contest", "unit", "ordinal", "state"),
    models.Assignment: ("entry", "judge", "recused_at"),
    models.Scoresheet: ("assignment", "submitted_at", "total"),
    models.RankingRow: ("round", "rank", "entry", "mean", "prize"),
    models.Award: ("entry", "prize", "rank", "decision"),
    models.Document: ("full_number", "kind", "state", "contest"),
    models.RegisterRow: ("full_number", "book", "document", "taken_on"),
    models.WorkItem: ("step", "code", "queue", "owner", "due"),
    models.Membership: ("user", "role", "unit", "contest", "valid_from", "valid_to", "ended_at"),
    models.Invitation: ("role", "unit", "contest", "email", "expires_at", "accepted_at"),
    models.OrganisationUnit: ("code", "name", "kind", "parent"),
    models.User: ("username", "full_name", "is_active"),
}
"""Every model of the case with the columns of its list."""

for _model, _columns in SHOWN.items():
    admin.site.register(
        _model,
        type(
            f"{_model.__name__}Admin",
            (ReadOnlyAdmin,),
            {"list_display": _columns, "list_select_related": True, "__doc__": ReadOnlyAdmin.__doc__},
        ),
    )
