"""The contests and units that a person's roles reach: what filters of lists can offer."""

from django.db.models import Q

from workflows.models import Contest, OrganisationUnit
from workflows.models.grants import Grants
from workflows.roles import CONTEST_ROLES, UNIT_ROLES, Role

MOST_OFFERED = 100
"""Longer lists are no choice any more; the search helps there."""


def contests(grants: Grants) -> list[tuple[int, str]]:
    """Return key and title of the contests in which the person has a part, newest first."""
    found = Contest.objects.all()
    if not grants.everywhere(Role.AUDITOR):
        reached = Q(pk__in=grants.contests(*Role))
        if units := grants.units(*UNIT_ROLES, Role.AUDITOR):
            reached |= Q(participations__unit_id__in=units)
        found = found.filter(reached).distinct()
    return list(found.order_by("-pk").values_list("pk", "title")[:MOST_OFFERED])


def units(grants: Grants) -> list[tuple[int, str]]:
    """Return key and name of the units that send entries to the person; none for a judge."""
    held = grants.units(*UNIT_ROLES, Role.AUDITOR)
    contest_wide = grants.contests(*(CONTEST_ROLES - {Role.JUDGE}), Role.AUDITOR)
    reached = Q(pk__in=held)
    if grants.everywhere(Role.AUDITOR):
        reached = Q(participations__isnull=False)
    elif contest_wide:
        reached |= Q(participations__contest_id__in=contest_wide)
    elif len(held) < 2:
        return []
    found = OrganisationUnit.objects.filter(reached).distinct().order_by("name")
    return list(found.values_list("pk", "name")[: MOST_OFFERED + 1])
