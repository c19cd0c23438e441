"""Whatever is done to a file: it loads, or one error names its place; never another exception."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workflows
from workflows.domain.contest_file import ContestFile, ContestFileError, load

CONTEST = Path(workflows.__file__).parent / "data" / "contests" / "ba_dinh_2024.json"


def small_contest() -> Any:
    """The 2024 contest with a few units and entries, so that each spoiled copy is quick to check."""
    value = json.loads(CONTEST.read_text(encoding="utf-8"))
    value["entries"] = [value["entries"][index] for index in (0, 1, 8, 21)]
    used = (
        {entry["unit"] for entry in value["entries"]} | {judge["unit"] for judge in value["judges"]} | {"NV"}
    )
    value["units"] = [unit for unit in value["units"] if unit["code"] in used]
    return value


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        yield (*way, key)
        yield from places(member, (*way, key))


PLACES = list(places(small_contest()))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["", "NV", "2024-07-15", "mean(HQ)", "2024-07-14T10:00:00Z", "0001-01-01", "tap_the"]),
)
junk = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def refusal(raw: bytes) -> ContestFileError | None:
    """Why the file is refused, None when it loads; any other exception goes through and fails the test."""
    try:
        assert isinstance(load(raw), ContestFile)
    except ContestFileError as refused:
        return refused
    return None


def spoil(value: Any, way: tuple[Any, ...], new: Any, *, remove: bool) -> None:
    for step in way[:-1]:
        value = value[step]
    if remove:
        del value[way[-1]]
    else:
        value[way[-1]] = new


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), junk, st.booleans())
def test_one_spoiled_member(way: tuple[Any, ...], new: Any, remove: bool) -> None:
    value = small_contest()
    spoil(value, way, new, remove=remove)
    refused = refusal(json.dumps(value).encode())
    assert refused is None or (refused.path.startswith("$") and refused.sentence.endswith("."))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 80_000), st.binary(min_size=1, max_size=3))
def test_spoiled_bytes(position: int, junk_bytes: bytes) -> None:
    raw = CONTEST.read_bytes()
    refused = refusal(raw[:position] + junk_bytes + raw[position + len(junk_bytes) :])
    assert refused is None or refused.path.startswith("$")
