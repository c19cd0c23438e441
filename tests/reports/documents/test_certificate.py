"""The standard wording of certificates, and the size of letters that fits."""

from datetime import date

import pytest

from reports.documents.certificate import (
    ATTESTED,
    SIZES,
    certificates_of,
    compose_certificate,
    page_context,
)
from reports.documents.parts import Signer
from tests.reports.papers import (
    CERTIFIED,
    COLLECTIVE,
    CONTEST,
    GROUP,
    LONG_NAME,
    LONG_TITLE,
    PERSON,
    certificate,
)


def of(winner, **changes):
    return list(certificates_of(winner=winner, **(CERTIFIED | changes)))


def test_a_certificate_of_merit_is_given():
    record = certificate()
    assert (record.issuer, record.gives, record.form, record.lead) == (
        "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH", "TẶNG", "GIẤY KHEN", "",
    )  # fmt: skip
    assert record.achievement == f"Đã đạt Giải Nhất {CONTEST}"


@pytest.mark.parametrize("form", [ATTESTED, "Giấy chứng nhận"])
def test_an_attestation_is_not_given_but_attests(form):
    record = certificate(form=form, issuer="Ban Tổ chức Cuộc thi")
    assert (record.issuer, record.gives, record.form, record.lead) == (
        "BAN TỔ CHỨC CUỘC THI", "", "GIẤY CHỨNG NHẬN", "Chứng nhận",
    )  # fmt: skip


def test_the_decision_stands_below_with_room_where_it_has_no_number():
    assert page_context(certificate())["decision"] == "512/QĐ-UBND ngày 30 tháng 7 năm 2024"
    draft = certificate(number=None, day=None)
    assert page_context(draft)["decision"] == "…/QĐ-UBND ngày … tháng … năm …"
    assert page_context(draft.numbered(5, date(2024, 2, 3)))["decision"] == (
        "05/QĐ-UBND ngày 03 tháng 02 năm 2024"
    )


@pytest.mark.parametrize(("given", "printed"), [(None, None), ("", "…"), ("17", "17")])
def test_the_golden_book_is_optional(given, printed):
    assert page_context(certificate(golden_book=given))["golden_book"] == printed


def test_members_get_their_own_and_the_group_one_with_the_representative_first():
    whole, first, second = of(GROUP, per="both")
    assert (whole.recipient, whole.members) == ("Nhóm tác giả", tuple(p.name for p in GROUP.people))
    assert (first.recipient, first.posts) == (GROUP.people[0].name, (GROUP.people[0].post,))
    assert second.achievement.startswith("Thành viên nhóm tác giả đạt Giải Nhất Cuộc thi")
    assert [record.recipient for record in of(GROUP, per="member")] == [p.name for p in GROUP.people]
    assert [record.recipient for record in of(GROUP, per="group")] == ["Nhóm tác giả"]


@pytest.mark.parametrize("per", ["member", "group", "both"])
@pytest.mark.parametrize("winner", [PERSON, COLLECTIVE])
def test_one_person_or_collective_always_gets_one(winner, per):
    [record] = of(winner, per=per)
    assert record.recipient == winner.people[0].name
    assert record.achievement.startswith("Đã đạt Giải Nhất")
    assert "" not in record.posts


def test_another_setting_is_refused():
    with pytest.raises(ValueError, match="per member, group or both"):
        of(GROUP, per="each")


def test_letters_get_smaller_with_the_text_and_no_smaller_than_needed():
    members = tuple(f"{LONG_NAME} {n}" for n in range(12))
    steps = [
        page_context(record)["fit"]
        for record in (
            certificate(),
            certificate(entry_title=LONG_TITLE),
            compose_certificate(
                recipient="Nhóm tác giả", members=members, entry_title=LONG_TITLE, **CERTIFIED
            ),
        )
    ]
    assert steps[0] == 0
    assert steps == sorted(set(steps))
    assert steps[-1] < len(SIZES) - 1


def test_a_signature_of_many_lines_takes_room_from_the_text():
    deputy = Signer(authority="KT. CHỦ TỊCH", position="PHÓ CHỦ TỊCH", full_name=f"{LONG_NAME} {LONG_NAME}")
    context = page_context(certificate(signer=deputy))
    assert context["is_tall"]
    assert context["fit"] > page_context(certificate())["fit"]


def test_the_year_stays_with_its_word():
    assert "năm\u00a02024" in page_context(certificate())["achievement"]
