"""Every paper that is issued shows its mark, whole and within its pages."""

import pytest

from reports.documents.record import to_plain
from reports.pdf import engine
from reports.pdf.pool import RenderPool
from reports.pdf.qr import Mark
from tests.reports import papers as samples

ADDRESS = "https://thi.example.vn/verify/AbCdEf0123456789/"
UNMARKED = {"scoresheet", "submission_receipt", "intake_receipt", "payment_list", "article"}
"""What is no document with a number: lists, receipts, sheets."""
MADE_HERE = ["certificate", "thanks_letter", "screening_minutes", "forwarding_letter"]


@pytest.fixture(scope="module")
def records(papers, decision):
    mine = {name: getattr(samples, name)() for name in MADE_HERE}
    return {"award_decision": decision, **papers, **mine}


def drawn(pdf, open_pdf):
    """Return how many QR codes the pages show, and all words of the file without spaces."""
    with open_pdf(pdf) as file:
        found = [one for page in file.document for one in page.get_objects(max_depth=3) if one.type == 3]
        return len(found), "".join("".join(file.texts()).split())


def test_every_paper_shows_its_mark_once(records, open_pdf):
    for kind, record in records.items():
        if kind in UNMARKED:
            continue
        plain, marked = engine.render(kind, record), engine.render(kind, record, mark=Mark(url=ADDRESS))
        before, after = drawn(plain.pdf, open_pdf), drawn(marked.pdf, open_pdf)
        assert after[0] - before[0] == 1, kind
        assert ADDRESS in after[1], kind
        assert ADDRESS not in before[1], kind
        assert marked.pages - plain.pages in (0, 1), kind


def test_a_certificate_stays_one_sheet_with_its_mark(open_pdf):
    for record in (samples.certificate(), samples.certificate(golden_book="")):
        marked = engine.render("certificate", record, mark=Mark(url=ADDRESS))
        assert marked.pages == 1


def test_a_render_process_prints_the_mark(open_pdf):
    with RenderPool() as pool:
        plain = to_plain(samples.certificate())
        marked = pool.render("certificate", plain, mark=ADDRESS)
        assert ADDRESS in drawn(marked.pdf, open_pdf)[1]
        assert ADDRESS not in drawn(pool.render("certificate", plain).pdf, open_pdf)[1]
        assert (
            marked.sha256
            == engine.render("certificate", samples.certificate(), mark=Mark(url=ADDRESS)).sha256
        )
