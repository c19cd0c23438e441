"""The standard decision of the tests of documents, and one of a body that stands under another."""

import dataclasses
from collections.abc import Callable

import pytest

from reports.documents.award_decision import AwardDecisionRecord
from tests.reports.conftest import _messages_in_english, compose, decision, inputs, issued

__all__ = ["_messages_in_english", "compose", "decision", "inputs", "issued"]


@pytest.fixture(scope="session")
def papers(
    decision: AwardDecisionRecord, compose: Callable[..., AwardDecisionRecord]
) -> dict[str, AwardDecisionRecord]:
    """Return the papers that rules are measured on, by the name in the table of rules."""
    [section] = decision.annex.sections
    short = dataclasses.replace(section, rows=section.rows[:2])
    annex = dataclasses.replace(decision.annex, sections=(short,))
    return {
        "decision": dataclasses.replace(decision, annex=annex),
        "deputy": dataclasses.replace(
            decision,
            parent_body="ỦY BAN NHÂN DÂN THÀNH PHỐ HƯ CẤU",
            issuing_body=("SỞ NỘI VỤ",),
            signer=dataclasses.replace(decision.signer, authority="KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC"),
            annex=dataclasses.replace(decision.annex, sections=()),
        ),
    }
