"""The decision that recognises a round's result, read from the models."""

from reports.documents.recognition import RecognitionRecord
from reports.documents.recognition_wording import compose_recognition
from reports.records import deciders, parts
from workflows.models import Document, Round


def build_record(
    round_: Round, proposal: Document | None = None, *, by_committee: bool = False, in_own_right: bool = True
) -> RecognitionRecord:
    """Return the decision as it would be submitted now, without number and date.

    It is the organizer's as a body, or the committee's; a committee without the right to issue in its own
    name stands under the organizer's head. ``proposal``, if there is one, is signed and numbered.
    """
    contest = round_.contest
    standing = parts.standing_unit(contest)
    who = deciders.committee(contest, in_own_right=in_own_right) if by_committee else deciders.body(contest)
    return compose_recognition(
        issuer=who.issuer,
        contest_title=contest.title,
        papers=(parts.plan_of(contest), *parts.setting_up_of(contest), parts.minutes_of(round_)),
        proposal=parts.paper_of(proposal, f"{parts.head_of(standing)} tại Tờ trình") if proposal else None,
        legal_bases=contest.legal_bases,
        prizes=list(parts.prizes_of(round_)),
        signer=who.signer,
        executors=(parts.head_of(standing),),
        drafter=who.drafter,
        funding_source=contest.funding_source or None,
    )
