"""A decision in place of another, from the models."""

import dataclasses

import pytest

from reports.records import (
    award_decision,
    replacement,
)
from tests.reports.records.building import awarded, the_decision, the_proposal

pytestmark = pytest.mark.django_db


def test_a_replacement_says_which_decision_it_replaces(world):
    awarded(world, 1)
    old = the_decision(world)
    record = replacement.build_record(world.round, the_proposal(world), old)
    assert "và thay thế Quyết định số 07/QĐ-UBND ngày" in record.articles[-1][-1]
    same = award_decision.build_record(world.round, world.round.documents.get(kind="proposal"))
    assert dataclasses.replace(record, articles=same.articles) == same
