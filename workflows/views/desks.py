"""Whose desk a paper passes: who may see it before it is issued, and take it away to work on."""

from django.http import HttpRequest

from workflows.models import Document
from workflows.models.grants import grants_of
from workflows.roles import Role

DESKS = (Role.STANDING_HEAD, Role.SIGNATORY, Role.CLERK, Role.SECRETARY, Role.CHAIR)
UNIT_DESKS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


def passes_in(request: HttpRequest, contest_id: int) -> bool:
    """Say whether papers of the contest pass a desk of the person's."""
    return contest_id in grants_of(request.user).contests(*DESKS)


def passes(request: HttpRequest, document: Document) -> bool:
    """Say whether the paper lies, or will lie, on a desk of the person's."""
    in_unit = document.unit_id is not None and document.unit_id in grants_of(request.user).units(*UNIT_DESKS)
    return in_unit or passes_in(request, document.contest_id)
