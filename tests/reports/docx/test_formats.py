"""What a clerk finds in the file: named styles, tables that hold, sheets as Decree 30/2020 wants them."""

import dataclasses

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.docx import names
from reports.docx.engine import translate, write
from workflows.vietnamese.fold import fold

CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
PAGE = """<html lang="vi"><head><title>Thử</title></head><body>{}</body></html>"""


def near(value, wanted, tolerance=0.5):
    return abs(value - wanted) <= tolerance


@pytest.mark.parametrize(
    ("text", "style", "points", "bold", "italic", "align"),
    [
        ("CỘNG HÒA XÃ HỘI", "Quốc hiệu", 12, True, None, CENTRE),
        ("Độc lập - Tự do", "Tiêu ngữ", 13, True, None, CENTRE),
        ("QUẬN BA ĐÌNH", "Cơ quan ban hành", 12, True, None, CENTRE),
        ("Số: 512/QĐ-UBND", "Số, ký hiệu", 13, None, None, CENTRE),
        ("Ba Đình, ngày 30", "Địa danh, thời gian", 13, None, True, CENTRE),
        ("QUYẾT ĐỊNH", "Tên loại văn bản", 14, True, None, CENTRE),
        ("Về việc khen thưởng", "Trích yếu", 14, True, None, CENTRE),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN", "Thẩm quyền ban hành", 14, True, None, CENTRE),
        ("Căn cứ Luật Thi đua", "Căn cứ", 14, None, True, BOTH),
        ("Tặng Giấy khen", "Nội dung", 14, None, None, BOTH),
        ("Nơi nhận:", "Nơi nhận", 12, True, True, LEFT),
        ("- Lưu: VT, NV.", "Nơi nhận - danh sách", 11, None, None, LEFT),
        ("Nguyễn Văn Ký", "Người ký", 14, True, None, CENTRE),
        ("Phụ lục", "Phụ lục", 14, True, None, CENTRE),
        ("DANH SÁCH KHEN THƯỞNG", "Tên phụ lục", 14, True, None, CENTRE),
        ("(Kèm theo Quyết định", "Kèm theo", 14, None, True, CENTRE),
        ("STT", "Bảng - tiêu đề cột", 12, True, None, CENTRE),
        ("Nguyễn Thị Minh Họa", "Bảng - nội dung", 12, None, None, LEFT),
        ("Giải Nhất", "Bảng - ô ngắn", 12, None, None, CENTRE),
        ("5.000.000", "Bảng - số tiền", 12, None, None, WD_ALIGN_PARAGRAPH.RIGHT),
    ],
)
def test_each_component_has_its_style(word, text, style, points, bold, italic, align):
    found = next(
        p for p in word.paragraphs() if p.text.startswith(text) or (text in p.text and p.style.name == style)
    )
    assert found.style.name == style
    assert (found.style.font.size, found.style.font.bold, found.style.font.italic) == (
        Pt(points),
        bold,
        italic,
    )
    assert found.style.paragraph_format.alignment == align


def test_paragraphs_are_indented_by_one_centimetre_with_six_points_between_them(word):
    for text in ("Căn cứ Luật Thi đua", "Tặng Giấy khen"):
        form = word.find(text).style.paragraph_format
        assert near(form.first_line_indent.cm, 1, 0.01)
        assert form.space_before == Pt(6)
        assert 1 <= form.line_spacing <= 1.5


def test_only_the_word_that_differs_is_formatted_by_hand(word):
    heading, text = word.find("Tặng Giấy khen").runs[:2]
    assert (heading.text, heading.bold) == ("Điều 1.", True)
    assert (text.bold, text.italic, text.font.size) == (None, None, None)


def test_the_names_of_styles_stay_different_in_plain_letters():
    known = {*names.CLASSES.values(), *names.TAGS.values(), names.BODY, names.BLANK, names.RULE}
    assert len({fold(name).replace(" ", "") for name in known}) == len(known)


def test_the_head_is_a_table_without_lines_of_72_and_93_millimetres(word):
    head = word.tables()[0]
    widths = [int(column.get(qn("w:w"))) / 20 * 25.4 / 72 for column in head.iter(qn("w:gridCol"))]
    assert near(widths[0], 72, 0.1)
    assert near(widths[1], 93, 0.1)
    assert {line.get(qn("w:val")) for line in head.tblPr.find(qn("w:tblBorders"))} == {"none"}
    assert head.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def rule_below(word, text, room):
    """Return the length in points of the rule below a text in a room of so many points."""
    paragraphs = word.paragraphs()
    place = next(n for n, found in enumerate(paragraphs) if text in found.text)
    rule = next(found for found in paragraphs[place:] if found.style.name == names.RULE)
    inset = [
        getattr(rule.paragraph_format, side) or getattr(rule.style.paragraph_format, side) or 0
        for side in ("left_indent", "right_indent")
    ]
    assert inset[0] == inset[1]
    return room - sum(inset) / Pt(1)


def test_rules_are_as_long_as_the_decree_says(word, issued):
    # 56.1 and 39.7 mm: the lines of text in Times New Roman Bold, 13 and 12 pt
    assert near(rule_below(word, "Độc lập", Mm(93) / Pt(1)), Mm(56.1) / Pt(1), 1)
    third = rule_below(word, "QUẬN BA ĐÌNH", Mm(72) / Pt(1)) / (Mm(39.7) / Pt(1))
    assert 1 / 3 <= third <= 1 / 2


