"""Canonical JSON of records."""

import json

import pytest

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.record import RecordError


def test_a_record_survives_the_way_to_json_and_back(decision):
    text = decision.to_json()
    again = AwardDecisionRecord.from_json(text)
    assert again == decision
    assert again.to_json() == text


def test_the_json_is_canonical(decision):
    text = decision.to_json()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "Ủy ban" in text


def test_a_draft_without_number_and_date_survives_too(compose):
    draft = compose(number=None, day=None)
    assert AwardDecisionRecord.from_json(draft.to_json()) == draft


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda d: d.pop("place"), "$"),
        (lambda d: d.update(extra=1), "$"),
        (lambda d: d.update(number="512"), "$.number"),
        (lambda d: d.update(number=True), "$.number"),
        (lambda d: d.update(date="30/07/2024"), "$.date"),
        (lambda d: d.update(bases="x"), "$.bases"),
        (lambda d: d["articles"][1].append(3), "$.articles[1][3]"),
        (
            lambda d: d["annex"]["sections"][0]["rows"][2].update(money=1.5),
            "$.annex.sections[0].rows[2].money",
        ),
        (lambda d: d.update(signer=None), "$.signer"),
    ],
)
def test_data_that_does_not_fit_is_named_by_its_path(decision, spoil, where):
    data = json.loads(decision.to_json())
    spoil(data)
    with pytest.raises(RecordError) as refusal:
        AwardDecisionRecord.from_json(json.dumps(data))
    assert f"at {where}:" in str(refusal.value)


def test_text_that_is_no_json_is_refused():
    with pytest.raises(RecordError, match="not JSON"):
        AwardDecisionRecord.from_json("{")
