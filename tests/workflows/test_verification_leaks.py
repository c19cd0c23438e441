"""The public page of each paper says the same whoever has won, until the results are published."""

import re

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.workflows.test_leaks import FIRST, SECOND, Stage, undone
from workflows import clock
from workflows.models import Document, Installation
from workflows.states import GIVEN_OUT

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_one_moment(db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    Installation.mark_demo()
    with clock.moved_to(clock.machine_now().replace(microsecond=0)):
        yield


def pages():
    """Return by kind the whole page of every paper that was issued; only the code differs by chance."""
    found = {}
    for paper in Document.objects.filter(state__in=GIVEN_OUT):
        answer = Client().get(reverse("verify_document", args=[paper.verify_code]))
        text = answer.content.decode().replace(paper.verify_code, "CODE")
        text = re.sub(r"(csrfmiddlewaretoken\W+value=|x-csrftoken\W+)\S+", r"\1…", text, flags=re.IGNORECASE)
        found[paper.kind] = (answer.status_code, text)
    return found


def test_the_outcome_changes_no_page_before_it_is_published(at_one_moment):
    stage, seen = Stage(), []
    for winner in (stage.first, stage.second):
        with undone():
            stage.issue(winner)
            seen.append(pages())
    assert set(seen[0]) == {"jury_minutes", "proposal", "decision"}
    assert seen[0] == seen[1]
    names = [str(stage.world[name]) for name in ("author", "author_2", "judge", "signatory", "chair")]
    for status, words in seen[0].values():
        assert status == 200
        for secret in (FIRST, SECOND, *names, stage.first.code, "Giải", stage.world.contest.title):
            assert secret not in words, secret
        assert not re.search(r"[0-9a-f]{64}", words)


def test_the_mark_of_an_issued_paper_leads_to_its_page_and_its_file_is_known_there(at_one_moment, settings):
    settings.PUBLIC_URL = "https://thi.example.vn"
    stage = Stage()
    stage.issue(stage.first)
    decision = Document.objects.get(kind="decision")
    pdf = decision.file.read()
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split()
    assert f"https://thi.example.vn/verify/{decision.verify_code}/" in "".join(printed)
    client = Client()
    file = SimpleUploadedFile("qd.pdf", pdf, "application/pdf")
    words = client.post(f"/verify/{decision.verify_code}/", {"file": file}).content.decode()
    assert "alert-success" in words
    assert FIRST not in words
    stage.play.do("secretary", "publish_results")
    words = client.get(f"/verify/{decision.verify_code}/").content.decode()
    assert decision.file_sha256 in words
    assert Document.objects.get(kind="proposal").verify_code not in words
