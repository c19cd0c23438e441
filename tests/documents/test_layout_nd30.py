"""The rules of Decree 30/2020, Annex I, measured on the finished page; the rules stand in layout_nd30.csv.

Each rule names a change of the style sheet that breaks it: a rule that could not fail would be no rule.
"""

import csv
import dataclasses
from pathlib import Path

import pytest

from reports.pdf.engine import render
from tests.documents.measure import MEASURES, pages_of
from tests.documents.mutants import Press

TABLE = Path(__file__).with_name("layout_nd30.csv")
RULES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def offence(rule, pages):
    """Return what is wrong with a page by one rule, None if nothing is."""
    found = MEASURES[rule["property"]](pages[int(rule["page"]) - 1], rule["text"])
    if isinstance(found, str):
        return None if found == rule["wanted"] else f"{found!r}, wanted {rule['wanted']!r}"
    low, high = float(rule["min"] or "-inf"), float(rule["max"] or "inf")
    return None if low - 0.005 <= found <= high + 0.005 else f"{found:.2f}, wanted {low} to {high}"


@pytest.fixture(scope="module")
def measured(papers):
    return {name: pages_of(render("award_decision", record).pdf) for name, record in papers.items()}


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    return Press(tmp_path_factory.mktemp("styles"))


def test_the_table_has_no_rule_twice_and_leaves_none_open():
    assert len({rule["id"] for rule in RULES}) == len(RULES) >= 30
    for rule in RULES:
        assert rule["property"] in MEASURES
        assert rule["wanted"] or rule["min"] or rule["max"] or rule["property"] == "in the upper margin"
        assert rule["broken_by"]
        assert rule["source"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_the_page_keeps_the_rule(rule, measured):
    assert offence(rule, measured[rule["paper"]]) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_page_that_breaks_the_rule_is_found(rule, papers, press):
    spoilt = press.pages("award_decision", papers[rule["paper"]], rule["broken_by"])
    assert offence(rule, spoilt) is not None


@pytest.mark.parametrize(
    "subject",
    [
        "Về việc khen thưởng",
        "Về việc khen thưởng các tập thể, cá nhân đạt giải Cuộc thi Một cửa",
        "Về việc " + "khen thưởng các nhóm " * 8,
    ],
)
def test_the_rule_below_the_subject_follows_its_length(papers, subject):
    record = dataclasses.replace(papers["decision"], subject=subject.strip())
    first, *_ = pages_of(render("award_decision", record).pdf)
    start, end = first.place("QUYẾT ĐỊNH"), first.place("CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH")
    lines = first.lines[start + 1 : end]
    rule = first.rule_below(lines[-1])
    share = (rule.right - rule.left) / max(line.right - line.left for line in lines)
    assert 1 / 3 <= share <= 1 / 2


@pytest.mark.parametrize(
    "body",
    [
        ("SỞ Y TẾ",),
        ("ỦY BAN NHÂN DÂN PHƯỜNG HƯ CẤU THỨ NHẤT",),
        ("TRUNG TÂM NGHIÊN CỨU TRUYỀN THÔNG",),
    ],
)
def test_the_rule_below_the_body_follows_its_longest_line(papers, body):
    record = dataclasses.replace(papers["decision"], issuing_body=body)
    first, *_ = pages_of(render("award_decision", record).pdf)
    [column] = [
        [line for line in first.lines if line.right < 102 and line.base < 50 and "Số" not in line.text]
    ]
    rule = first.rule_below(column[-1])
    assert 1 / 3 <= (rule.right - rule.left) / max(line.right - line.left for line in column) <= 1 / 2
