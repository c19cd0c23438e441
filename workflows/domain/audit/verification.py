"""The whole verification, in its order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from workflows.domain.audit.chains import Progress, check_chains
from workflows.domain.audit.handing_over import check_handing_over
from workflows.domain.audit.links import check_links
from workflows.domain.audit.misfit import Misfit, reading
from workflows.domain.audit.notes import check_notes
from workflows.domain.audit.outside import check_outside
from workflows.domain.audit.papers import check_papers
from workflows.domain.audit.results import check_results
from workflows.domain.audit.rows import snapshot
from workflows.domain.audit.scratch import Scratch
from workflows.domain.audit.seals import LastSeal, check_seals
from workflows.domain.audit.states import check_states
from workflows.domain.keys import KeyTrouble
from workflows.models.triggers import wrong_triggers


@dataclass(frozen=True)
class Verified:
    """What was found intact. ``unsealed`` events are newer than the last seal.

    ``last_seal`` is the number of the newest checkpoint (0: none), ``sealed_at`` its stamp;
    ``absent_files`` counts issued files that were not here to be compared.
    """

    events: int
    cases: int
    unsealed: int
    last_seal: int
    sealed_at: str
    absent_files: int


def count_events() -> int:
    """Return how many events there are, for a progress bar."""
    with reading("workflows_caseevent"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM workflows_caseevent")
        return int(cursor.fetchone()[0])


def verify(*, progress: Progress = lambda _count: None, outside: Mapping[str, Any] | None = None) -> Verified:
    """Compute the whole trail again from the stored rows.

    Args:
        progress: is told of events read, a thousand at a time.
        outside: a checkpoint kept outside (see :mod:`workflows.domain.audit.outside`).

    Raises:
        Misfit: the first thing that does not fit.
    """
    try:
        with snapshot(), Scratch() as scratch:
            return _verify(scratch, progress, outside)
    except KeyTrouble as trouble:
        raise Misfit(str(trouble)) from trouble


def _verify(scratch: Scratch, progress: Progress, outside: Mapping[str, Any] | None) -> Verified:
    last = check_seals(scratch)
    if outside is not None:
        check_outside(dict(outside), scratch)
    chains = check_chains(scratch, progress)
    if (chains.sealed_events, chains.sealed_cases) != (last.events, last.cases):
        raise Misfit(_miscounted(last, chains.sealed_events, chains.sealed_cases))
    check_states(scratch)
    check_links()
    check_notes()
    absent = check_papers()
    check_results()
    check_handing_over()
    _check_triggers()
    return Verified(
        events=chains.events,
        cases=chains.cases,
        unsealed=chains.events - chains.sealed_events,
        last_seal=last.number,
        sealed_at=last.written_at,
        absent_files=absent,
    )


def _miscounted(last: LastSeal, events: int, cases: int) -> str:
    return _(
        "Checkpoint %(number)s speaks of %(said_events)s events in %(said_cases)s cases, "
        "but %(events)s in %(cases)s are sealed."
    ) % {
        "number": last.number,
        "said_events": last.events,
        "said_cases": last.cases,
        "events": events,
        "cases": cases,
    }


def _check_triggers() -> None:
    with reading(_("The list of triggers")):
        for name in wrong_triggers(connection):
            raise Misfit(
                _("The trigger %(name)s, which guards the trail, is missing, disabled or changed.")
                % {"name": name}
            )
