"""Which entry gets which prize: in order of rank, within the quotas, by the kind of prize and of author.

Prizes are given in the order in which the contest lists them. An entry takes at most one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class AuthorKind(StrEnum):
    """Who stands behind an entry."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    COLLECTIVE = "collective"


class PrizeKind(StrEnum):
    """For whom a prize is; the values are those of the contest file."""

    INDIVIDUAL = "ca_nhan"
    GROUP = "nhom"
    INDIVIDUAL_OR_GROUP = "ca_nhan_nhom"
    COLLECTIVE = "tap_the"


OPEN_TO: dict[PrizeKind, frozenset[AuthorKind]] = {
    PrizeKind.INDIVIDUAL: frozenset({AuthorKind.INDIVIDUAL}),
    PrizeKind.GROUP: frozenset({AuthorKind.GROUP}),
    PrizeKind.INDIVIDUAL_OR_GROUP: frozenset({AuthorKind.INDIVIDUAL, AuthorKind.GROUP}),
    PrizeKind.COLLECTIVE: frozenset({AuthorKind.COLLECTIVE}),
}


@dataclass(frozen=True)
class Prize:
    """A prize: how many of it, and the money of each in đồng. Without a kind it is open to all."""

    code: str
    name: str
    quantity: int
    money_vnd: int
    kind: PrizeKind | None = None

    def is_open_to(self, author_kind: AuthorKind) -> bool:
        """True when an entry of this kind of author may take the prize."""
        return self.kind is None or author_kind in OPEN_TO[self.kind]


@dataclass(frozen=True)
class Candidate:
    """A ranked entry; one that does not pass takes no prize."""

    key: str
    rank: int
    author_kind: AuthorKind
    passes: bool


@dataclass(frozen=True)
class AllottedPrize:
    """One prize for one entry."""

    key: str
    rank: int
    prize: Prize


@dataclass(frozen=True)
class UnusedPrize:
    """How many of a prize nobody takes."""

    prize: Prize
    left: int


@dataclass(frozen=True)
class Allotment:
    """All prizes of a contest: given, in order of rank, and unused, in order of the list."""

    given: tuple[AllottedPrize, ...]
    unused: tuple[UnusedPrize, ...]

    @property
    def total_vnd(self) -> int:
        """The money of all given prizes, in đồng."""
        return sum(allotted.prize.money_vnd for allotted in self.given)

    def prize_of(self, key: str) -> Prize | None:
        """The prize of an entry, None when it has none."""
        return next((allotted.prize for allotted in self.given if allotted.key == key), None)


def allot(prizes: Sequence[Prize], candidates: Iterable[Candidate]) -> Allotment:
    """Give the prizes out; ValueError when two candidates share a rank (settle the open tie first)."""
    in_order = sorted(candidates, key=lambda candidate: candidate.rank)
    _refuse_shared_ranks(in_order)
    left = {prize.code: prize.quantity for prize in prizes}
    given: list[AllottedPrize] = []
    for candidate in in_order:
        prize = _first_open(prizes, left, candidate)
        if prize is not None:
            left[prize.code] -= 1
            given.append(AllottedPrize(candidate.key, candidate.rank, prize))
    unused = tuple(UnusedPrize(prize, left[prize.code]) for prize in prizes if left[prize.code])
    return Allotment(tuple(given), unused)


def _refuse_shared_ranks(in_order: list[Candidate]) -> None:
    for one, other in pairwise(in_order):
        if one.rank == other.rank:
            raise ValueError(f"{one.key} and {other.key} share rank {one.rank}")


def _first_open(prizes: Sequence[Prize], left: dict[str, int], candidate: Candidate) -> Prize | None:
    if not candidate.passes:
        return None
    return next((p for p in prizes if left[p.code] and p.is_open_to(candidate.author_kind)), None)
