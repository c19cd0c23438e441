"""A realistic decision: the eleven winners of the 2024 contest file."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.award_wording import compose_award_decision
from reports.documents.parts import Recipient, Signer
from reports.documents.prize_wording import Prize, Winner
from reports.documents.wording import Organizer, Reference
from reports.pdf.engine import Rendered, render
from tests.reports.contest_papers import contest_papers


@pytest.fixture(autouse=True)
def _messages_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


SOURCE = Path(__file__).parents[1] / "data" / "award_decision.json"


def paper(data: dict[str, str]) -> Reference:
    return Reference(**{**data, "issued_on": date.fromisoformat(data["issued_on"])})


def winner(data: dict[str, Any]) -> Winner:
    return Winner(**{**data, "people": tuple(Recipient(**person) for person in data["people"])})


def prize(data: dict[str, Any]) -> Prize:
    return Prize(**{**data, "winners": tuple(map(winner, data["winners"]))})


@pytest.fixture(scope="session")
def inputs() -> dict[str, Any]:
    """Return the keyword arguments of ``compose_award_decision``."""
    data = json.loads(SOURCE.read_text(encoding="utf-8"))
    data.pop("about")
    return data | {
        "organizer": Organizer(**data["organizer"]),
        "plan": paper(data["plan"]),
        "minutes": paper(data["minutes"]),
        "proposal": paper(data["proposal"]),
        "prizes": tuple(map(prize, data["prizes"])),
        "signer": Signer(**data["signer"]),
        "day": date.fromisoformat(data["day"]),
    }


@pytest.fixture(scope="session")
def compose(inputs: dict[str, Any]) -> Callable[..., AwardDecisionRecord]:
    """Return a composer that takes changes to the standard decision."""
    return lambda **changes: compose_award_decision(**(inputs | changes))


@pytest.fixture(scope="session")
def decision(compose: Callable[..., AwardDecisionRecord]) -> AwardDecisionRecord:
    """Return decision 512 of 30 July 2024."""
    return compose()


@pytest.fixture(scope="session")
def papers(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return a record of each paper around the decision, by its kind."""
    return contest_papers(inputs)


@pytest.fixture(scope="session")
def issued(decision: AwardDecisionRecord) -> Rendered:
    """Return its file."""
    return render("award_decision", decision)
