"""A decision in place of another."""

import dataclasses

from reports.documents.replacement_wording import replacing
from tests.reports.contest_papers import DECISION

SAID = "thay thế Quyết định số 512/QĐ-UBND ngày 30 tháng 7 năm 2024"


def test_the_last_article_says_what_is_replaced(decision):
    new = replacing(decision, DECISION)
    assert new.articles[-1][-1].startswith(f"Quyết định này có hiệu lực kể từ ngày ký và {SAID}. Chánh Văn")
    assert new.articles[-1][-1].endswith("thi hành Quyết định này./.")
    assert dataclasses.replace(new, articles=decision.articles) == decision


def test_it_is_said_once(decision):
    once = replacing(decision, DECISION)
    assert replacing(once, DECISION) == once


def test_an_edited_last_article_gets_a_sentence_of_its_own(decision):
    edited = dataclasses.replace(decision, articles=(*decision.articles[:-1], ("Thi hành./.",)))
    assert replacing(edited, DECISION).articles[-1] == (f"Quyết định này {SAID}.", "Thi hành./.")


def test_a_decision_without_articles_gets_one(decision):
    empty = dataclasses.replace(decision, articles=())
    assert replacing(empty, DECISION).articles == ((f"Quyết định này {SAID}.",),)
