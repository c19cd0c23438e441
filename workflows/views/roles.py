"""The table of roles, states and verbs as a page: what the gate allows."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflows.domain.role_table import role_table
from workflows.roles import Role
from workflows.views.access import for_roles


@for_roles(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Show who may do what in which state, as the gate reads it."""
    nouns = [(noun.label, list(lines)) for noun, lines in groupby(role_table(), key=lambda line: line.noun)]
    return render(request, "workflows/roles.html", {"nouns": nouns})
