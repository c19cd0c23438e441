"""The recognition by the body or by the committee, from the models."""

import pytest

from reports.records import (
    recognition,
)
from tests.reports.records.building import awarded, the_proposal

pytestmark = pytest.mark.django_db


def test_the_body_recognises_and_the_committee_can_too(world):
    awarded(world, 1)
    paper = the_proposal(world)
    by_body = recognition.build_record(world.round, paper)
    assert by_body.authority == "ỦY BAN NHÂN DÂN QUẬN THỬ"
    assert by_body.signer.authority == "TM. ỦY BAN NHÂN DÂN"
    assert by_body.signer.position == "CHỦ TỊCH"
    assert by_body.symbol == "QĐ-UBND"
    assert by_body.bases[-1].startswith("Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 03/TTr-NV ngày")
    world["chair"].position = "Phó Chủ tịch UBND quận, Trưởng Ban Tổ chức"
    world["chair"].save()
    by_committee = recognition.build_record(world.round, by_committee=True)
    assert by_committee.issuing_body == ("BAN TỔ CHỨC CUỘC THI",)
    assert by_committee.parent_body == "UBND QUẬN THỬ"
    assert by_committee.symbol == "QĐ-BTC"
    assert by_committee.signer.authority_lines == ("TM. BAN TỔ CHỨC",)
    assert by_committee.signer.position == "TRƯỞNG BAN"
    assert by_committee.signer.full_name == world["chair"].full_name
    assert by_committee.signer.other_posts == ("PHÓ CHỦ TỊCH UBND QUẬN",)
    assert any("về việc thành lập Ban Tổ chức Cuộc thi" in basis for basis in by_committee.bases)
