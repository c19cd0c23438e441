"""Differences of two records: by field, by line, by word."""

from reports.documents.comparing import ADDED, REMOVED, SAME, Part, blocks, differences


def test_equal_records_do_not_differ():
    record = {"subject": "A", "bases": ["x"], "number": None}
    assert differences(record, dict(record)) == []


def test_a_changed_word_is_shown_in_its_line():
    [found] = differences({"subject": "Khen thưởng năm 2023"}, {"subject": "Khen thưởng năm 2024"})
    [line] = found.lines
    assert line.parts == (Part(SAME, "Khen thưởng năm "), Part(REMOVED, "2023"), Part(ADDED, "2024"))


def test_words_that_changed_together_are_shown_together():
    [found] = differences({"subject": "khen thưởng đã sửa lại"}, {"subject": "khen thưởng các cá nhân nữa"})
    assert [part.kind for part in found.lines[0].parts] == [SAME, REMOVED, ADDED]
    [longer] = differences({"subject": "khen thưởng"}, {"subject": "khen thưởng thêm"})
    assert [part.text for part in longer.lines[0].parts] == ["khen thưởng ", "thêm"]


def test_a_new_line_leaves_the_others_in_their_place():
    [found] = differences({"bases": ["một", "ba"]}, {"bases": ["một", "hai", "ba"]})
    assert [(line.kind, line.parts[0].text) for line in found.lines] == [
        (SAME, "một"),
        (ADDED, "hai"),
        (SAME, "ba"),
    ]


def test_an_article_that_went_is_a_field_of_its_own():
    found = differences({"articles": [["một"], ["hai", "ba"]]}, {"articles": [["một"]]})
    assert [line.kind for line in found[0].lines] == [REMOVED, REMOVED]
    assert "2" in found[0].label


def test_a_row_of_a_list_is_one_line_under_its_section():
    rows = [{"people": [{"name": "A", "post": ""}], "title": "T", "prize": "Giải Nhất", "money": 5}]
    record = {"annex": {"title": "P", "sections": [{"heading": "I", "rows": rows}]}}
    assert list(blocks(record)) == [
        ("annex.title", ["P"]),
        ("annex.sections[1].heading", ["I"]),
        ("annex.sections[1].rows", ["A · T · Giải Nhất · 5"]),
    ]


def test_a_field_that_only_one_record_has_is_wholly_new_or_gone():
    assert [line.kind for d in differences({}, {"note": "a"}) for line in d.lines] == [ADDED]
    assert [line.kind for d in differences({"note": "a"}, {}) for line in d.lines] == [REMOVED]
