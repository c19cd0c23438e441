"""One sheet always: names, titles and groups at their longest are whole and inside the border."""

import dataclasses

import pytest

from reports.documents.certificate import compose_certificate
from reports.documents.parts import Signer
from reports.pdf.engine import render
from tests.reports.papers import CERTIFIED, CONTEST, LONG_NAME, LONG_TITLE, certificate

MEMBERS = tuple(f"{LONG_NAME} {n}" for n in range(1, 13))
DEPUTY = Signer(
    authority="KT. CHỦ TỊCH", position="PHÓ CHỦ TỊCH", full_name=LONG_NAME,
    other_posts=("TRƯỞNG BAN TỔ CHỨC CUỘC THI",),
)  # fmt: skip
WORST = {
    "long-name": certificate(recipient=f"{LONG_NAME} {LONG_NAME}"[:150], posts=("Chuyên viên chính " * 11,)),
    "long-title": certificate(entry_title=LONG_TITLE),
    "group-of-12": compose_certificate(
        **(CERTIFIED | {"signer": DEPUTY}),
        recipient="Nhóm tác giả", members=MEMBERS, entry_title=LONG_TITLE,
    ),
    "capitals": compose_certificate(
        **(CERTIFIED | {"form": "Giấy chứng nhận", "issuer": f"Ban Tổ chức {CONTEST}"}),
        recipient="NHÓM TÁC GIẢ", members=tuple(name.upper() for name in MEMBERS),
        entry_title=LONG_TITLE.upper(),
    ),
    "one-word": certificate(recipient="Ư" * 150, posts=("M" * 200,), entry_title="W" * 300),
}  # fmt: skip


@pytest.fixture(params=WORST)
def worst(request, open_pdf):
    record = WORST[request.param]
    with open_pdf(render("certificate", record).pdf) as file:
        yield record, file


def test_all_of_it_is_on_one_page(worst):
    record, file = worst
    [text] = file.texts()
    bare = text.replace(" ", "")
    texts = (
        record.issuer, record.form, record.recipient, *record.posts, *record.members, record.achievement,
        record.entry_title, record.signer.full_name, *record.signer.other_posts,
    )  # fmt: skip
    assert [part for part in texts if part.replace(" ", "") not in bare] == []


def test_nothing_lies_outside_the_border(worst):
    _record, file = worst
    sheet = file.document[0]
    width, height = sheet.get_size()
    boxes = [item.get_bounds() for item in sheet.get_objects() if item.type == 1]
    inside = 20 * 72 / 25.4
    assert len(boxes) > 8
    assert min(box[0] for box in boxes) >= inside
    assert min(box[1] for box in boxes) >= inside
    assert max(box[2] for box in boxes) <= width - inside
    assert max(box[3] for box in boxes) <= height - inside


def test_no_line_lies_on_another(worst):
    _record, file = worst
    lines = sorted(
        (box[1], box[3], box[0], box[2])
        for item in file.document[0].get_objects()
        if item.type == 1 and (box := item.get_bounds())[3] > box[1]
    )
    for place, (bottom, top, left, right) in enumerate(lines):
        for other_bottom, other_top, other_left, other_right in lines[place + 1 :]:
            beside = right <= other_left + 1 or other_right <= left + 1
            # marks of one line may reach into the leading of the next, never half a letter
            shared = min(top, other_top) - max(bottom, other_bottom)
            assert beside or shared <= 0.5 * min(top - bottom, other_top - other_bottom)


def test_the_sheet_lies_across_and_says_whose_form_it_is(open_pdf):
    with open_pdf(render("certificate", certificate()).pdf) as file:
        assert file.size(1) == (297, 210)
        assert "Mẫu nội bộ" in file.texts()[0]
        assert file.find(1, "Mẫu nội bộ").size == pytest.approx(7, abs=0.05)


def test_place_and_date_stand_right_the_decision_at_the_bottom_left(open_pdf):
    with open_pdf(render("certificate", certificate()).pdf) as file:
        place = file.find(1, "Ba Đình, ngày 30 tháng 7 năm 2024")
        decision = file.find(1, "Quyết định số: 512/QĐ-UBND ngày 30 tháng 7 năm 2024")
        name = file.find(1, "Nguyễn Văn Ký")
    assert place.middle > 297 / 2 > decision.middle
    assert decision.top > place.bottom
    assert name.top - place.bottom > 30


def test_the_record_is_inside_the_issued_certificate_only(open_pdf):
    with open_pdf(render("certificate", certificate()).pdf) as file:
        assert list(file.attachments()) == ["giay-khen.json", "giay-khen.xml"]
    undated = dataclasses.replace(certificate(), number=None, date=None)
    with open_pdf(render("certificate", undated).pdf) as file:
        assert not file.attachments()
        assert "…/QĐ-UBND ngày … tháng … năm …" in file.texts()[0]
