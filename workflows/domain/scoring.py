"""Closing the scoring of a round, its ranking, votes on ties, and the approval of the result."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import judging, prizes, ranking, refusals, scoring_math, sealing
from workflows.domain.actors import Actor
from workflows.domain.entries import require_reason
from workflows.domain.rules_digest import rules_digest
from workflows.domain.transition import attempt, perform, unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Criterion, Entry, Prize, RankingRow, Round, Score, Scoresheet, TieVote
from workflows.states import EntryState
from workflows.verbs import Verb

if TYPE_CHECKING:
    from django.db.models import QuerySet


def open_sheets(round_: Round) -> "QuerySet[Scoresheet]":
    """Return the sheets of the round that are still to be submitted."""
    return Scoresheet.objects.filter(
        assignment__entry__round=round_,
        assignment__entry__state=EntryState.PRE_SCREENED,
        assignment__recused_at=None,
        submitted_at=None,
    ).select_related("assignment__judge", "assignment__entry")


def close_scoring_round(
    *, round_: Round, actor: Actor, reason: str = "", expected_version: int | None = None
) -> Round:
    """Close scoring: all received entries of the round become scored, or none does; then rank them.

    With sheets missing a reason is needed, and every entry needs the contest's minimum of valid
    sheets (see :mod:`workflows.models.readiness`).
    """
    with unit_of_work(), attempt(Verb.CLOSE_SCORING, round_, actor):
        missing = list(open_sheets(round_))
        if missing and not reason.strip():
            codes = sorted({sheet.assignment.judge.code for sheet in missing})
            raise refusals.sheets_missing(len(missing), codes)
        moment = clock.now()
        closed = perform(
            Verb.CLOSE_SCORING,
            round_,
            actor=actor,
            expected_version=expected_version,
            note=reason,
            data={"sheets_missing": len(missing), "rules_sha256": rules_digest(round_.contest_id)},
            at=moment,
            early_reason=reason,
        )
        entries = closed.entries.filter(state=EntryState.PRE_SCREENED).exclude(received_at=None)
        for entry in entries.order_by("case_id"):
            perform(Verb.CLOSE_SCORING, entry, actor=actor, at=moment)
        rank_round(closed)
        sealing.seal_after_commit("close_scoring")
        return closed


def scores_of(round_: Round) -> list[scoring_math.EntryScore]:
    """Return what the valid sheets of every scored entry come to; the key is the entry's key."""
    rules = [judging.as_rule(c) for c in judging.criteria_of(round_.contest)]
    points: dict[int, dict[int, dict[str, object]]] = defaultdict(lambda: defaultdict(dict))
    rows = Score.objects.filter(
        sheet__submitted_at__isnull=False,
        sheet__assignment__recused_at=None,
        sheet__assignment__entry__round=round_,
        sheet__assignment__entry__state=EntryState.SCORED,
    ).values_list("sheet__assignment__entry_id", "sheet_id", "criterion__code", "points")
    for entry_id, sheet_id, code, value in rows:
        points[entry_id][sheet_id][code] = value
    return [
        scoring_math.score_entry(
            str(entry_id),
            [scoring_math.Sheet(str(s), p) for s, p in sorted(sheets.items())],  # type: ignore[arg-type]
            rules,
        )
        for entry_id, sheets in sorted(points.items())
    ]


def tie_break_codes(round_: Round) -> list[str]:
    """Return the criteria of the stored tie-break, in order; the vote is not among them."""
    rules = round_.contest.tie_break.select_related("criterion")
    return [rule.criterion.code for rule in rules if rule.criterion is not None]


def tie_break_means(round_: Round) -> list[tuple[Criterion, dict[str, Fraction]]]:
    """Return for each criterion of the stored tie-break the unrounded mean of each entry, by its key."""
    scores = scores_of(round_)
    rules = round_.contest.tie_break.select_related("criterion")
    return [
        (rule.criterion, {score.key: score.criterion_means[rule.criterion.code] for score in scores})
        for rule in rules
        if rule.criterion is not None
    ]


