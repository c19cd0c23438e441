"""The papers around the decision, as finished pages."""

import dataclasses

import pytest

from reports.documents import jury_minutes_wording as minutes
from reports.documents.kinds import KINDS
from reports.documents.parts import Recipient, Signer
from reports.documents.prize_list import Row, Section
from reports.pdf.engine import render
from tests.reports.contest_papers import minutes_inputs

PAPERS = (
    "recognition",
    "proposal",
    "jury_minutes",
    "results_notice",
    "participation_report",
    "correction",
    "recall",
    "revocation",
)


def near(value, wanted, tolerance=0.6):
    return abs(value - wanted) <= tolerance


def last_text_page(texts, name):
    [found] = [text for text in texts if name in text.split("Phụ lục DANH")[0] and "Nơi nhận:" in text]
    return found


@pytest.mark.parametrize("kind", PAPERS)
def test_the_signature_shares_its_page_with_the_end_of_the_text(kind, paper_files, papers, open_pdf):
    with open_pdf(paper_files[kind].pdf) as file:
        page = last_text_page(file.texts(), papers[kind].signer.full_name)
    assert page.index("./.") < page.rindex(papers[kind].signer.position)


@pytest.mark.parametrize("kind", PAPERS)
def test_the_head_is_that_of_the_decree(kind, paper_files, papers, open_pdf):
    record = papers[kind]
    with open_pdf(paper_files[kind].pdf) as file:
        state = file.find(1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        body = file.find(1, record.issuing_body[0])
        first = file.texts()[0]
    assert near(state.right - state.left, 88.3, 1)
    assert (near(body.middle, 30 + 36), near(body.size, 12, 0.05)) == (True, True)
    assert f"Số: {record.number:02d}/{record.symbol}" in first


def test_minutes_have_no_place_and_date_in_the_head(paper_files, open_pdf):
    with open_pdf(paper_files["jury_minutes"].pdf) as file:
        assert "Ba Đình, ngày" not in file.texts()[0]


def test_the_secretary_signs_left_and_the_chair_right(paper_files, open_pdf):
    with open_pdf(paper_files["jury_minutes"].pdf) as file:
        left, right = file.find(2, "THƯ KÝ"), file.find(2, "CHỦ TỌA")
        receivers = file.find(2, "Nơi nhận:")
    assert near(left.top, right.top)
    assert near(left.middle, 30 + 165 / 4)
    assert near(right.middle, 30 + 165 * 3 / 4)
    assert receivers.top > left.bottom + 30


def test_scores_of_many_judges_lie_across_those_of_few_stand_in_the_text(inputs, paper_files, open_pdf):
    with open_pdf(paper_files["jury_minutes"].pdf) as file:
        assert [file.size(page) for page in (1, 3)] == [(210, 297), (297, 210)]
    few = render("jury_minutes", minutes.compose_jury_minutes(**minutes_inputs(inputs, 3)))
    with open_pdf(few.pdf) as file:
        assert {file.size(page) for page in range(1, few.pages + 1)} == {(210, 297)}
        assert "Phụ lục" not in " ".join(file.texts())


@pytest.mark.parametrize("judges", [1, 3, 6, 7, 11])
def test_no_column_of_scores_is_cut_or_broken(inputs, judges, open_pdf):
    values = minutes_inputs(inputs, judges)
    entries = [
        dataclasses.replace(entry, totals=(minutes.Decimal("100.00"),) * judges)
        for entry in values["entries"]
    ]
    file = render("jury_minutes", minutes.compose_jury_minutes(**values | {"entries": entries}))
    with open_pdf(file.pdf) as opened:
        text = " ".join(opened.texts())
        page = next(n for n, one in enumerate(opened.texts(), 1) if "Đề nghị giải" in one)
        right = opened.find(page, "Giải Nhất").right
        width = opened.size(page)[0]
    assert text.count("100,00") == len(entries) * judges
    assert right <= width - 15


def test_a_letter_says_what_it_concerns_below_its_number(paper_files, open_pdf):
    with open_pdf(paper_files["correction"].pdf) as file:
        number, concerning = file.find(1, "Số: 1024"), file.find(1, "V/v đính chính")
        to, dash = file.find(1, "Kính gửi:"), file.find(1, "- Phòng Nội vụ;")
        assert "512/QĐ-UBND" in file.text_in(1, concerning.bottom - 1, concerning.bottom + 6)
        assert not any(name in file.texts()[0] for name in ("THÔNG BÁO", "QUYẾT ĐỊNH"))
    assert near(concerning.size, 12, 0.05)
    assert 0 < concerning.top - number.bottom < 4
    assert near(dash.left, to.right, 2)
    assert dash.top > to.bottom - 1


def test_both_authorities_stand_above_the_post(paper_files, open_pdf):
    with open_pdf(paper_files["recognition"].pdf) as file:
        body, head, post = (file.find(2, text) for text in ("TM. ỦY BAN", "KT. CHỦ", "PHÓ CHỦ TỊCH"))
    assert body.bottom <= head.top + 1 < head.bottom <= post.top + 1


def test_a_list_without_money_has_no_column_for_it(papers, open_pdf):
    record = papers["recognition"]
    row = Row(index=1, people=(Recipient(name="Lê Thị Một"),), title="Ý tưởng", prize="Giải A", money=0)
    annex = dataclasses.replace(record.annex, sections=(Section(heading="CÁ NHÂN", rows=(row,)),))
    with open_pdf(render("recognition", dataclasses.replace(record, annex=annex)).pdf) as file:
        text = file.texts()[-1]
    assert "Lê Thị Một" in text
    assert not any(word in text for word in ("Mức thưởng", "Tổng cộng", "Không đồng"))


def test_the_notice_of_nobody_has_no_table(papers, open_pdf):
    with open_pdf(
        render("results_notice", dataclasses.replace(papers["results_notice"], rows=())).pdf
    ) as file:
        assert "STT" not in " ".join(file.texts())


LONG = ("dài " * 500).strip()


def _tall(kind, record):
    if kind == "jury_minutes":
        rows = (dataclasses.replace(record.rows[0], title=LONG), *record.rows[1:])
        return dataclasses.replace(record, rows=rows)
    if kind == "results_notice":
        rows = (dataclasses.replace(record.rows[0], title=LONG), *record.rows[1:])
        return dataclasses.replace(record, rows=rows)
    units = (dataclasses.replace(record.units[0], name=LONG), *record.units[1:])
    return dataclasses.replace(record, units=units)


@pytest.mark.parametrize("kind", ["jury_minutes", "results_notice", "participation_report"])
def test_a_row_taller_than_its_page_goes_on_with_nothing_lost(kind, papers, open_pdf):
    with open_pdf(render(kind, _tall(kind, papers[kind])).pdf) as file:
        text = " ".join(file.texts())
    assert text.count("dài") == 500
    assert papers[kind].signer.full_name in text


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_of_which_a_clerk_has_emptied_what_may_be_edited_is_still_a_page(kind, papers, open_pdf):
    record = papers[kind]
    blank = Signer(position="", full_name="")
    empty = {
        name: blank if isinstance(getattr(record, name), Signer) else type(getattr(record, name))()
        for name in KINDS[kind].editable
    }
    with open_pdf(render(kind, dataclasses.replace(record, **empty)).pdf) as file:
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in file.texts()[0]
