"""Several files as one for the printer."""

import io

import pikepdf
import pypdfium2
import pytest

from reports.documents.article import ArticleRecord
from reports.pdf.engine import render
from reports.pdf.merging import TITLE, merge


@pytest.fixture(scope="module")
def files() -> list[bytes]:
    texts = ("Một đoạn văn.\n", "Một đoạn văn dài.\n" * 90)
    return [
        render(ArticleRecord.KIND, ArticleRecord(title=f"Giấy số {n}", abstract=text, notice="Hư cấu")).pdf
        for n, text in enumerate(texts)
    ]


def merged(files: list[bytes]) -> tuple[bytes, int, list[io.BytesIO]]:
    target, opened = io.BytesIO(), [io.BytesIO(file) for file in files]
    beats: list[int] = []
    pages = merge(iter(opened), target, lambda: beats.append(1))
    assert len(beats) == len(files)
    return target.getvalue(), pages, opened


def test_pages_stand_one_after_another(files: list[bytes]) -> None:
    content, pages, opened = merged(files)
    assert all(file.closed for file in opened)
    with pypdfium2.PdfDocument(content) as whole:
        texts = [page.get_textpage().get_text_bounded() for page in whole]
    assert pages == len(texts) == 2
    assert "Giấy số 0" in texts[0]
    assert "Giấy số 1" in texts[1]


def test_the_same_files_give_the_same_bytes(files: list[bytes]) -> None:
    assert merged(files)[0] == merged(files)[0]


def test_it_says_that_it_is_no_original(files: list[bytes]) -> None:
    with pikepdf.open(io.BytesIO(merged(files)[0])) as whole:
        assert str(whole.docinfo["/Title"]) == TITLE
        assert "/StructParents" not in whole.pages[0].obj
