"""What the papers of authors, judges, units and payment look like on the page: long, empty, signed."""

import dataclasses
import re

import pytest

from reports.documents.intake_receipt import EntryRow
from reports.documents.kinds import KINDS
from reports.documents.submission_receipt import Received
from reports.pdf.engine import admit, page, render
from tests.reports.papers import (
    COLLECTIVE,
    GROUP,
    LONG_NAME,
    LONG_TITLE,
    SAMPLES,
    awarded,
    forwarding_letter,
    intake_receipt,
    payment_list,
    scoresheet,
    screening_minutes,
    submission_receipt,
    thanks_letter,
)

RIGHT_EDGE = 195.1  # millimetres: 210 less the margin


def shown(record, open_pdf):
    return open_pdf(render(record.KIND, record).pdf)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_paper_carries_its_record_and_nothing_that_it_would_refuse(sample, open_pdf):
    record = sample()
    assert admit(record.KIND, record) == record
    with shown(record, open_pdf) as file:
        data = KINDS[record.KIND].data_name
        assert list(file.attachments()) == [data, data.replace(".json", ".xml")]


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (payment_list(), ("Vũ Văn Thư Ký", "Bùi Thị Kế Toán", "Nguyễn Văn Ký")),
        (intake_receipt(), ("Lê Thị Thủ Trưởng", "Vũ Văn Thư Ký")),
    ],
)
def test_signatures_stand_side_by_side_within_the_margins(record, names, open_pdf):
    with shown(record, open_pdf) as file:
        places = [file.find(1, name) for name in names]
        if record.KIND == "intake_receipt":
            # the name stands among the facts, too
            places[1] = file.find(1, "NGƯỜI TIẾP NHẬN")
    assert [place.left for place in places] == sorted(place.left for place in places)
    assert all(place.left >= 30 and place.right <= RIGHT_EDGE for place in places)


@pytest.mark.parametrize(
    ("record", "slots"),
    [
        (payment_list(), ("sign-1", "sign-2", "sign-3")),
        (intake_receipt(), ("sign-1", "sign-2")),
        (screening_minutes(), ("sign-1", "sign-2")),
        (thanks_letter(), ("sign",)),
        (scoresheet(), ("sign",)),
        (forwarding_letter(), ("sign",)),
    ],
)
def test_every_signature_has_a_room_of_its_own(record, slots):
    html = page(record.KIND, record)
    assert [html.count(f'id="{slot}"') for slot in slots] == [1] * len(slots)
    assert html.count('class="room"') == len(slots)


def test_a_long_list_of_payments_repeats_its_header_and_keeps_the_total(open_pdf):
    awards = tuple(awarded(COLLECTIVE, "Giải Khuyến khích", 1_000_000) for _ in range(60))
    with shown(payment_list(awards=awards), open_pdf) as file:
        texts = file.texts()
    assert len(texts) > 2
    assert all("Ký nhận" in text for text in texts if "Tập thể Phòng Giả Định" in text)
    assert "60.000.000" in texts[-1]
    assert "Sáu mươi triệu đồng chẵn" in texts[-1]
    assert "NGƯỜI LẬP" in texts[-1]


def test_the_most_money_of_a_list_stands_on_one_line(open_pdf):
    record = payment_list(awards=(awarded(GROUP, "Giải Nhất", 9_999_999_999),))
    with shown(record, open_pdf) as file:
        assert file.find(1, "9.999.999.999").right <= RIGHT_EDGE


@pytest.mark.parametrize(
    "record",
    [
        thanks_letter(
            author=dataclasses.replace(GROUP, people=GROUP.people * 6, title=LONG_TITLE),
        ),
        scoresheet(comment="Nhận xét dài. " * 140, entry_title=LONG_TITLE, author=LONG_NAME, unit=LONG_NAME),
        submission_receipt(
            authors=(LONG_NAME,) * 12,
            entry_title=LONG_TITLE,
            files=(Received(name="x" * 255, size=2**40, sha256="f" * 64),) * 20,
        ),
        intake_receipt(entries=tuple(EntryRow(code=f"BD24-{n:03d}", title=LONG_TITLE) for n in range(60))),
    ],
    ids=lambda record: record.KIND,
)
def test_long_papers_go_on_with_nothing_outside_the_margins(record, open_pdf):
    with shown(record, open_pdf) as file:
        for number, sheet in enumerate(file.document, 1):
            boxes = [item.get_bounds() for item in sheet.get_objects() if item.type == 1]
            assert boxes, f"page {number} is empty"
            assert max(box[2] for box in boxes) <= RIGHT_EDGE * 72 / 25.4


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (scoresheet(given=(), total=None, comment="", submitted_at=None), "Nhận xét: Không có."),
        (submission_receipt(files=()), "Tệp và liên kết đã nhận: Không có."),
        (intake_receipt(entries=()), "Danh sách chính, 00 bài"),
        (payment_list(awards=()), "(Bằng chữ: Không đồng)"),
        (screening_minutes(entries=()), "Đơn vị không có bài dự thi"),
        (forwarding_letter(entries=()), "gửi 00 bài dự thi"),
    ],
    ids=lambda value: getattr(value, "KIND", ""),
)
def test_papers_about_nothing_say_so(record, text, open_pdf):
    # an empty group of rows would be tagged wrongly
    assert not re.search(r"<tbody>\s*</tbody>", page(record.KIND, record))
    with shown(record, open_pdf) as file:
        assert text in " ".join(file.texts())


def test_a_blind_sheet_shows_no_person_but_the_judge(open_pdf):
    with shown(scoresheet(), open_pdf) as file:
        [text] = file.texts()
    assert "Tác giả" not in text
    assert "Đơn vị" not in text
    assert "Đỗ Thị Giám Khảo" in text
    assert "Tổng điểm 100 88" in text


def test_what_the_letter_concerns_stands_under_its_number(open_pdf):
    with shown(forwarding_letter(), open_pdf) as file:
        number, concerning = file.find(1, "Số: 45/UBND-VP"), file.find(1, "V/v gửi bài dự thi")
        assert file.size(2) == (297, 210)
    assert concerning.top > number.bottom
    assert concerning.right < 30 + 72 + 1
    assert concerning.size == pytest.approx(12, abs=0.05)
