"""Places, ties, votes; and the 2024 contest, whose means, ranks, tie and prizes are known."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workflows
from workflows.domain.prizes import AuthorKind, Candidate, Prize, PrizeKind, allot
from workflows.domain.ranking import VOTE, OpenTie, Ranking, SettledTie, rank
from workflows.domain.scoring_math import Criterion, EntryScore, Sheet, passes, rounded_half_up, score_entry

CONTEST = Path(workflows.__file__).parent / "data" / "contests" / "ba_dinh_2024.json"


def score(key: str, mean: str | Fraction, **criterion_means: str) -> EntryScore:
    exact = Fraction(mean)
    return EntryScore(
        key, 5, exact, rounded_half_up(exact), {c: Fraction(m) for c, m in criterion_means.items()}
    )


def order(ranking: Ranking) -> list[tuple[int, str]]:
    return [(place.rank, place.key) for place in ranking.places]


def test_the_higher_mean_stands_first() -> None:
    ranking = rank([score("A", "70"), score("B", "90"), score("C", "80")], [])
    assert order(ranking) == [(1, "B"), (2, "C"), (3, "A")]
    assert ranking.is_final
    assert ranking.settled_ties == ()
    assert ranking.rank_of("C") == 2


def test_the_rounded_mean_decides_what_is_a_tie() -> None:
    # 85.504 and 85.496 both show 85.50: the criterion decides against the higher exact mean
    ranking = rank([score("A", "85.504", HQ="20"), score("B", "85.496", HQ="25")], ["HQ"])
    assert order(ranking) == [(1, "B"), (2, "A")]
    assert ranking.settled_ties == (SettledTie(("B", "A"), Decimal("85.50"), 1, ("HQ",)),)


def test_the_means_of_criteria_are_compared_unrounded() -> None:
    ranking = rank([score("A", "80", HQ="25.0001"), score("B", "80", HQ="25.0002")], ["HQ"])
    assert order(ranking) == [(1, "B"), (2, "A")]


def test_the_stored_order_is_followed() -> None:
    entries = [score("A", "80", HQ="25", TM="20"), score("B", "80", HQ="24", TM="21")]
    assert order(rank(entries, ["HQ", "TM"])) == [(1, "A"), (2, "B")]
    assert order(rank(entries, ["TM", "HQ"])) == [(1, "B"), (2, "A")]


def test_what_the_stored_order_leaves_equal_is_an_open_tie() -> None:
    entries = [
        score("D", "90", HQ="1"),
        score("C", "80", HQ="25"),
        score("A", "80", HQ="25"),
        score("B", "70", HQ="1"),
    ]
    ranking = rank(entries, ["HQ"])
    assert order(ranking) == [(1, "D"), (2, "A"), (2, "C"), (4, "B")]
    assert ranking.open_ties == (OpenTie(("A", "C"), Decimal("80.00"), 2, 3),)
    assert [place.tie_open for place in ranking.places] == [False, True, True, False]
    assert not ranking.is_final
    assert ranking.settled_ties == ()


def test_a_vote_settles_exactly_its_tie() -> None:
    entries = [score("A", "80"), score("C", "80"), score("E", "70"), score("F", "70")]
    ranking = rank(entries, [], votes=[("C", "A")])
    assert order(ranking) == [(1, "C"), (2, "A"), (3, "E"), (3, "F")]
    assert [tie.keys for tie in ranking.open_ties] == [("E", "F")]
    assert ranking.settled_ties == (SettledTie(("C", "A"), Decimal("80.00"), 1, (VOTE,)),)
    assert ranking.unused_votes == ()


@pytest.mark.parametrize("vote", [("A",), ("A", "B", "C"), ("A", "A"), ("A", "A", "B"), ("A", "X"), ()])
def test_a_vote_on_other_entries_settles_nothing_and_is_told(vote: tuple[str, ...]) -> None:
    ranking = rank([score("A", "80"), score("B", "80"), score("C", "70")], [], votes=[vote])
    assert [tie.keys for tie in ranking.open_ties] == [("A", "B")]
    assert ranking.unused_votes == (vote,)


def test_a_vote_never_overrules_the_stored_order() -> None:
    ranking = rank([score("A", "80", HQ="2"), score("B", "80", HQ="1")], ["HQ"], votes=[("B", "A")])
    assert order(ranking) == [(1, "A"), (2, "B")]
    assert ranking.unused_votes == (("B", "A"),)


def test_of_two_votes_on_one_tie_the_later_counts() -> None:
    ranking = rank([score("A", "80"), score("B", "80")], [], votes=[("A", "B"), ("B", "A")])
    assert order(ranking) == [(1, "B"), (2, "A")]


def test_three_of_one_mean_are_separated_by_two_steps() -> None:
    entries = [
        score("A", "80", HQ="9", TM="1"),
        score("B", "80", HQ="9", TM="2"),
        score("C", "80", HQ="10", TM="0"),
    ]
    ranking = rank(entries, ["HQ", "TM"])
    assert order(ranking) == [(1, "C"), (2, "B"), (3, "A")]
    assert ranking.settled_ties[0].by == ("HQ", "TM")


def test_nobody_is_ranked_twice() -> None:
    with pytest.raises(ValueError, match="ranked twice: A"):
        rank([score("A", "80"), score("A", "70")], [])


def test_no_entries_make_an_empty_final_ranking() -> None:
    assert rank([], ["HQ"]) == Ranking((), (), (), ())


few = st.integers(0, 3).map(lambda n: Fraction(n, 3))
entry_sets = st.lists(st.tuples(few, few, few), max_size=8).map(
    lambda rows: [
        EntryScore(f"E{i}", 3, m, rounded_half_up(m), {"HQ": h, "TM": t}) for i, (m, h, t) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(entry_sets, st.randoms())
def test_the_order_in_which_entries_come_changes_nothing(entries: list[EntryScore], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert rank(entries, ["HQ", "TM"]) == rank(shuffled, ["HQ", "TM"])


@settings(deadline=None)
@given(entry_sets)
def test_each_better_entry_stands_before_each_worse_one(entries: list[EntryScore]) -> None:
    ranking = rank(entries, ["HQ", "TM"])
    strength = {e.key: (e.rounded, e.criterion_means["HQ"], e.criterion_means["TM"]) for e in entries}
    for a in ranking.places:
        for b in ranking.places:
            assert (a.rank < b.rank) == (strength[a.key] > strength[b.key])


@settings(deadline=None)
@given(entry_sets, st.randoms())
def test_votes_on_all_open_ties_make_the_ranks_1_to_n(entries: list[EntryScore], random: Any) -> None:
    votes = [random.sample(tie.keys, len(tie.keys)) for tie in rank(entries, ["HQ"]).open_ties]
    ranking = rank(entries, ["HQ"], votes)
    assert ranking.is_final
    assert [place.rank for place in ranking.places] == list(range(1, len(entries) + 1))
    positions = {place.key: place.rank for place in ranking.places}
    for vote in votes:
        assert [positions[key] for key in vote] == list(
            range(positions[vote[0]], positions[vote[0]] + len(vote))
        )


@settings(deadline=None)
@given(entry_sets)
def test_a_missing_vote_leaves_only_its_own_tie_open(entries: list[EntryScore]) -> None:
    ties = rank(entries, []).open_ties
    for missing in ties:
        ranking = rank(entries, [], [tie.keys for tie in ties if tie is not missing])
        assert ranking.open_ties == (missing,)


def known_contest() -> tuple[dict[str, Any], list[Criterion], list[dict[str, Any]]]:
    data = json.loads(CONTEST.read_text(encoding="utf-8"), parse_float=Decimal)
    criteria = [
        Criterion(c["code"], c["name"], Decimal(c["max_points"]), c["step"], c["min_points"])
        for c in data["contest"]["criteria"]
    ]
    return data, criteria, [e for e in data["entries"] if "scores" in e]


def scored(entry: dict[str, Any], criteria: list[Criterion]) -> EntryScore:
    sheets = [Sheet(s["judge"], s["criteria"]) for s in entry["scores"] if not s["recused"]]
    return score_entry(entry["code"], sheets, criteria)


def test_the_2024_contest_comes_out_as_it_did() -> None:
    data, criteria, entries = known_contest()
    scores = {entry["code"]: scored(entry, criteria) for entry in entries}
    ranking = rank(scores.values(), ["HQ", "TM", "NR"])
    assert len(entries) == 20
    for entry in entries:
        assert scores[entry["code"]].rounded == entry["mean_score"]
        assert ranking.rank_of(entry["code"]) == entry["rank"]
    assert ranking.is_final
    assert [(t.keys, t.mean, t.first, t.by) for t in ranking.settled_ties] == [
        (("BD24-013", "BD24-006"), Decimal("85.50"), 5, ("HQ",))
    ]

    prizes = [
        Prize(p["code"], p["name"], p["quantity"], p["money_vnd"], PrizeKind(p["kind"]))
        for p in data["contest"]["prizes"]
    ]
    pass_mean = Decimal(data["contest"]["pass_mean"])
    candidates = [
        Candidate(
            e["code"],
            ranking.rank_of(e["code"]),
            AuthorKind(e["author_kind"]),
            passes(scores[e["code"]], criteria, pass_mean),
        )
        for e in entries
    ]
    allotment = allot(prizes, candidates)
    assert {given_.key: given_.prize.code for given_ in allotment.given} == {
        e["code"]: e["prize"] for e in entries if e["prize"]
    }
    assert len(allotment.given) == 11
    assert allotment.total_vnd == 22_000_000
    assert [(unused.prize.code, unused.left) for unused in allotment.unused] == [
        ("TT_NHAT", 1),
        ("TT_NHI", 1),
        ("TT_BA", 1),
    ]
