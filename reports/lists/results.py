"""Results as people read them: the ranking inside, the winners outside."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from workflows.models import Award, Contest, RankingRow, Round
from workflows.states import EntryState, RoundState


def ranking(round_: Round) -> list[RankingRow]:
    """Return the ranking of a round, open ties last; for those who may know it.

    Each row says in ``settled_by`` by what its tie was settled, in words.
    """
    rows = list(round_.ranking.select_related("entry", "prize").order_by("rank", "-mean", "pk"))
    return settled_in_words(rows, round_.contest)


def settled_in_words(rows: list[RankingRow], contest: Contest) -> list[RankingRow]:
    """Add to each row the criteria, or the vote, that settled its tie."""
    tied = [row for row in rows if row.decided_by]
    names = {criterion.code: f"“{criterion.name}”" for criterion in contest.criteria.all()} if tied else {}
    for row in rows:
        steps = row.decided_by.split("+") if row.decided_by else []
        row.settled_by = ", ".join(names.get(step, _("a vote")) for step in steps)  # type: ignore[attr-defined]
    return rows


def prizes_of(round_: Round) -> dict[str, Any]:
    """Return the money of all given prizes (đồng) and the prizes that nobody takes."""
    given: dict[int, int] = {}
    for key in round_.ranking.filter(prize__isnull=False).values_list("prize_id", flat=True):
        given[key or 0] = given.get(key or 0, 0) + 1
    prizes = list(round_.contest.prizes.all())
    return {
        "total_money": sum(prize.money_vnd * given.get(prize.pk, 0) for prize in prizes),
        "unused": [
            {"prize": prize, "left": prize.quantity - given.get(prize.pk, 0)}
            for prize in prizes
            if prize.quantity > given.get(prize.pk, 0)
        ],
    }


def winners(contest: Contest) -> "QuerySet[Award]":
    """Return the published awards of a contest, best first, with their authors."""
    return (
        Award.objects.filter(
            entry__contest=contest, entry__round__state=RoundState.PUBLISHED, entry__state=EntryState.AWARDED
        )
        .select_related("entry", "prize", "decision")
        .prefetch_related("entry__authors")
        .order_by("prize__order", "rank")
    )
