"""Who stands where: places 1..n from the means, the stored tie-break order and, last, a recorded vote.

The mean rounded to two decimals ranks and decides what is a tie; the means of the tie-break's criteria
are compared unrounded, in the stored order, higher first. What is then still equal is an open tie: only a
recorded vote that names exactly these entries settles it, and until then the ranking is not final.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise

from workflows.domain.scoring_math import EntryScore

VOTE = "vote"


@dataclass(frozen=True)
class Place:
    """An entry's rank. Inside an open tie all its entries show the first rank of the tie."""

    rank: int
    score: EntryScore
    tie_open: bool = False

    @property
    def key(self) -> str:
        """The entry's key."""
        return self.score.key


@dataclass(frozen=True)
class OpenTie:
    """Entries that the stored order can't separate: `keys` in order of key, holding the ranks first..last."""

    keys: tuple[str, ...]
    mean: Decimal
    first: int
    last: int


@dataclass(frozen=True)
class SettledTie:
    """Entries of one rounded mean that were separated: keys in their final order, and by what.

    `by` holds criterion codes in the stored order, and VOTE where a recorded vote had to help.
    """

    keys: tuple[str, ...]
    mean: Decimal
    first: int
    by: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """All scored entries in order. `unused_votes` are the votes that no tie asked for."""

    places: tuple[Place, ...]
    open_ties: tuple[OpenTie, ...]
    settled_ties: tuple[SettledTie, ...]
    unused_votes: tuple[tuple[str, ...], ...]

    @property
    def is_final(self) -> bool:
        """True when every entry has a rank of its own."""
        return not self.open_ties

    def rank_of(self, key: str) -> int:
        """The rank of an entry; KeyError for one that is not ranked."""
        return {place.key: place.rank for place in self.places}[key]


def rank(
    entries: Iterable[EntryScore],
    tie_break: Sequence[str],
    votes: Iterable[Sequence[str]] = (),
) -> Ranking:
    """Rank all entries, whatever the order in which they come.

    `tie_break` holds criterion codes. A vote is an order of keys, best first; it counts only for the tie
    of exactly these keys, and of two votes on one tie the later counts. ValueError when a key occurs twice.
    """
    scores = list(entries)
    _refuse_doubles([score.key for score in scores])
    ordered = sorted(scores, key=lambda score: (_descending(score, tie_break), score.key))
    groups = [list(group) for _, group in groupby(ordered, key=lambda score: _descending(score, tie_break))]
    recorded = {frozenset(vote): tuple(vote) for vote in votes}
    return _assemble(groups, tie_break, recorded)


def _refuse_doubles(keys: list[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
    if twice:
        raise ValueError(f"ranked twice: {', '.join(twice)}")


def _descending(score: EntryScore, tie_break: Sequence[str]) -> tuple[Decimal | Fraction, ...]:
    return (-score.rounded, *(-score.criterion_means[code] for code in tie_break))


def _assemble(
    groups: list[list[EntryScore]], tie_break: Sequence[str], recorded: dict[frozenset[str], tuple[str, ...]]
) -> Ranking:
    places: list[Place] = []
    open_ties: list[OpenTie] = []
    used: set[frozenset[str]] = set()
    for group in groups:
        keys = frozenset(score.key for score in group)
        first = len(places) + 1
        if len(group) == 1:
            places.append(Place(first, group[0]))
        elif _settles(recorded.get(keys), keys):
            used.add(keys)
            places.extend(_voted(group, recorded[keys], first))
        else:
            places.extend(Place(first, score, tie_open=True) for score in group)
            open_ties.append(_open_tie(group, first))
    unused = tuple(vote for keys, vote in recorded.items() if keys not in used)
    return Ranking(tuple(places), tuple(open_ties), tuple(_settled(places, tie_break)), unused)


def _settles(vote: tuple[str, ...] | None, keys: frozenset[str]) -> bool:
    return vote is not None and len(vote) == len(keys)


def _voted(group: list[EntryScore], vote: tuple[str, ...], first: int) -> list[Place]:
    by_key = {score.key: score for score in group}
    return [Place(first + index, by_key[key]) for index, key in enumerate(vote)]


def _open_tie(group: list[EntryScore], first: int) -> OpenTie:
    return OpenTie(tuple(score.key for score in group), group[0].rounded, first, first + len(group) - 1)


def _settled(places: list[Place], tie_break: Sequence[str]) -> Iterable[SettledTie]:
    for mean, equals in groupby(places, key=lambda place: place.score.rounded):
        group = list(equals)
        if len(group) > 1 and not any(place.tie_open for place in group):
            keys = tuple(place.key for place in group)
            yield SettledTie(keys, mean, group[0].rank, _used_steps(group, tie_break))


def _used_steps(group: list[Place], tie_break: Sequence[str]) -> tuple[str, ...]:
    """The steps that separated neighbours in the group, each once, in the stored order; VOTE last."""
    steps = {_separating_step(a.score, b.score, tie_break) for a, b in pairwise(group)}
    return tuple(step for step in (*tie_break, VOTE) if step in steps)


def _separating_step(better: EntryScore, worse: EntryScore, tie_break: Sequence[str]) -> str:
    differing = (c for c in tie_break if better.criterion_means[c] != worse.criterion_means[c])
    return next(differing, VOTE)
