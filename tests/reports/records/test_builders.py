"""Records of the papers as a contest's data give them; the number of queries never grows with the rows."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from reports.documents.correction_wording import Change
from reports.documents.kinds import KINDS
from reports.documents.record import from_plain, to_plain
from reports.pdf.engine import admit
from reports.records import (
    award_decision,
    correction,
    deciders,
    jury_minutes,
    participation_report,
    parts,
    proposal,
    recall,
    recognition,
    replacement,
    results_notice,
    revocation,
)
from tests.factories import give, make_batch, make_document, make_entry, make_unit, make_world, set_round
from workflows import clock
from workflows.models import (
    Assignment,
    Award,
    Contest,
    Document,
    EntryAuthor,
    Membership,
    RankingRow,
    Round,
    TieVote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(funding_source="Quỹ thi đua, khen thưởng")


def fresh(model, row):
    """Return the row with nothing of it read before."""
    return model.objects.get(pk=row.pk)


def awarded(world, number, **fields):
    entries = [make_entry(world, "awarded", **fields) for _ in range(number)]
    set_round(world, "decided")
    return entries


def the_proposal(world):
    return make_document(world, "issued", kind="proposal", number=3)


def the_decision(world):
    return world.round.documents.get(kind="decision")


def built(kind, world):
    """Return the record of a kind, read from the database anew."""
    round_ = fresh(Round, world.round)
    contest = fresh(Contest, world.contest)
    papers = {paper.kind: paper for paper in Document.objects.filter(contest=contest)}
    decision = papers["decision"]
    builders = {
        "award_decision": lambda: award_decision.build_record(round_, papers["proposal"]),
        "recognition": lambda: recognition.build_record(round_, papers["proposal"]),
        "proposal": lambda: proposal.build_record(round_),
        "jury_minutes": lambda: jury_minutes.build_record(round_),
        "results_notice": lambda: results_notice.build_record(round_, decision),
        "participation_report": lambda: participation_report.build_record(contest),
        "correction": lambda: correction.build_record(
            decision, [Change(where="tại Điều 1", printed="a", correct="b")]
        ),
        "recall": lambda: recall.build_record(decision, reason="sai thẩm quyền"),
        "revocation": lambda: revocation.build_record(decision, _awards(decision), ground="a"),
    }
    return builders[kind]


def _awards(decision):
    return [Award(pk=pk) for pk in Award.objects.filter(decision=decision).values_list("pk", flat=True)]


QUERIES = {
    "award_decision": 7,
    "recognition": 7,
    "proposal": 10,
    "jury_minutes": 8,
    "results_notice": 7,
    "participation_report": 8,
    "correction": 5,
    "recall": 4,
    "revocation": 7,
}


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("many", [1, 3])
def test_a_record_costs_as_many_queries_for_many_entries_units_and_judges_as_for_few(
    kind, many, django_assert_num_queries
):
    world = make_world(units=many, judges=many)
    awarded(world, many)
    the_proposal(world)
    build = built(kind, world)
    with django_assert_num_queries(QUERIES[kind]):
        build()


@pytest.mark.parametrize("kind", QUERIES)
def test_a_record_can_be_printed_and_stored(world, kind):
    awarded(world, 2)
    the_proposal(world)
    record = built(kind, world)()
    assert (record.number, record.date) == (None, None)
    assert from_plain(KINDS[kind].record, to_plain(record)) == record
    assert admit(kind, record) == record


@pytest.mark.parametrize("kind", sorted(QUERIES.keys() - {"revocation"}))
def test_a_contest_in_which_nobody_is_awarded_still_has_its_papers(world, kind):
    make_entry(world, "not_awarded")
    make_document(world, "issued")
    the_proposal(world)
    record = built(kind, world)()
    assert admit(kind, record) == record


def test_names_are_those_of_the_contest_not_of_the_unit_today(world):
    world.contest.organizer.name = "Tên mới"
    world.contest.organizer.save()
    awarded(world, 1)
    the_proposal(world)
    for kind in QUERIES:
        assert "Tên mới" not in built(kind, world)().to_json()


def test_the_body_recognises_and_the_committee_can_too(world):
    awarded(world, 1)
    paper = the_proposal(world)
    by_body = recognition.build_record(world.round, paper)
    assert by_body.authority == "ỦY BAN NHÂN DÂN QUẬN THỬ"
    assert by_body.signer.authority == "TM. ỦY BAN NHÂN DÂN"
    assert by_body.signer.position == "CHỦ TỊCH"
    assert by_body.symbol == "QĐ-UBND"
    assert by_body.bases[-1].startswith("Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 03/TTr-NV ngày")
    world["chair"].position = "Phó Chủ tịch UBND quận"
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


def test_a_council_has_a_chairman(world):
    world.contest.committee_name = "Hội đồng thi"
    assert parts.head_of_committee(world.contest) == "Chủ tịch"
    assert parts.committee_of(world.contest) == "Hội đồng thi Cuộc thi"


def test_the_proposal_counts_units_and_entries(world):
    awarded(world, 2)
    make_entry(world, "screened_out", left_from="submitted")
    make_entry(world, "draft")
    make_batch(world, "none_declared", unit=world.units[1])
    record = proposal.build_record(world.round)
    assert record.chapters[0][1].endswith(
        "Có 02 cơ quan, đơn vị tham gia, trong đó 01 cơ quan, đơn vị báo cáo không có bài dự thi."
    )
    assert record.chapters[0][2] == (
        "Tổng số bài dự thi đã nộp: 03 bài; đạt sơ loại: 02 bài; được tiếp nhận: 02 bài; được chấm điểm: "
        "02 bài."
    )
    assert record.symbol == "TTr-NV"
    assert record.parent_body == "UBND QUẬN THỬ"
    assert record.issuing_body == ("PHÒNG NỘI VỤ",)
    assert record.addressees == ("Chủ tịch Ủy ban nhân dân quận Thử",)
    assert record.signer.position == "TRƯỞNG PHÒNG"
    assert record.signer.full_name == world["standing_head"].full_name
    assert "Tổng số tiền thưởng: 10.000.000 đồng (Bằng chữ: Mười triệu đồng chẵn)." in record.chapters[2]


def test_without_a_standing_unit_the_organizer_itself_proposes(world):
    Contest.objects.filter(pk=world.contest.pk).update(standing_unit=None)
    awarded(world, 1)
    record = proposal.build_record(fresh(Round, world.round))
    assert (record.parent_body, record.issuing_body) == (None, ("ỦY BAN NHÂN DÂN", "QUẬN THỬ"))
    assert record.symbol == "TTr-UBND"


def test_a_stand_in_does_not_sign_for_the_holder_of_the_role(world):
    give(world["stranger"], "standing_head", contest=world.contest, stand_in_for=world["standing_head"])
    assert parts.holders(world.contest)["standing_head"] == world["standing_head"]


def test_nobody_in_a_role_leaves_the_name_open(world):
    Membership.objects.filter(role="standing_head").update(ended_at=clock.now())
    awarded(world, 1)
    assert proposal.build_record(world.round).signer.full_name == ""


def test_the_minutes_have_every_total_in_the_order_of_the_judges(world):
    [entry] = awarded(world, 1)
    record = jury_minutes.build_record(world.round)
    [row] = record.rows
    assert record.judges == ("GK1", "GK2", "GK3")
    assert (row.code, row.title, row.unit) == (entry.judging_code, entry.title, entry.unit_name)
    assert row.totals == ("70,00",) * 3
    assert (row.mean, row.rank, row.prize) == ("70,00", "1", "Giải Nhất")
    assert record.quorum == 2
    assert len(record.present) == 3
    assert record.symbol == "BB-HĐCT"
    assert record.signer.full_name == world["chair"].full_name
    assert record.secretary.full_name == world["secretary"].full_name


def test_a_recused_judge_has_no_total_and_a_replaced_one_is_named(world):
    [entry] = awarded(world, 1)
    one, two, three = Assignment.objects.filter(entry=entry).order_by("judge__order")
    Assignment.objects.filter(pk=one.pk).update(recused_at=clock.now())
    Assignment.objects.filter(pk=two.pk).update(recused_at=clock.now(), replaced_by=three)
    record = jury_minutes.build_record(world.round)
    assert record.rows[0].totals[:2] == ("", "")
    names = [judge.user.full_name for judge in world.judges]
    assert record.recusals == (
        f"{names[0]} (GK1) không chấm bài {entry.judging_code} do xung đột lợi ích.",
        f"{names[1]} (GK2) không chấm bài {entry.judging_code}; {names[2]} (GK3) chấm thay.",
    )


def test_ties_are_told_with_what_settled_them(world):
    entries = awarded(world, 4)
    settled = (("80.00", "A"), ("80.00", "A"), ("75.00", "A+vote"), ("75.00", "A+vote"))
    for entry, (mean, by) in zip(entries, settled, strict=True):
        RankingRow.objects.filter(entry=entry).update(mean=Decimal(mean), decided_by=by)
    TieVote.objects.create(
        round=world.round,
        order=[entries[2].pk, entries[3].pk],
        note="3/3 phiếu đồng ý",
        recorded_at=clock.now(),
        recorded_by=world["chair"],
    )
    codes = [entry.judging_code for entry in entries]
    assert jury_minutes.build_record(world.round).ties == (
        f"Các bài {codes[0]} và {codes[1]} cùng điểm trung bình 80,00; lần lượt xếp hạng 1 và 2 theo điểm "
        "trung bình tiêu chí “Tính mới”.",
        f"Các bài {codes[2]} và {codes[3]} cùng điểm trung bình 75,00; lần lượt xếp hạng 3 và 4 theo điểm "
        "trung bình tiêu chí “Tính mới” và kết quả biểu quyết (3/3 phiếu đồng ý).",
    )


def test_an_open_tie_is_said_to_be_open(world):
    entries = [make_entry(world, "scored") for _ in range(2)]
    RankingRow.objects.filter(round=world.round).update(rank=None, tie_group=1)
    record = jury_minutes.build_record(world.round)
    assert record.ties[0].endswith("chưa phân định được thứ hạng.")
    assert {row.code for row in record.rows} == {entry.judging_code for entry in entries}


def test_the_notice_has_names_units_titles_prizes_and_nothing_else(world):
    [entry] = awarded(world, 1)
    EntryAuthor.objects.filter(entry=entry).update(position="Chuyên viên")
    record = results_notice.build_record(world.round, the_decision(world), ceremony="Sẽ thông báo sau.")
    [row] = record.rows
    assert row.people[0].name == entry.owner.full_name
    assert row.people[0].post == entry.unit_name
    text = record.to_json()
    for secret in ("Chuyên viên", "0912345678", "Số 1 phố Thử", entry.judging_code, "5.000.000", "70"):
        assert secret not in text
    assert record.signer.authority == "TM. BAN TỔ CHỨC"
    assert record.symbol == "TB-BTC"
    assert record.ceremony == "Sẽ thông báo sau."


def test_a_revoked_award_is_not_announced(world):
    make_entry(world, "revoked")
    record = results_notice.build_record(world.round, the_decision(world))
    assert record.rows == ()
    assert "Không có tập thể, cá nhân đạt giải." in record.results[0]


def test_a_group_stands_in_its_order_with_the_representative_first(world):
    [entry] = awarded(world, 1, author_kind="group")
    for order, name in ((2, "Đỗ An"), (3, "Bùi Bình")):
        EntryAuthor.objects.create(entry=entry, order=order, full_name=name, unit_name="Phòng Hai")
    EntryAuthor.objects.filter(entry=entry, is_representative=True).update(order=9)
    names = [entry.owner.full_name, "Đỗ An", "Bùi Bình"]
    the_proposal(world)
    decision = built("award_decision", world)()
    assert [person.name for person in decision.annex.sections[0].rows[0].people] == names
    notice = results_notice.build_record(world.round, the_decision(world))
    assert [person.name for person in notice.rows[0].people] == names


def test_a_collective_is_named_instead_of_who_wrote(world):
    awarded(world, 1, author_kind="collective", collective_name="Tập thể Phòng Một")
    the_proposal(world)
    decision = built("award_decision", world)()
    assert decision.annex.sections[0].heading == "TẬP THỂ"
    assert decision.annex.sections[0].rows[0].people[0].name == "Tập thể Phòng Một"
    notice = results_notice.build_record(world.round, the_decision(world))
    assert [person.name for person in notice.rows[0].people] == ["Tập thể Phòng Một"]


def test_figures_of_each_unit_in_the_order_of_the_alphabet():
    names = ["Phường Ơn", "Phường Ánh", "Phường Ăn"]
    world = make_world(units=3)
    for unit, name in zip(world.units, names, strict=True):
        unit.name = name
        unit.save()
    awarded(world, 2)
    make_entry(world, "screened_out", left_from="submitted")
    make_entry(world, "draft")
    make_batch(world, "none_declared", unit=world.units[1])
    record = participation_report.build_record(world.contest)
    assert [row.name for row in record.units] == ["Phường Ánh", "Phường Ăn", "Phường Ơn"]
    assert [row.note for row in record.units] == ["Báo cáo không có bài dự thi", "", ""]
    assert record.units[2].figures.cells == (3, 2, 1, 2, 2, 2)
    assert [row.figures.cells for row in record.themes] == [(3, 2, 1, 2, 2, 2)]
    assert record.symbol == "BC-NV"


def test_entries_without_a_theme_are_counted_by_themselves(world):
    make_entry(world, "submitted", theme=None)
    record = participation_report.build_record(world.contest)
    assert [row.name for row in record.themes] == ["Chuyển đổi số", "Chưa xác định nội dung"]
    assert record.themes[1].figures.submitted == 1


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


@pytest.mark.parametrize(
    ("authority", "name"),
    [
        ("", "Chủ tịch Ủy ban nhân dân quận Thử"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN THỬ", "Chủ tịch Ủy ban nhân dân quận Thử"),
        ("ỦY BAN NHÂN DÂN QUẬN THỬ", "Ủy ban nhân dân quận Thử"),
        ("BAN TỔ CHỨC CUỘC THI", "Ban Tổ chức Cuộc thi"),
    ],
)
def test_who_issued_a_decision_recalls_it(world, authority, name):
    awarded(world, 1)
    decision = the_decision(world)
    decision.record = {"authority": authority, "subject": "Về việc khen thưởng"}
    record = recall.build_record(decision, reason="sai thẩm quyền")
    assert record.authority == name.upper()
    assert f"của {name} về việc khen thưởng." in record.articles[0][0]
    assert deciders.about(decision) == "về việc khen thưởng"


def test_only_the_chosen_awards_of_that_decision_are_revoked(world):
    entries = awarded(world, 3)
    decision = the_decision(world)
    chosen = list(Award.objects.filter(entry__in=entries[1:]))
    record = revocation.build_record(
        decision, chosen, ground="b", due=date(2024, 9, 15), proposal=the_proposal(world)
    )
    lines = record.articles[0][1:]
    assert [entry.title in line for entry, line in zip(entries[1:], lines, strict=True)] == [True, True]
    assert record.articles[2][-1] == (
        "Tổng số tiền thưởng thu hồi: 10.000.000 đồng (Bằng chữ: Mười triệu đồng chẵn)."
    )
    assert record.bases[-1].startswith("Theo đề nghị của Trưởng phòng Nội vụ")


def test_an_award_of_another_decision_is_not_revoked_by_this_one(world):
    awarded(world, 1)
    other = make_world("khac")
    [theirs] = awarded(other, 1)
    with pytest.raises(ValueError, match="revocation of 0 awards"):
        revocation.build_record(the_decision(world), [theirs.award_fact], ground="a")


def test_a_replacement_says_which_decision_it_replaces(world):
    awarded(world, 1)
    old = the_decision(world)
    record = replacement.build_record(world.round, the_proposal(world), old)
    assert "và thay thế Quyết định số 07/QĐ-UBND ngày" in record.articles[-1][-1]
    same = award_decision.build_record(world.round, world.round.documents.get(kind="proposal"))
    assert dataclasses.replace(record, articles=same.articles) == same


@pytest.mark.parametrize(
    ("title", "name", "head"),
    [
        ("Trưởng phòng", "Phòng Nội vụ", "Trưởng phòng Nội vụ"),
        ("", "Trung tâm Mẫu", "Thủ trưởng Trung tâm Mẫu"),
        ("Chánh Văn phòng", "Văn phòng Ủy ban", "Chánh Văn phòng Ủy ban"),
    ],
)
def test_the_head_of_a_unit_in_words(title, name, head):
    assert parts.head_of(make_unit(name, head_title=title)) == head
