"""The decision that recalls a paper."""

import pytest

from reports.documents.recall_wording import compose_recall
from tests.reports.contest_papers import SUBJECT, recall_inputs


@pytest.fixture
def written(inputs):
    return lambda **changes: compose_recall(**(recall_inputs(inputs) | changes))


def test_what_is_recalled_by_whom_and_why(written):
    record = written()
    assert record.subject == "Về việc thu hồi Quyết định số 512/QĐ-UBND"
    assert record.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"
    assert record.articles[0] == (
        "Thu hồi Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024 của Chủ tịch Ủy ban nhân dân quận Ba Đình "
        f"{SUBJECT}.",
        "Lý do: ban hành không đúng trình tự, thủ tục (hư cấu).",
    )
    assert record.articles[1][0].startswith(
        "Kể từ ngày Quyết định này có hiệu lực, Quyết định số 512/QĐ-UBND không còn giá trị thi hành."
    )
    assert record.articles[2][0].endswith("chịu trách nhiệm thi hành Quyết định này./.")
    assert record.recipients[0] == "Như Điều 3"


def test_the_decree_on_papers_is_cited_once(written):
    decree = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
    assert written().bases[-2] == f"{decree};"
    again = written(legal_bases=("Nghị định số 30/2020/NĐ-CP về công tác văn thư",))
    assert sum("30/2020/NĐ-CP" in basis for basis in again.bases) == 1


def test_without_a_proposal_the_last_basis_ends_the_list(written):
    assert written(proposal=None).bases[-1].endswith("về công tác văn thư.")
