"""Characters and sizes that a document refuses."""

import dataclasses

import pytest
from fontTools.ttLib import TTFont

from reports.pdf import text
from reports.pdf.engine import admit, render
from reports.pdf.errors import DocumentTooLarge, UncoveredCharacter
from workflows.vietnamese.characters import PRINTABLE, unprintable

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


def with_row(decision, **changes):
    """Return the decision with its fourth row changed."""
    [section] = decision.annex.sections
    rows = list(section.rows)
    rows[3] = dataclasses.replace(rows[3], **changes)
    sections = (dataclasses.replace(section, rows=tuple(rows)),)
    return dataclasses.replace(decision, annex=dataclasses.replace(decision.annex, sections=sections))


def test_the_font_has_all_letters_of_the_country():
    letters = VIETNAMESE + TONED + "fjwzƀčĕñŏŭ" + "\u0300\u0301\u0303\u0306\u0309\u0323\u031b"
    assert not set(letters + letters.upper()) - PRINTABLE
    assert set("“”‘’–…«»°²³½%‰€₫№§±≤≥×÷•") <= PRINTABLE


def test_what_is_called_printable_is_what_all_four_faces_have():
    faces = [set(TTFont(text.FONTS / f"QDSerif-{face}.ttf").getBestCmap()) for face in text.FACES]
    assert {ord(char) for char in PRINTABLE} == set.intersection(*faces)


@pytest.mark.parametrize(
    ("char", "name"), [("😀", "GRINNING FACE"), ("漢", "CJK UNIFIED"), ("✓", "CHECK MARK")]
)
def test_a_character_outside_the_font_is_named_with_its_place(decision, char, name):
    with pytest.raises(UncoveredCharacter) as refusal:
        render("award_decision", with_row(decision, title=f"Ý tưởng {char} hay"))
    sentence = str(refusal.value)
    assert char in sentence
    assert name in sentence
    assert "section 1, row 4" in sentence
    assert f"Ý tưởng {char} hay" in sentence
    assert refusal.value.char == char


def test_stacked_marks_cannot_cover_other_lines(decision):
    with pytest.raises(UncoveredCharacter, match="COMBINING"):
        admit("award_decision", with_row(decision, title="a" + "\u0301\u0306\u0309" * 20))
    assert unprintable("Ê\u0306 Ơ\u0306") is None


def test_a_long_field_is_refused_and_a_full_one_is_not(decision):
    admit("award_decision", with_row(decision, title="ă" * text.MAX_FIELD))
    with pytest.raises(DocumentTooLarge, match=r"section 1, row 4, the title.*2001, at most 2000"):
        admit("award_decision", with_row(decision, title="ă" * (text.MAX_FIELD + 1)))


def test_a_huge_field_is_refused_before_it_is_cleaned(decision):
    with pytest.raises(DocumentTooLarge):
        admit("award_decision", with_row(decision, title=" " * (text.MAX_TEXT + 1)))


def test_too_many_rows_are_refused(decision):
    [section] = decision.annex.sections
    rows = (section.rows[0],) * (text.MAX_ROWS + 1)
    annex = dataclasses.replace(decision.annex, sections=(dataclasses.replace(section, rows=rows),))
    with pytest.raises(DocumentTooLarge, match=r"row.*1001, at most 1000"):
        admit("award_decision", dataclasses.replace(decision, annex=annex))


def test_too_much_text_in_total_is_refused(decision):
    articles = (("ă" * text.MAX_FIELD,) * (text.MAX_TEXT // text.MAX_FIELD + 1),)
    with pytest.raises(DocumentTooLarge, match="The whole text"):
        admit("award_decision", dataclasses.replace(decision, articles=articles))


def test_too_many_lines_in_total_are_refused(decision):
    articles = (("",) * text.MAX_ROWS,) * (text.MAX_ITEMS // text.MAX_ROWS + 1)
    with pytest.raises(DocumentTooLarge, match="The number of lines"):
        admit("award_decision", dataclasses.replace(decision, articles=articles))


def test_admitting_cleans_but_changes_no_good_record(decision):
    assert admit("award_decision", decision) == decision
