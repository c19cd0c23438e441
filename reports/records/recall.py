"""The decision that recalls an issued paper, read from the models."""

from reports.documents.recall import RecallRecord
from reports.documents.recall_wording import compose_recall
from reports.records import deciders, parts
from workflows.models import Document


def build_record(document: Document, *, reason: str, proposal: Document | None = None) -> RecallRecord:
    """Return the decision by which whoever issued ``document`` recalls it, without number and date."""
    contest = document.contest
    standing = parts.standing_unit(contest)
    who = deciders.decider_of(document)
    return compose_recall(
        issuer=who.issuer,
        authority=who.name,
        paper=deciders.cited_as(document),
        paper_subject=deciders.about(document),
        reason=reason,
        legal_bases=contest.legal_bases,
        proposal=parts.paper_of(proposal, f"{parts.head_of(standing)} tại Tờ trình") if proposal else None,
        signer=who.signer,
        executors=(parts.head_of(standing),),
        drafter=who.drafter,
    )
