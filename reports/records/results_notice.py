"""The notice of a round's results, read from the models."""

from collections import defaultdict
from collections.abc import Iterable

from reports.documents.results_notice import ResultsNoticeRecord
from reports.documents.results_notice_wording import PublicPrize, PublicWinner, compose_results_notice
from reports.records import deciders, parts
from workflows.models import Document, Round
from workflows.states import EntryState


def build_record(
    round_: Round, decision: Document, *, ceremony: str = "", in_own_right: bool = True
) -> ResultsNoticeRecord:
    """Return the notice of what ``decision``, issued, has awarded; a revoked award is left out."""
    contest = round_.contest
    who = deciders.committee(contest, "TB", in_own_right=in_own_right)
    return compose_results_notice(
        issuer=who.issuer,
        contest_title=contest.title,
        decision=deciders.cited_as(decision),
        received=round_.entries.filter(received_at__isnull=False).count(),
        prizes=list(_prizes(round_)),
        signer=who.signer,
        contact=contest.contact,
        ceremony=ceremony,
        drafter=who.drafter,
    )


def _prizes(round_: Round) -> Iterable[PublicPrize]:
    winners: dict[int, list[PublicWinner]] = defaultdict(list)
    rows = round_.ranking.filter(prize__isnull=False).exclude(entry__state=EntryState.REVOKED)
    for row in rows.select_related("entry").prefetch_related("entry__authors"):
        winner = PublicWinner(people=parts.units_of(row.entry), title=row.entry.title)
        winners[row.prize_id or 0].append(winner)
    for prize in round_.contest.prizes.all():
        yield PublicPrize(name=prize.name, winners=tuple(winners[prize.pk]))
