"""The decision that cancels awards and takes the prizes back, read from the models."""

from collections.abc import Collection, Sequence
from datetime import date

from reports.documents.revocation import RevocationRecord
from reports.documents.revocation_wording import Revoked, compose_revocation
from reports.documents.wording import Reference
from reports.records import deciders, parts
from workflows.models import Award, Document


def build_record(
    decision: Document,
    awards: Collection[Award],
    *,
    ground: str,
    finding: str = "",
    papers: Sequence[Reference] = (),
    proposal: Document | None = None,
    due: date | None = None,
) -> RevocationRecord:
    """Return the decision that cancels ``awards``, all of them given by ``decision``.

    ``ground`` is a letter of the law (Law 06/2022/QH15, art. 93), ``finding`` what was found, ``papers``
    what is cited for it. Raises ``ValueError`` on another ground, or when none of the awards is of this
    decision.
    """
    contest = decision.contest
    standing = parts.standing_unit(contest)
    who = deciders.decider_of(decision)
    return compose_revocation(
        issuer=who.issuer,
        authority=who.name,
        contest_title=contest.title,
        award_form=who.award,
        decision=deciders.cited_as(decision),
        ground=ground,
        finding=finding,
        awards=_revoked(decision, awards),
        payee=standing.name,
        due=due,
        legal_bases=contest.legal_bases,
        papers=papers,
        proposal=parts.paper_of(proposal, f"{parts.head_of(standing)} tại Tờ trình") if proposal else None,
        signer=who.signer,
        executors=(parts.head_of(standing),),
        drafter=who.drafter,
    )


def _revoked(decision: Document, awards: Collection[Award]) -> list[Revoked]:
    rows = decision.awards.filter(pk__in=[award.pk for award in awards]).order_by("rank")
    return [
        Revoked(
            people=parts.winner_of(row.entry).people,
            title=row.entry.title,
            prize=row.prize.name,
            money=row.money_vnd,
        )
        for row in rows.select_related("entry", "prize").prefetch_related("entry__authors")
    ]
