"""What the receipt for a unit's list says."""

import pytest

from reports.documents.intake_receipt import page_context
from tests.reports.papers import intake_receipt


def facts(**changes):
    return dict(page_context(intake_receipt(**changes))["facts"])


@pytest.mark.parametrize(
    ("ordinal", "text"), [(1, "Danh sách chính, 02 bài"), (3, "Danh sách bổ sung lần 2, 02 bài")]
)
def test_main_list_and_supplements(ordinal, text):
    assert facts(ordinal=ordinal)["Danh sách"] == text


@pytest.mark.parametrize(("in_time", "text"), [(True, "Gửi đúng hạn"), (False, "Gửi quá hạn")])
def test_in_time_or_late_beside_the_deadline(in_time, text):
    found = facts(in_time=in_time)
    assert found["Đối chiếu thời hạn"] == text
    assert found["Thời hạn gửi bài"] == "23:59 ngày 14/07/2024, Chủ nhật"
    assert found["Người tiếp nhận"] == "Vũ Văn Thư Ký"


def test_an_empty_list_is_counted():
    assert facts(entries=())["Danh sách"] == "Danh sách chính, 00 bài"


def test_two_people_sign_each_in_a_room_of_its_own():
    signers = page_context(intake_receipt())["signers"]
    assert [(slot, signer.full_name) for slot, signer in signers] == [
        ("sign-1", "Lê Thị Thủ Trưởng"),
        ("sign-2", "Vũ Văn Thư Ký"),
    ]
