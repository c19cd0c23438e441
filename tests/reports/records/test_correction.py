"""The letter of correction, from the models."""

import pytest

from reports.documents.correction_wording import Change
from reports.records import (
    correction,
)
from tests.reports.records.building import awarded, the_decision, the_proposal

pytestmark = pytest.mark.django_db


def test_a_decision_of_the_head_is_corrected_by_the_body(world):
    awarded(world, 1)
    record = correction.build_record(
        the_decision(world), [Change(where="tại Điều 1", printed="Lê Văn A", correct="Lê Văn Á")]
    )
    assert record.symbol == "UBND-NV"
    assert record.concerning == "đính chính Quyết định số 07/QĐ-UBND"
    assert record.signer.authority == "TM. ỦY BAN NHÂN DÂN"


def test_a_proposal_is_corrected_by_the_standing_unit(world):
    record = correction.build_record(
        the_proposal(world), [Change(where="tại mục 1", printed="a", correct="b")]
    )
    assert record.symbol == "NV"
    assert record.issuing_body == ("PHÒNG NỘI VỤ",)
    assert record.signer.position == "TRƯỞNG PHÒNG"
    assert record.concerning == "đính chính Tờ trình số 03/TTr-NV"