def compute(round_: Round) -> ranking.Ranking:
    """Return the ranking of the round by its scores and the votes recorded so far."""
    votes = [[str(key) for key in vote.order] for vote in round_.votes.all()]
    return ranking.rank(scores_of(round_), tie_break_codes(round_), votes)


def rank_round(round_: Round) -> ranking.Ranking:
    """Compute the ranking and write it into the round's ranking rows, prizes once no tie is open."""
    result = compute(round_)
    rules = [judging.as_rule(c) for c in judging.criteria_of(round_.contest)]
    pass_mean = round_.contest.pass_mean
    open_groups = {key: n for n, tie in enumerate(result.open_ties, 1) for key in tie.keys}
    settled = {key: "+".join(tie.by) for tie in result.settled_ties for key in tie.keys}
    passed = {p.key: scoring_math.passes(p.score, rules, pass_mean) for p in result.places}
    prize_of = _allot(round_, result, passed) if result.is_final else {}
    round_.ranking.all().delete()
    RankingRow.objects.bulk_create(
        RankingRow(
            round=round_,
            entry_id=int(place.key),
            mean=place.score.rounded,
            valid_sheets=place.score.sheets,
            passed=passed[place.key],
            rank=None if place.tie_open else place.rank,
            tie_group=open_groups.get(place.key),
            decided_by=settled.get(place.key, ""),
            prize=prize_of.get(place.key),
        )
        for place in result.places
    )
    return result


def _allot(round_: Round, result: ranking.Ranking, passed: dict[str, bool]) -> dict[str, Prize]:
    rows = {prize.code: prize for prize in round_.contest.prizes.all()}
    kinds = dict(Entry.objects.filter(round=round_).values_list("pk", "author_kind"))
    candidates = [
        prizes.Candidate(p.key, p.rank, prizes.AuthorKind(kinds[int(p.key)]), passed[p.key])
        for p in result.places
    ]
    allotment = prizes.allot([as_prize(row) for row in rows.values()], candidates)
    return {given.key: rows[given.prize.code] for given in allotment.given}


def as_prize(row: Prize) -> prizes.Prize:
    """Return the prize as the allotment takes it."""
    kind = prizes.PrizeKind(row.kind) if row.kind else None
    return prizes.Prize(row.code, row.name, row.quantity, row.money_vnd, kind)


def open_ties(round_: Round) -> list[list[RankingRow]]:
    """Return the ties that the stored order leaves open, each as its ranking rows."""
    groups: dict[int, list[RankingRow]] = defaultdict(list)
    for row in round_.ranking.filter(tie_group__isnull=False).select_related("entry").order_by("entry_id"):
        groups[row.tie_group or 0].append(row)
    return [groups[number] for number in sorted(groups)]


def vote_round(
    *,
    round_: Round,
    actor: Actor,
    order: Sequence[int],
    note: str,
    expected_version: int | None = None,
) -> Round:
    """Record the vote on one open tie: the entries' keys in the order that was voted."""
    require_reason(note, for_author=False)
    with unit_of_work():
        ties = [{row.entry_id for row in group} for group in open_ties(round_)]
        if set(order) not in ties or len(set(order)) != len(order):
            raise TransitionRefused(
                "no_such_tie",
                _("The vote must name each entry of one open tie exactly once."),
                status=422,
            )
        voted = perform(
            Verb.VOTE,
            round_,
            actor=actor,
            expected_version=expected_version,
            note=note,
            data={"order": list(order)},
        )
        TieVote.objects.create(
            round=voted, order=list(order), note=note, recorded_at=clock.now(), recorded_by=actor.user
        )
        rank_round(voted)
        return voted


def approve_results_round(*, round_: Round, actor: Actor, expected_version: int | None = None) -> Round:
    """Approve ranking and prizes; no tie may be open."""
    winners = round_.ranking.filter(prize__isnull=False)
    data = {
        "ranking": {str(r.entry_id): r.rank for r in round_.ranking.all()},
        "prizes": {str(r.entry_id): r.prize.code for r in winners.select_related("prize") if r.prize},
    }
    return perform(
        Verb.APPROVE_RESULTS,
        round_,
        actor=actor,
        expected_version=expected_version,
        data=data,
        at=clock.now(),
    )
