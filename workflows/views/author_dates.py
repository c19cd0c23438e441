"""Until when the authors of a person's own units may hand in, on the page of a contest."""

from typing import Any

from forms.author_deadline import AuthorDeadlineForm
from workflows import clock
from workflows.domain import windows
from workflows.domain.actors import Actor
from workflows.domain.asking import may_without_state
from workflows.domain.windows import AuthorWindow
from workflows.models import Contest, ContestUnit
from workflows.models.grants import grants_of
from workflows.roles import UNIT_ROLES
from workflows.verbs import Verb

MOST_UNITS = 50
"""Who stands for more units than these finds their dates on the entries."""


def of(contest: Contest, user: Any, returned: AuthorDeadlineForm | None = None) -> list[dict[str, Any]]:
    """Return a row per unit of the person: the date in force, and the form for its head while it matters.

    A form that was refused (``returned``) stands in its unit's row as it was typed.
    """
    held = grants_of(user).units(*UNIT_ROLES)
    if not held:
        return []
    found = contest.participations.filter(unit_id__in=held).select_related("contest", "unit")
    parts = list(found.order_by("unit__name", "pk")[:MOST_UNITS])
    ends = windows.author_windows(contest, [part.unit_id for part in parts])
    return [_row(part, ends[part.unit_id], user, returned) for part in parts]


def _row(
    part: ContestUnit, window: AuthorWindow, user: Any, returned: AuthorDeadlineForm | None
) -> dict[str, Any]:
    mine = returned if returned is not None and returned.part.pk == part.pk else None
    # until the contest's own date for authors has passed
    may_set = window.limit.is_open(clock.now()) and may_without_state(
        Verb.SET_AUTHOR_DEADLINE, part, Actor(user)
    )
    return {
        "part": part,
        "until": windows.shown(window.in_force),
        "has_own": window.has_own,
        "form": mine or (AuthorDeadlineForm(part=part) if may_set else None),
    }
