"""The minutes of the jury's meeting, read from the models: scores, recusals, ties, votes."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import F

from reports.documents.jury_minutes import JuryMinutesRecord
from reports.documents.jury_minutes_wording import Recusal, ScoredEntry, Tie, compose_jury_minutes
from reports.documents.parts import Signer
from reports.documents.wording import committee_issuer, initials
from reports.records import parts
from workflows.domain.ranking import VOTE
from workflows.models import Assignment, Judge, RankingRow, Round
from workflows.roles import Role


def build_record(round_: Round) -> JuryMinutesRecord:
    """Return the minutes as far as the system knows the meeting; a constant number of queries."""
    contest = round_.contest
    judges = list(contest.judges.select_related("user", "unit"))
    ranking = list(_ranking(round_))
    assignments = list(_assignments(round_))
    people = parts.holders(contest)
    organizer = parts.organizer_of(contest)
    return compose_jury_minutes(
        issuer=committee_issuer(contest.jury_name, organizer, symbol=f"BB-{initials(contest.jury_name)}"),
        contest_title=contest.title,
        met_on=parts.day_of(round_.approved_at or round_.closed_at),
        chair=_described(people.get(Role.CHAIR), judges),
        note_taker=_described(people.get(Role.SECRETARY), judges),
        members=[_member(judge) for judge in judges],
        quorum=contest.quorum,
        judges=[judge.code for judge in judges],
        entries=_entries(ranking, judges, assignments),
        recusals=_recusals(ranking, judges, assignments),
        ties=_ties(round_, ranking),
        signer=Signer(position="CHỦ TỌA", full_name=_name(people.get(Role.CHAIR))),
        secretary=Signer(position="THƯ KÝ", full_name=_name(people.get(Role.SECRETARY))),
    )


def _ranking(round_: Round) -> Any:
    rows = round_.ranking.select_related("entry", "prize")
    return rows.order_by(F("rank").asc(nulls_last=True), "-mean", "pk")


def _assignments(round_: Round) -> Any:
    rows = Assignment.objects.filter(entry__round=round_, entry__ranking__isnull=False)
    return rows.select_related("sheet", "replaced_by").order_by("judge__order", "pk")


def _name(user: Any) -> str:
    return user.get_full_name() if user is not None else ""


def _described(user: Any, judges: Sequence[Judge]) -> str:
    """Return the person as a member of the jury, or with the post that the account has."""
    if user is None:
        return ""
    own = [_member(judge) for judge in judges if judge.user_id == user.pk]
    return own[0] if own else ", ".join(part for part in (_name(user), user.position) if part)


def _member(judge: Judge) -> str:
    post = judge.title or judge.user.position or (judge.unit.name if judge.unit else "")
    return ", ".join(part for part in (_name(judge.user), post) if part)


def _entries(
    ranking: Sequence[RankingRow], judges: Sequence[Judge], assignments: Sequence[Assignment]
) -> list[ScoredEntry]:
    totals: dict[tuple[int, int], Decimal | None] = {
        (a.entry_id, a.judge_id): a.sheet.total
        for a in assignments
        if a.recused_at is None and hasattr(a, "sheet") and a.sheet.submitted_at is not None
    }
    return [
        ScoredEntry(
            code=row.entry.judging_code or row.entry.code or "",
            title=row.entry.title,
            unit=row.entry.unit_name,
            totals=tuple(totals.get((row.entry_id, judge.pk)) for judge in judges),
            mean=row.mean,
            rank=row.rank,
            prize=row.prize.name if row.prize else "",
        )
        for row in ranking
    ]


def _recusals(
    ranking: Sequence[RankingRow], judges: Sequence[Judge], assignments: Sequence[Assignment]
) -> list[Recusal]:
    """Return who did not score what: one line per judge, and one per judge and replacement."""
    codes = {row.entry_id: row.entry.judging_code or "" for row in ranking}
    names = {judge.pk: f"{_name(judge.user)} ({judge.code})" for judge in judges}
    found: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for row in assignments:
        if row.recused_at is not None:
            by = row.replaced_by.judge_id if row.replaced_by else None
            found[(row.judge_id, by)].append(codes[row.entry_id])
    return [
        Recusal(judge=names[judge], codes=tuple(entries), by=names[by] if by else "")
        for (judge, by), entries in found.items()
    ]


def _ties(round_: Round, ranking: Sequence[RankingRow]) -> list[Tie]:
    names = {criterion.code: criterion.name for criterion in round_.contest.criteria.all()}
    notes = {frozenset(vote.order): vote.note for vote in round_.votes.all()}
    equal = [list(group) for _mean, group in groupby(ranking, key=lambda row: (row.rank is None, row.mean))]
    return [_tie(rows, names, notes) for rows in equal if len(rows) > 1]


def _tie(rows: list[RankingRow], names: dict[str, str], notes: dict[frozenset[int], str]) -> Tie:
    steps = rows[0].decided_by.split("+") if rows[0].decided_by else []
    keys = {row.entry_id for row in rows}
    voted = [note for entries, note in notes.items() if entries <= keys]
    return Tie(
        codes=tuple(row.entry.judging_code or "" for row in rows),
        mean=rows[0].mean,
        first=rows[0].rank,
        criteria=tuple(names[step] for step in steps if step in names),
        vote="; ".join(note.rstrip(".") for note in voted) if VOTE in steps else None,
    )
