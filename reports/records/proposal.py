"""The proposal of the standing unit, read from the models."""

from django.db.models import Count, Q

from reports.documents.proposal import ProposalRecord
from reports.documents.proposal_wording import Course, compose_proposal
from reports.records import parts
from workflows.models import Round
from workflows.states import BatchState


def build_record(round_: Round) -> ProposalRecord:
    """Return the proposal as it would be signed now, without number and date."""
    contest = round_.contest
    standing = parts.standing_unit(contest)
    return compose_proposal(
        organizer=parts.organizer_of(contest),
        issuer=parts.unit_issuer(contest, "TTr"),
        contest_title=contest.title,
        plan=parts.plan_of(contest),
        minutes=parts.minutes_of(round_),
        legal_bases=contest.legal_bases,
        jury=contest.jury_name,
        met_on=parts.day_of(round_.approved_at),
        course=_course(round_),
        prizes=list(parts.prizes_of(round_)),
        signer=parts.unit_head_signer(contest, parts.holders(contest)),
        enclosures=(
            f"Biên bản họp {contest.jury_name}",
            "Bảng tổng hợp điểm",
            "Dự thảo Quyết định khen thưởng",
        ),
        drafter=parts.abbreviation_of(standing),
        funding_source=contest.funding_source or None,
    )


def _course(round_: Round) -> Course:
    contest = round_.contest
    none = contest.batches.filter(state=BatchState.NONE_DECLARED)
    entries = contest.entries.aggregate(
        submitted=Count("pk", filter=Q(submitted_at__isnull=False)),
        passed=Count("pk", filter=Q(batch__isnull=False)),
        received=Count("pk", filter=Q(received_at__isnull=False)),
        scored=Count("pk", filter=Q(scored_at__isnull=False, round=round_)),
    )
    return Course(
        units=contest.participations.count(),
        units_without=none.values("unit").distinct().count(),
        **entries,
    )