def test_a_rule_follows_a_longer_name(decision, open_word):
    long = dataclasses.replace(decision, issuing_body=("ỦY BAN NHÂN DÂN", "QUẬN CÓ TÊN DÀI HƠN DÒNG TRÊN"))
    file = open_word(write("award_decision", long))
    room = Mm(72) / Pt(1)
    assert rule_below(file, "QUẬN CÓ TÊN", room) > 1.3 * rule_below(
        open_word(write("award_decision", decision)), "QUẬN BA ĐÌNH", room
    )


def test_the_list_repeats_its_heading_and_never_splits_a_row(word):
    table = word.tables()[-1]
    head, *rows = table.tr_lst
    assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert not any(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.tr_lst)


def test_cells_are_merged_as_on_the_page(word, decision):
    table = word.tables()[-1]
    [section] = decision.annex.sections
    groups = [row for row in section.rows if len(row.people) > 1]
    merged = [cell.get(qn("w:val")) for cell in table.iter(qn("w:vMerge"))]
    assert merged.count("restart") == 5 * len(groups)
    assert merged.count(None) == 5 * sum(len(row.people) - 1 for row in groups)
    assert [cell.get(qn("w:val")) for cell in table.iter(qn("w:gridSpan"))] == ["7", "5"]
    for row in table.tr_lst:
        spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.tc_lst]
        assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == 7


def test_the_people_of_one_entry_stay_on_one_page(word):
    names_kept = [
        p.paragraph_format.keep_with_next
        for p in word.paragraphs()
        if p.text in ("Ngô Thị Ví Dụ", "Lý Thị Án")
    ]
    assert names_kept == [True, None]


def test_the_last_article_stays_with_the_signature(word):
    assert word.find("./.").paragraph_format.keep_with_next
    foot = next(table for table in word.tables() if "Nơi nhận:" in "".join(table.itertext()))
    blank = foot.getprevious()
    assert blank.pPr.keepNext_val
    assert foot.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_the_room_for_the_signature_is_thirty_millimetres_and_grows_with_a_picture(word):
    room = next(p for p in word.paragraphs() if p.style.name == "Chỗ ký")
    assert near(room.paragraph_format.line_spacing.mm, 30, 0.2)
    assert room._p.pPr.spacing.get(qn("w:lineRule")) == "atLeast"


def test_sheets_and_margins(word):
    main, annex = word.document.sections
    assert (near(main.page_width.mm, 210, 0.1), near(main.page_height.mm, 297, 0.1)) == (True, True)
    assert (main.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert near(annex.page_width.mm, 297, 0.1)
    for section in (main, annex):
        margins = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
        assert [round(margin.mm) for margin in margins] == [20, 15, 20, 30]


def test_pages_are_numbered_in_the_middle_of_the_upper_margin_from_the_second_on(word):
    for section in word.document.sections:
        assert section.different_first_page_header_footer
        assert "PAGE" not in section.first_page_header._element.xml
        [number] = section.header.paragraphs
        assert 'w:instr="PAGE"' in number._p.xml
        assert number.style.name == "Số trang"
        assert number.style.paragraph_format.alignment == CENTRE
        assert section.header_distance < section.top_margin / 2
    assert word.document.styles["Số trang"].base_style.font.size == Pt(14)


def test_the_annex_counts_anew(word):
    main, annex = (section._sectPr.find(qn("w:pgNumType")) for section in word.document.sections)
    assert main is None
    assert annex.get(qn("w:start")) == "1"


def marks(file):
    headers = [h for section in file.document.sections for h in (section.first_page_header, section.header)]
    return ["BẢN XEM TRƯỚC" in header._element.xml for header in headers]


def test_a_preview_is_marked_on_every_page_and_only_a_preview(decision, word, open_word):
    preview = open_word(write("award_decision", decision, preview=True))
    assert marks(preview) == [True] * 4
    assert marks(word) == [False] * 4
    assert preview.words() == word.words()


def test_a_class_that_is_not_known_is_body_text(open_word):
    file = open_word(translate(PAGE.format('<p class="new-thing">Một câu.</p>'), "nd30"))
    assert file.find("Một câu.").style.name == names.BODY


def test_text_beside_blocks_is_not_lost(open_word):
    mixed = "<div>đầu <b>đậm</b><p>giữa</p> cuối<table><tr><td>ô<table><tr><td>trong</td></tr></table></td></tr></table></div>"
    file = open_word(translate(PAGE.format(mixed), "nd30"))
    assert [p.text for p in file.paragraphs() if p.text] == ["đầu đậm", "giữa", "cuối", "ô", "trong"]


def test_blocks_side_by_side_share_the_width_that_is_said_nothing_of(open_word):
    three = '<div class="columns"><div><p>a</p></div><div><p>b</p></div><div><p>c</p></div></div>'
    [table] = open_word(translate(PAGE.format(three), "nd30")).tables()
    widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert max(widths) - min(widths) <= 1
    assert near(sum(widths) / 20, Mm(165) / Pt(1), 1)


def test_a_block_that_is_only_laid_out_as_a_table_keeps_its_text(open_word):
    file = open_word(translate(PAGE.format('<div class="columns">một<b> câu</b></div>'), "nd30"))
    assert file.find("câu").text == "một câu"
