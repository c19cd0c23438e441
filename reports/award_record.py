"""The award decision of a round, read from the models into the record that is signed and printed."""

from collections.abc import Iterable
from typing import Any

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.award_wording import (
    Organizer,
    Prize,
    Reference,
    Winner,
    compose_award_decision,
)
from reports.documents.parts import Recipient
from reports.documents.parts import Signer as SignatureBlock
from workflows import clock
from workflows.models import Contest, Document, Entry, OrganisationUnit, Round
from workflows.models.paper_kinds import DocumentKind


def record_for(document: Document) -> AwardDecisionRecord:
    """Return the decision's record without number and date, by the models as they stand now.

    It cites the round's proposal, signed and numbered before a decision is submitted, and the minutes.
    """
    round_ = document.round
    assert round_ is not None  # a decision is always of a round
    contest = round_.contest
    proposal = round_.documents.filter(kind=DocumentKind.PROPOSAL).first()
    return compose_award_decision(
        organizer=_organizer(contest),
        contest_title=contest.title,
        plan=Reference(
            title=_plan_title(contest), full_number=contest.plan_number, issued_on=contest.plan_issued_on
        ),
        minutes=Reference(
            title=f"Biên bản họp {contest.committee_name} ({contest.jury_name})",
            issued_on=clock.local(round_.approved_at).date() if round_.approved_at else None,
        ),
        proposal=Reference(
            title=f"{head_of(_standing(contest))} tại Tờ trình",
            full_number=proposal.full_number if proposal else None,
            issued_on=proposal.issued_on if proposal else None,
        ),
        legal_bases=contest.legal_bases,
        prizes=list(_prizes(round_)),
        signer=_signer(contest),
        executors=(head_of(_standing(contest)),),
        drafter=_standing(contest).abbreviation or _standing(contest).code,
        funding_source=contest.funding_source or None,
    )


def head_of(unit: OrganisationUnit) -> str:
    """Return the head of a unit in words: ``Trưởng phòng`` of ``Phòng Y`` is ``Trưởng phòng Y``."""
    title, name = (unit.head_title or "Thủ trưởng").split(), unit.name.split()
    for shared in range(min(len(title), len(name)), 0, -1):
        if [w.casefold() for w in title[-shared:]] == [w.casefold() for w in name[:shared]]:
            return " ".join([*title, *name[shared:]])
    return " ".join([*title, *name])


def _standing(contest: Contest) -> OrganisationUnit:
    return contest.standing_unit or contest.organizer


def _plan_title(contest: Contest) -> str:
    return f"Kế hoạch của {contest.organizer_short or contest.organizer_name}"


def _organizer(contest: Contest) -> Organizer:
    symbol = contest.organizer.symbol or contest.organizer.code
    return Organizer(
        name=contest.organizer_name,
        short=contest.organizer_short or contest.organizer_name,
        level=contest.organizer_level,
        place_name=contest.place_name,
        symbol=f"QĐ-{symbol}",
    )


def _signer(contest: Contest) -> SignatureBlock:
    signer = contest.signers.order_by("order")[0]
    return SignatureBlock(
        full_name=signer.full_name, position=signer.position, authority=signer.authority or None
    )


def _prizes(round_: Round) -> Iterable[Prize]:
    winners: dict[int, list[Winner]] = {}
    rows = round_.ranking.filter(prize__isnull=False).order_by("rank").select_related("entry")
    for row in rows.prefetch_related("entry__authors"):
        winners.setdefault(row.prize_id or 0, []).append(_winner(row.entry))
    for prize in round_.contest.prizes.all():
        yield Prize(
            name=prize.name,
            quantity=prize.quantity,
            money=prize.money_vnd,
            winners=tuple(winners.get(prize.pk, ())),
        )


def _winner(entry: Entry) -> Winner:
    authors = sorted(entry.authors.all(), key=lambda a: (not a.is_representative, a.order))
    people = tuple(Recipient(name=a.full_name, post=_post(a, entry)) for a in authors)
    if entry.author_kind == "collective":
        # a prize for a collective is the collective's, whoever wrote it down
        people = (Recipient(name=entry.collective_name or entry.unit_name),)
    return Winner(kind=entry.author_kind, people=people, title=entry.title)


def _post(author: Any, entry: Entry) -> str:
    return ", ".join(part for part in (author.position, author.unit_name or entry.unit_name) if part)
