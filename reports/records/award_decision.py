"""The award decision of a round, read from the models."""

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.award_wording import compose_award_decision
from reports.records import parts
from workflows.models import Document, Round


def build_record(round_: Round, proposal: Document) -> AwardDecisionRecord:
    """Return the decision as it would be submitted now, without number and date.

    ``proposal`` is signed and numbered; the decision cites it and the minutes of the jury's meeting.
    """
    contest = round_.contest
    standing = parts.standing_unit(contest)
    return compose_award_decision(
        organizer=parts.organizer_of(contest),
        contest_title=contest.title,
        plan=parts.plan_of(contest),
        minutes=parts.minutes_of(round_),
        proposal=parts.paper_of(proposal, f"{parts.head_of(standing)} tại Tờ trình"),
        legal_bases=contest.legal_bases,
        prizes=list(parts.prizes_of(round_)),
        signer=parts.signer_of(contest),
        executors=(parts.head_of(standing),),
        drafter=parts.abbreviation_of(standing),
        funding_source=contest.funding_source or None,
    )
