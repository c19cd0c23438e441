"""Who may see which entry: the only place where that is said."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from workflows.models.grants import Grants, grants_of
from workflows.roles import Role
from workflows.states import EntryState as S

if TYPE_CHECKING:
    from workflows.models.entry import Entry  # noqa: F401 - named in a string

ORGANISER_ROLES = (Role.SECRETARY, Role.CHAIR, Role.STANDING_HEAD, Role.SIGNATORY)
DECISION_ROLES = (Role.CLERK, Role.ACCOUNTANT)
RESULT_ROLES = frozenset({*ORGANISER_ROLES, Role.CLERK, Role.AUDITOR})
"""Roles that may know results and ranks of a contest before they are published; the accountant learns of
the awards from the issued decision."""
PAID_STATES = (S.AWARDED, S.REVOKED)
"""What an accountant sees of a contest: what an issued decision has awarded."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Readings of entries."""

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """Return the entries that ``user`` may see."""
        grants = grants_of(user)
        if not grants.items:
            return self.none()
        if grants.everywhere(Role.AUDITOR):
            return self.filter(~Q(state=S.DRAFT) | _own(grants))
        return self.filter(_seen(grants))

    def alive(self) -> "EntryQuerySet":
        """Return the entries that are still on their way to the organiser."""
        return self.filter(state__in=[S.DRAFT, S.SUBMITTED, S.RETURNED, S.PRE_SCREENED])


def _own(grants: Grants) -> Q:
    from workflows.models.author import EntryAuthor

    written = EntryAuthor.objects.filter(user_id=grants.user_id).values("entry_id")
    return Q(owner_id=grants.user_id) | Q(entered_by_id=grants.user_id) | Q(pk__in=written)


def _seen(grants: Grants) -> Q:
    from workflows.models.scoresheet import Assignment

    seen = _own(grants)
    handed_in = ~Q(state=S.DRAFT) & Q(submitted_at__isnull=False)
    if units := grants.units(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AUDITOR):
        seen |= handed_in & Q(unit_id__in=units)
    if contests := grants.contests(*ORGANISER_ROLES, Role.AUDITOR):
        seen |= handed_in & Q(contest_id__in=contests)
    if decided := grants.contests(Role.CLERK):
        seen |= Q(contest_id__in=decided, state__in=[S.SCORED, S.AWARDED, S.NOT_AWARDED, S.REVOKED])
    if paid := grants.contests(Role.ACCOUNTANT):
        seen |= Q(contest_id__in=paid, state__in=PAID_STATES)
    if grants.contests(Role.JUDGE):
        judged = Assignment.objects.filter(
            judge__user_id=grants.user_id,
            judge__contest_id__in=grants.contests(Role.JUDGE),
            recused_at__isnull=True,
        )
        seen |= Q(pk__in=judged.values("entry_id"))
    return seen


def may_know_results(user: Any, contest_id: int, *, published: bool) -> bool:
    """Say whether ``user`` may read ranks, means and prizes of the contest."""
    if published:
        return True
    grants = grants_of(user)
    return contest_id in grants.contests(*RESULT_ROLES) or grants.everywhere(Role.AUDITOR)
