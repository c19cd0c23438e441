"""What the papers share."""

import pytest

from reports.documents.parts import Signer, dashes, on_behalf_of, points
from reports.documents.wording import (
    Organizer,
    Reference,
    basis_lines,
    cited,
    closed,
    committee_issuer,
    contest_name,
    initials,
    listed,
)


@pytest.mark.parametrize(
    ("authority", "lines"),
    [
        (None, ()),
        ("", ()),
        ("KT. CHỦ TỊCH", ("KT. CHỦ TỊCH",)),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")),
        ("TUQ. CHỦ TỊCH UBND Q. MẪU", ("TUQ. CHỦ TỊCH UBND Q. MẪU",)),
        ("TUQ. CHỦ TỊCH TL. CHÁNH VĂN PHÒNG", ("TUQ. CHỦ TỊCH", "TL. CHÁNH VĂN PHÒNG")),
    ],
)
def test_each_authority_has_a_line_of_its_own(authority, lines):
    assert Signer(position="X", full_name="Y", authority=authority).authority_lines == lines


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        (None, "TM. ỦY BAN NHÂN DÂN"),
        ("TM.", "TM. ỦY BAN NHÂN DÂN"),
        ("KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"),
        ("TM. HỘI ĐỒNG", "TM. HỘI ĐỒNG"),
    ],
)
def test_a_body_is_named_once_before_the_signer(own, wanted):
    signer = Signer(position="CHỦ TỊCH", full_name="Nguyễn Văn Ký", authority=own)
    assert on_behalf_of("Ủy ban nhân dân", signer).authority == wanted


def test_lists_end_as_official_lists_do_whatever_was_typed():
    assert dashes(("một;", "hai.", "ba")) == ["- một;", "- hai;", "- ba."]
    assert points(("một", "hai;")) == ["a) một;", "b) hai."]
    assert dashes(()) == points(()) == []


def test_the_fifth_point_is_đ_and_a_list_longer_than_the_alphabet_gets_dashes():
    assert points(("x",) * 6)[3:] == ["d) x;", "đ) x;", "e) x."]
    assert points(("x",) * 24)[-1] == "- x."


def test_bases_are_cited_once_whether_or_not_the_word_stands_before_them():
    paper = Reference(title="Kế hoạch", full_number="9/KH", issuer="Bộ Mẫu")
    known = Reference(title="Quyết định", full_number="1/QĐ")
    lines = basis_lines(["Căn cứ Luật A.", "Luật B; ", "Quyết định số 1/QĐ"], (paper, known))
    assert lines == (
        "Căn cứ Luật A;",
        "Căn cứ Luật B;",
        "Căn cứ Quyết định số 1/QĐ;",
        "Căn cứ Kế hoạch số 9/KH của Bộ Mẫu;",
    )
    assert closed(lines)[-1] == "Căn cứ Kế hoạch số 9/KH của Bộ Mẫu."
    assert closed(()) == ()


def test_a_paper_without_number_and_date_is_cited_by_its_name():
    assert cited(Reference(title="Biên bản họp")) == "Biên bản họp"


def test_small_words():
    assert initials("Ban Tổ chức") == "BTC"
    assert initials("Hội đồng chấm thi") == "HĐCT"
    assert listed(["một"]) == "một"
    assert listed(["một", "hai", "ba"]) == "một, hai và ba"
    assert contest_name("Ý tưởng “mới”") == "Cuộc thi Ý tưởng “mới”"


def test_a_committee_without_a_right_of_its_own_stands_under_the_head_of_its_organizer():
    body = Organizer(
        name="Ủy ban nhân dân xã Mẫu",
        short="UBND xã Mẫu",
        level="commune",
        place_name="Mẫu",
        symbol="QĐ-UBND",
    )
    own = committee_issuer("Ban Tổ chức", body, symbol="TB-BTC")
    lent = committee_issuer("Ban Tổ chức", body, symbol="TB-BTC", in_own_right=False)
    assert (own.parent_body, own.lines) == ("UBND XÃ MẪU", ("BAN TỔ CHỨC",))
    assert (lent.parent_body, lent.lines) == (None, ("ỦY BAN NHÂN DÂN", "XÃ MẪU"))
    assert own.symbol == lent.symbol == "TB-BTC"
