"""Which papers carry a mark, and where it leads."""

import pytest

from reports import checks
from reports.marks import address_of, mark_of
from tests.factories import make_document, make_world
from workflows.models import Document, Installation
from workflows.states import DocumentState

pytestmark = pytest.mark.django_db


def paper(code, *, demo=False):
    made = make_document(make_world(demo=demo), DocumentState.ISSUED)
    Document.objects.filter(pk=made.pk).update(verify_code=code)
    return Document.objects.get(pk=made.pk)


@pytest.mark.parametrize("base", ["https://thi.example.vn", "https://thi.example.vn/"])
def test_the_mark_leads_to_the_page_of_the_paper(settings, base):
    settings.PUBLIC_URL = base
    assert mark_of(paper("aB-_9")).url == "https://thi.example.vn/verify/aB-_9/"


def test_a_paper_without_a_code_has_no_mark(settings):
    settings.PUBLIC_URL = "https://thi.example.vn"
    assert mark_of(paper(None)) is None


def test_a_real_installation_that_knows_no_address_prints_no_mark(settings):
    settings.PUBLIC_URL, settings.LOCAL_URL = "", "http://127.0.0.1:8000/"
    made = paper("ma")
    assert address_of(made) == ""
    assert mark_of(made) is None


def test_a_demonstration_leads_to_where_it_listens(settings):
    settings.PUBLIC_URL, settings.LOCAL_URL = "", "http://127.0.0.1:8123/"
    assert mark_of(paper("ma", demo=True)).url == "http://127.0.0.1:8123/verify/ma/"
    assert Installation.is_demo_database()


@pytest.mark.parametrize(
    "base", ["thi.example.vn", "ftp://x", "https://thí.example.vn", "https://x/" + "y" * 150]
)
def test_an_address_that_cannot_be_printed_is_an_error_and_no_mark(settings, base):
    settings.PUBLIC_URL = base
    assert mark_of(paper("ma")) is None
    assert [found.id for found in checks.public_address(None)] == ["reports.E002"]


def test_the_checks_say_that_there_is_no_address(settings):
    settings.PUBLIC_URL = ""
    assert checks.public_address(None) == []
    assert [found.id for found in checks.papers_have_marks(None)] == ["reports.W002"]
    settings.PUBLIC_URL = "https://thi.example.vn"
    assert checks.public_address(None) == checks.papers_have_marks(None) == []
