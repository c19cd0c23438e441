"""Our own reading of a page gives what WeasyPrint's own would give."""

import pytest
import weasyprint

from reports.documents.article import ArticleRecord
from reports.documents.kinds import KINDS
from reports.pdf import renderer
from reports.pdf.engine import page, render
from reports.pdf.qr import Mark
from reports.pdf.renderer import Renderer
from tests.reports.papers import SAMPLES


class Plain(weasyprint.HTML):
    """WeasyPrint's reading: the tolerant parser, the whole style sheet of a browser."""

    def __init__(self, markup, url_fetcher):
        super().__init__(string=markup, url_fetcher=url_fetcher)


@pytest.fixture
def records(decision, papers):
    """Return one record of each kind of document."""
    article = ArticleRecord(title="Một cửa", abstract="Đoạn một.\nĐoạn hai.", notice="Hư cấu")
    ours = (sample() for sample in SAMPLES)
    return papers | {record.KIND: record for record in (decision, article, *ours)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_the_same_to_the_byte_as_by_the_tolerant_parser_and_whole_style_sheet(
    kind, records, monkeypatch
):
    html, profile = page(kind, records[kind]), records[kind].layout_profile
    ours = Renderer().render(html, profile).pdf
    monkeypatch.setattr(renderer, "Sheet", Plain)
    assert Renderer().render(html, profile).pdf == ours


def test_a_preview_too(decision, monkeypatch):
    ours = render("award_decision", decision, preview=True).pdf
    monkeypatch.setattr(renderer, "Sheet", Plain)
    assert render("award_decision", decision, preview=True).pdf == ours


def test_a_marked_paper_too(decision, monkeypatch):
    mark = Mark(url="https://thi.example.vn/kiem-tra/1")
    ours = render("award_decision", decision, mark=mark).pdf
    monkeypatch.setattr(renderer, "Sheet", Plain)
    monkeypatch.setattr("reports.pdf.engine._renderer", Renderer())
    assert render("award_decision", decision, mark=mark).pdf == ours


def test_bytes_made_once_are_the_bytes_that_pydyf_makes(decision, monkeypatch):
    ours = render("award_decision", decision).pdf
    monkeypatch.setattr("reports.pdf.archive.write_once", lambda pdf: None)
    assert render("award_decision", decision).pdf == ours
