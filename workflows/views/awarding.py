"""What a contest's and an entry's page say of the awarding: the ceremony, and when all was handed over."""

from datetime import date
from typing import Any

from django.urls import reverse

from workflows.domain import dues
from workflows.domain.handing_over import all_handed_over
from workflows.domain.reading import Reading
from workflows.models import Award, Entry, Round
from workflows.models.grants import Grants
from workflows.models.visibility import RESULT_ROLES
from workflows.roles import Role
from workflows.states import EntryState, RoundState
from workflows.views import way


def of_round(round_: Round, held: Grants) -> dict[str, Any]:
    """Return a round with its way, its ceremony, and the addresses that the person may use."""
    if round_.state not in (RoundState.DECIDED, RoundState.PUBLISHED):
        return {"round": round_, "way": way.of_round(round_)}
    watches = round_.contest_id in held.contests(*RESULT_ROLES) or held.everywhere(Role.AUDITOR)
    day = all_handed_over(round_) if watches or round_.is_published else None
    ceremony = getattr(round_, "ceremony", None)
    plans = round_.contest_id in held.contests(Role.SECRETARY)
    ticks = ceremony is not None and round_.contest_id in held.contests(Role.SECRETARY, Role.CLERK)
    return {
        "round": round_,
        "way": way.of_round(round_, is_handed_over=round_.is_published and day is not None),
        "handed_over_on": day,
        "ceremony": ceremony,
        "tells": watches or round_.is_published,
        "plan": reverse("ceremony_plan", args=[round_.pk]) if plans else "",
        "tick": reverse("ceremony", args=[ceremony.pk]) if ceremony is not None and ticks else "",
    }


def of_entry(entry: Entry, reading: Reading) -> date | None:
    """Return when the entry's prize was handed over, for those who may know of it; ``None`` before."""
    award: Award | None = getattr(entry, "award_fact", None)
    if entry.state != EntryState.AWARDED or award is None or not reading.knows_results:
        return None
    return dues.handed_over_on(award)
