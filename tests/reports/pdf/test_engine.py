"""A record in, a file out: what it says, and that it is the same every time."""

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reports.documents.award_decision import AwardDecisionRecord, page_context
from reports.pdf.engine import environment, render
from reports.pdf.errors import UnknownDocument

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys, django
from django.conf import settings
engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
settings.configure(INSTALLED_APPS=["reports"], TEMPLATES=[engine])
django.setup()
from reports.documents.award_decision import AwardDecisionRecord
from reports.pdf.engine import render
record = AwardDecisionRecord.from_json(sys.stdin.read())
print(render("award_decision", record).sha256)
"""


def squeeze(text):
    return " ".join(text.split())


def test_every_sentence_of_the_record_is_on_the_page(decision, issued_file):
    first, second, *_ = texts = issued_file.texts()
    main = squeeze(f"{first} {second}")
    for line in [*decision.issuing_body, decision.subject, decision.authority, *decision.bases]:
        assert line in main
    for place, article in enumerate(decision.articles, 1):
        assert f"Điều {place}. {article[0]}" in main
        assert all(paragraph in main for paragraph in article)
    for recipient in decision.recipients:
        assert f"- {recipient}" in main
    assert "Số: 512/QĐ-UBND" in first
    assert "Ba Đình, ngày 30 tháng 7 năm 2024" in first
    assert "Nguyễn Văn Ký" in second
    assert len(texts) == 5


def test_every_awarded_person_is_in_the_annex_in_order(decision, issued_file):
    annex = squeeze(" ".join(issued_file.texts()[2:]))
    [section] = decision.annex.sections
    people = [person.name for row in section.rows for person in row.people]
    places = [annex.index(name) for name in people]
    assert len(people) == 26
    assert places == sorted(places)
    assert "(Bằng chữ: Hai mươi hai triệu đồng chẵn)" in annex
    assert page_context(decision)["attached_to"] in annex


def test_text_comes_back_as_composed_unicode(issued_file):
    assert all(unicodedata.is_normalized("NFC", text) for text in issued_file.texts())


def test_the_table_header_is_repeated_and_pages_are_numbered(issued_file):
    texts = issued_file.texts()
    assert all("STT Họ và tên (tên tập thể)" in text for text in texts[2:])
    in_margin = [issued_file.text_in(page, top=0, bottom=19) for page in range(1, 6)]
    assert in_margin == ["", "2", "", "2", "3"]


def test_a_row_is_never_split(decision, issued_file):
    texts = issued_file.texts()[2:]
    for row in decision.annex.sections[0].rows:
        [page] = [text for text in texts if row.people[0].name in text]
        assert all(person.name in page for person in row.people)


def test_the_digest_is_of_the_file(issued):
    assert issued.sha256 == hashlib.sha256(issued.pdf).hexdigest()
    assert issued.pages == 5


def test_the_same_record_gives_the_same_bytes_again(decision, compose, issued):
    render("award_decision", compose(number=1), preview=True)
    assert render("award_decision", decision).pdf == issued.pdf


@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Ho_Chi_Minh"), ("4242", "America/New_York")])
def test_another_process_gives_the_same_bytes(decision, issued, tmp_path, seed, zone):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=decision.to_json(), capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT,
        env=os.environ | {
            "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(tmp_path), "HOME": str(tmp_path),
        },
    )  # fmt: skip
    assert done.stdout.split()[-1] == issued.sha256


def test_the_record_is_inside_the_issued_file(decision, issued_file):
    data = issued_file.attachments()
    assert list(data) == ["quyet-dinh.json", "quyet-dinh.xml"]
    assert AwardDecisionRecord.from_json(data["quyet-dinh.json"].decode()) == decision


def test_the_xml_inside_says_the_same_under_the_names_of_the_decree(decision, issued_file):
    root = ElementTree.fromstring(issued_file.attachments()["quyet-dinh.xml"])
    metadata = {one.tag: one.text for one in root.find("Metadata") if len(one) == 0}
    assert metadata == {
        "TypeName": "Quyết định",
        "CodeNumber": "512",
        "CodeNotation": "QĐ-UBND",
        "IssuedDate": "2024-07-30",
        "OrganName": " ".join(decision.issuing_body),
        "Subject": decision.subject,
        "Language": "Tiếng Việt",
        "PageAmount": "5",
    }
    assert root.findtext("Metadata/SignerInfo/FullName") == "Nguyễn Văn Ký"
    titles = [one.text for one in root.iterfind("Record/annex/sections/item/rows/item/title")]
    assert titles == [row.title for row in decision.annex.sections[0].rows]


def test_a_preview_is_marked_on_every_page_and_carries_no_data(decision, open_pdf):
    with open_pdf(render("award_decision", decision, preview=True).pdf) as preview:
        assert len(preview.texts()) == 5
        assert all("BẢN XEM TRƯỚC" in text for text in preview.texts())
        assert not preview.attachments()


def test_the_issued_file_is_not_marked(issued_file):
    assert not any("XEM TRƯỚC" in text for text in issued_file.texts())


def test_an_undated_paper_can_be_printed_for_the_pen(compose, open_pdf):
    with open_pdf(render("award_decision", compose(number=None, day=None)).pdf) as paper:
        assert "/QĐ-UBND Ba Đình, ngày … tháng … năm …" in paper.texts()[0].replace(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ", ""
        )
        assert not paper.attachments()


def test_invisible_characters_do_not_reach_the_page(compose, open_pdf):
    record = compose(funding_source="Quỹ\u202e thi\u200b đua\x07\nđợt\u20112 Ho\u0300a")
    with open_pdf(render("award_decision", record).pdf) as file:
        assert "Nguồn kinh phí: Quỹ thi đua đợt-2 Hòa." in " ".join(file.texts())


def test_a_collective_section_comes_first(decision, open_pdf):
    [section] = decision.annex.sections
    pair = (
        dataclasses.replace(section, heading="TẬP THỂ", rows=section.rows[:1]),
        dataclasses.replace(section, rows=section.rows[1:3]),
    )
    record = dataclasses.replace(decision, annex=dataclasses.replace(decision.annex, sections=pair))
    with open_pdf(render("award_decision", record).pdf) as file:
        annex = " ".join(file.texts()[2:])
        assert annex.index("I. TẬP THỂ") < annex.index("II. CÁ NHÂN, NHÓM TÁC GIẢ")


@pytest.mark.parametrize("kind", ["award", ""])
def test_an_unknown_kind_is_refused(decision, kind):
    with pytest.raises(UnknownDocument, match="no document of the kind"):
        render(kind, decision)


def test_a_record_of_an_unknown_layout_is_refused(decision):
    with pytest.raises(UnknownDocument):
        render("award_decision", dataclasses.replace(decision, layout_profile="../base"))
    with pytest.raises(UnknownDocument):
        render("award_decision", {"number": 1})


def test_the_environment_names_what_the_bytes_depend_on():
    named = json.loads(environment())
    assert set(named) == {"weasyprint", "pydyf", "fonttools", "pango"}
    assert all(version[0].isdigit() for version in named.values())
