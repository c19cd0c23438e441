"""The file as a whole: the same bytes every time, its properties, what it refuses."""

import dataclasses
import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from reports.documents.kinds import KINDS
from reports.docx.engine import write
from reports.pdf.engine import render
from reports.pdf.errors import DocumentTooLarge, UncoveredCharacter, UnknownDocument

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys, django
from django.conf import settings
engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
settings.configure(INSTALLED_APPS=["reports"], TEMPLATES=[engine])
django.setup()
from reports.docx.engine import write
from reports.documents.award_decision import AwardDecisionRecord
record = AwardDecisionRecord.from_json(sys.stdin.read())
sys.stdout.buffer.write(write("award_decision", record))
assert "weasyprint" not in sys.modules, "a Word file needs no Pango"
"""
# The order that the format demands (ECMA-376, part 1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70, 17.6.17).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b i caps noProof color sz szCs lang",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def test_the_same_record_gives_the_same_bytes_in_another_process(decision, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=decision.to_json().encode(), capture_output=True, check=True, cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout == write("award_decision", decision)


def test_the_archive_has_an_order_and_no_time(decision):
    with zipfile.ZipFile(io.BytesIO(write("award_decision", decision))) as archive:
        first, *others = archive.namelist()
        assert first == "[Content_Types].xml"
        assert others == sorted(others)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_the_properties_are_those_of_the_paper(word, decision):
    properties = word.document.core_properties
    assert properties.title == f"Quyết định v{decision.subject[1:]}"
    assert properties.author == decision.authority
    assert properties.language == "vi-VN"
    assert properties.created == properties.modified == datetime(2024, 7, 29, 17, tzinfo=UTC)


def test_an_undated_paper_has_no_time_at_all(compose):
    with zipfile.ZipFile(io.BytesIO(write("award_decision", compose(number=None, day=None)))) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    assert not any("dcterms:created" in text or "dcterms:modified" in text for text in texts)
    assert not any(str(year) + "-" in text for text in texts for year in range(2013, 2024))


def test_times_new_roman_also_where_word_takes_letters_for_east_asian(word):
    fonts = list(word.document.styles.element.iter(qn("w:rFonts")))
    scripts = [qn(f"w:{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")]
    assert fonts
    assert all(font.get(script) == "Times New Roman" for font in fonts for script in scripts)
    assert not list(word.body.iter(qn("w:rFonts")))


def test_the_language_is_vietnamese(word):
    languages = list(word.document.styles.element.iter(qn("w:lang")))
    assert {language.get(qn("w:val")) for language in languages} == {"vi-VN"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("preview", [False, True])
def test_the_parts_of_the_file_stand_in_the_order_of_the_format(kind, preview, make_sample, open_word):
    file = open_word(write(kind, make_sample(KINDS[kind].record), preview=preview))
    for root in (file.body, file.document.styles.element):
        for name, order in ORDER.items():
            for element in root.iter(qn(f"w:{name}")):
                places = [order.split().index(child.tag.split("}")[1]) for child in element]
                assert places == sorted(places)


@pytest.mark.parametrize("char", ["😀", "漢"])
def test_a_character_outside_the_font_is_refused_with_the_same_words_as_in_the_pdf(decision, char):
    record = dataclasses.replace(decision, subject=f"Về việc {char}")
    with pytest.raises(UncoveredCharacter) as by_word:
        write("award_decision", record)
    with pytest.raises(UncoveredCharacter) as by_pdf:
        render("award_decision", record)
    assert str(by_word.value) == str(by_pdf.value)
    assert char in str(by_word.value)


def test_what_is_too_large_or_unknown_is_refused(decision):
    with pytest.raises(DocumentTooLarge):
        write("award_decision", dataclasses.replace(decision, subject="ă" * 2001))
    with pytest.raises(UnknownDocument):
        write("article", decision)


def test_an_edited_file_can_be_saved_and_read_again(word, open_word):
    file = io.BytesIO()
    word.document.save(file)
    assert open_word(file.getvalue()).words() == word.words()


def test_a_long_title_is_shortened_in_the_properties_only(decision, open_word):
    long = "Về việc khen thưởng " + "rất dài " * 60
    file = open_word(write("award_decision", dataclasses.replace(decision, subject=long.strip())))
    assert len(file.document.core_properties.title) == 255
    assert file.document.core_properties.title.endswith("…")
    assert file.find("rất dài").text == long.strip()
