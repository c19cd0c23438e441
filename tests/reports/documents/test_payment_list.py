"""What the payment list says."""

import pytest

from reports.documents.payment_list import page_context, payee
from tests.reports.papers import COLLECTIVE, GROUP, PERSON, awarded, payment_list


@pytest.mark.parametrize(
    ("winner", "text"),
    [
        (PERSON, "Phạm Văn Ví Dụ"),
        (GROUP, "Nhóm tác giả Nguyễn Thị Minh Họa (người đại diện) và 01 thành viên"),
        (COLLECTIVE, "Tập thể Phòng Giả Định"),
    ],
)
def test_who_signs_for_the_money(winner, text):
    assert payee(winner.kind, winner.people) == text


def test_the_decision_is_named_with_number_and_date():
    assert payment_list().decision == (
        "Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024 của Chủ tịch Ủy ban nhân dân quận Ba Đình"
    )
    assert payment_list(decision_number=None, decided_on=None).decision == (
        "Quyết định của Chủ tịch Ủy ban nhân dân quận Ba Đình"
    )


def test_a_revoked_award_is_not_paid_but_named():
    record = payment_list()
    context = page_context(record)
    assert len(record.payments) == 3
    assert (context["total_money"], context["total_in_words"]) == (
        "12.000.000", "Mười hai triệu đồng chẵn",
    )  # fmt: skip
    assert record.notes == ("Không chi tiền thưởng Giải Ba của Phạm Văn Ví Dụ: giải thưởng đã bị thu hồi.",)


def test_nothing_to_pay_is_nothing():
    context = page_context(payment_list(awards=()))
    assert (context["payments"], context["total_money"], context["total_in_words"]) == (
        [], "0", "Không đồng",
    )  # fmt: skip


def test_all_revoked():
    record = payment_list(awards=(awarded(GROUP, "Giải Nhất", 5_000_000, is_revoked=True),))
    assert (record.payments, len(record.notes)) == ((), 1)


def test_three_people_sign():
    signers = page_context(payment_list())["signers"]
    assert [(slot, signer.position) for slot, signer in signers] == [
        ("sign-1", "NGƯỜI LẬP"),
        ("sign-2", "KẾ TOÁN"),
        ("sign-3", "CHỦ TỊCH"),
    ]
