"""Prizes go by rank, within quotas, to entries that pass and are of the prize's kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.domain.prizes import AuthorKind, Candidate, Prize, PrizeKind, UnusedPrize, allot

FIRST = Prize("NHAT", "Giải Nhất", 1, 5_000_000, PrizeKind.INDIVIDUAL_OR_GROUP)
SECOND = Prize("NHI", "Giải Nhì", 2, 3_000_000, PrizeKind.INDIVIDUAL_OR_GROUP)
COLLECTIVE = Prize("TT", "Giải tập thể", 1, 4_000_000, PrizeKind.COLLECTIVE)
ALL = (FIRST, SECOND, COLLECTIVE)


def people(*kinds: AuthorKind, passes: bool = True) -> list[Candidate]:
    return [Candidate(f"E{i}", i, kind, passes) for i, kind in enumerate(kinds, start=1)]


PERSON, GROUP, TEAM = AuthorKind.INDIVIDUAL, AuthorKind.GROUP, AuthorKind.COLLECTIVE


def outcome(prizes: tuple[Prize, ...], candidates: list[Candidate]) -> list[tuple[str, str]]:
    return [(a.key, a.prize.code) for a in allot(prizes, candidates).given]


def test_prizes_go_in_order_within_their_quotas() -> None:
    assert outcome(ALL, people(PERSON, GROUP, PERSON, PERSON)) == [
        ("E1", "NHAT"),
        ("E2", "NHI"),
        ("E3", "NHI"),
    ]


def test_collectives_compete_only_for_collective_prizes() -> None:
    assert outcome(ALL, people(TEAM, TEAM, PERSON, TEAM)) == [("E1", "TT"), ("E3", "NHAT")]


def test_nobody_else_gets_a_collective_prize() -> None:
    allotment = allot(ALL, people(PERSON))
    assert allotment.unused == (UnusedPrize(SECOND, 2), UnusedPrize(COLLECTIVE, 1))
    assert allotment.total_vnd == 5_000_000


def test_a_prize_without_a_kind_is_open_to_all() -> None:
    open_prizes = (Prize("A", "A", 1, 2), Prize("B", "B", 1, 1))
    assert outcome(open_prizes, people(TEAM, PERSON)) == [("E1", "A"), ("E2", "B")]


def test_prizes_for_one_kind_of_author_only() -> None:
    prizes = (Prize("P", "P", 1, 0, PrizeKind.INDIVIDUAL), Prize("G", "G", 1, 0, PrizeKind.GROUP))
    assert outcome(prizes, people(GROUP, TEAM, PERSON)) == [("E1", "G"), ("E3", "P")]


def test_an_entry_that_does_not_pass_takes_no_prize_and_leaves_it_to_the_next() -> None:
    candidates = [Candidate("A", 1, PERSON, passes=False), Candidate("B", 2, PERSON, passes=True)]
    assert outcome(ALL, candidates) == [("B", "NHAT")]


def test_the_order_of_the_list_is_the_order_of_prizes_not_the_money() -> None:
    small_first = (Prize("S", "S", 1, 1), Prize("L", "L", 1, 9))
    assert outcome(small_first, people(PERSON)) == [("E1", "S")]


def test_an_open_tie_gets_no_prizes() -> None:
    with pytest.raises(ValueError, match="share rank 1"):
        allot(ALL, [Candidate("A", 1, PERSON, True), Candidate("B", 1, PERSON, True)])


def test_prize_of() -> None:
    allotment = allot(ALL, people(PERSON, TEAM, TEAM))
    assert allotment.prize_of("E2") == COLLECTIVE
    assert allotment.prize_of("E3") is None


prize_lists = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([None, *PrizeKind])), max_size=5).map(
    lambda rows: tuple(Prize(f"P{i}", f"P{i}", q, 1, k) for i, (q, k) in enumerate(rows))
)
candidate_lists = st.lists(st.tuples(st.sampled_from(AuthorKind), st.booleans()), max_size=8).map(
    lambda rows: [Candidate(f"E{i}", i, kind, ok) for i, (kind, ok) in enumerate(rows)]
)


@settings(deadline=None)
@given(prize_lists, candidate_lists)
def test_no_better_entry_could_want_a_prize_that_a_worse_one_has(
    prizes: tuple[Prize, ...], candidates: list[Candidate]
) -> None:
    """The outcome is fair: an entry's prize is the first in the list that it may have and no better entry took."""
    allotment = allot(prizes, candidates)
    given_by = {a.key: a.prize for a in allotment.given}
    assert len(given_by) == len(allotment.given)
    for candidate in candidates:
        own = given_by.get(candidate.key)
        assert own is None or (candidate.passes and own.is_open_to(candidate.author_kind))
        better = prizes[: prizes.index(own)] if own else prizes
        for prize in better if candidate.passes else ():
            holders = [a for a in allotment.given if a.prize == prize and a.rank < candidate.rank]
            assert not prize.is_open_to(candidate.author_kind) or len(holders) == prize.quantity


@settings(deadline=None)
@given(prize_lists, candidate_lists)
def test_given_and_unused_add_up_to_the_quota(prizes: tuple[Prize, ...], candidates: list[Candidate]) -> None:
    allotment = allot(prizes, candidates)
    left = {u.prize.code: u.left for u in allotment.unused}
    for prize in prizes:
        assert sum(a.prize == prize for a in allotment.given) + left.get(prize.code, 0) == prize.quantity
