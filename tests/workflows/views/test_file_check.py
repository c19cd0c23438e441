"""A file that somebody brings: what it is said to be, and that nothing of it stays."""

import hashlib
import io
import zlib
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forms.verification import LARGEST
from reports.pdf import checking, engine
from reports.pdf.authority import open_authority
from reports.pdf.fields import Role
from reports.pdf.sign import Seat, sign
from reports.pdf.slots import Slots
from reports.pdf.stamps import demo_seal, demo_signature
from tests.factories import make_document
from tests.reports.papers import thanks_letter
from workflows import clock
from workflows.models import Document
from workflows.models.document import new_verify_code
from workflows.states import DocumentState

EXACT = "This is exactly the issued file."
EXACT_SCAN = "This is exactly the scan of the document"
OTHER = "it is the issued file of another one"
FOREIGN = "This is not a file that was issued here"
UNREAD = "The file could not be read"
NOW = clock.machine_now().replace(microsecond=0)


@pytest.fixture
def reader():
    client = Client(raise_request_exception=True)
    client.cookies["django_language"] = "en"
    yield client
    translation.activate("vi")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return open_authority(tmp_path_factory.mktemp("ca") / "demo", at=NOW - timedelta(days=1))


@pytest.fixture(scope="module")
def signed(authority):
    empty = engine.render("thanks_letter", thanks_letter(), fields=True)
    by_person = sign(empty.pdf, authority.person, Seat("sign", demo_signature("Nguyễn Văn Ký")), at=NOW)
    seal = Seat("seal", demo_seal("ỦY BAN THỬ NGHIỆM"), Role.AGENCY)
    return sign(by_person, authority.agency, seal, at=NOW)


@pytest.fixture
def trusted(settings, tmp_path, authority):
    (tmp_path / "root.crt").write_bytes(authority.roots[0])
    settings.TRUST_DIR = tmp_path


def blank(pages=1):
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(out)
    return out.getvalue()


def locked():
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="bí mật", user="bí mật"))
    return out.getvalue()


def bomb(size=900_000_000):
    packed = zlib.compress(b"\0" * size, 9)
    head = b"<</Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    return b"%%PDF-1.7\n1 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n" % (head, packed)


def flipped(pdf, place):
    changed = bytearray(pdf)
    changed[place] ^= 1
    return bytes(changed)


def issued(world, content, state=DocumentState.ISSUED, *, number=7, kind="decision", scan=b"", **fields):
    paper = make_document(world, state, number=number, kind=kind)
    Document.objects.filter(pk=paper.pk).update(
        verify_code=new_verify_code(),
        file_sha256=hashlib.sha256(content).hexdigest(),
        scan_sha256=hashlib.sha256(scan).hexdigest() if scan else "",
        **fields,
    )
    return Document.objects.get(pk=paper.pk)


def bring(client, content, *, code="", name="tep.pdf"):
    address = reverse("verify_document", args=[code]) if code else reverse("verify")
    return client.post(address, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def words_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_issued_file_is_recognised_with_number_and_standing(reader, world, signed, trusted):
    paper = issued(world, signed)
    words = words_of(bring(reader, signed))
    assert EXACT in words
    assert paper.full_number in words
    assert "it is valid" in words
    assert "as it was signed, and the signatures are trusted" in words
    assert "DEMO Nguyễn Văn Ký" in words
    assert words.count("DEMO Tổ chức chứng thực thử nghiệm vouches for the signer.") == 2
    assert "(seal of the agency)" in words
    assert "Afterwards only further signatures were added." in words
    assert world.contest.title not in words


def test_on_its_own_page_the_paper_is_not_told_twice(reader, world):
    paper = issued(world, blank())
    words = words_of(bring(reader, blank(), code=paper.verify_code))
    assert EXACT in words
    assert words.count("Number and symbol") == 1


@pytest.mark.parametrize("state", [DocumentState.RECALLED, DocumentState.REPLACED])
def test_the_file_of_a_paper_that_fell_is_recognised_and_not_praised(reader, world, state):
    issued(world, blank(), state)
    words = words_of(bring(reader, blank()))
    assert EXACT in words
    assert "This document is no longer valid" in words


def test_the_scan_is_recognised(reader, world):
    paper = issued(world, b"%PDF-anders", scan=blank(3))
    words = words_of(bring(reader, blank(3)))
    assert EXACT_SCAN in words
    assert paper.full_number in words


def test_the_file_of_another_paper_is_named_as_that(reader, world):
    asked, other = issued(world, blank()), issued(world, blank(2), number=8, kind="recall")
    words = words_of(bring(reader, blank(2), code=asked.verify_code))
    assert OTHER in words
    assert EXACT not in words
    assert other.full_number in words


def test_a_draft_is_not_recognised_by_its_file(reader, world):
    paper = issued(world, blank(), DocumentState.SIGNED)
    words = words_of(bring(reader, blank()))
    assert FOREIGN in words
    assert paper.full_number not in words or not paper.full_number
    assert bring(reader, blank(), code=paper.verify_code).status_code == 404


@pytest.mark.parametrize("place", [12, -12, 5_000, -5_000])
def test_one_flipped_bit_makes_another_file(reader, world, signed, trusted, place):
    paper = issued(world, signed)
    words = words_of(bring(reader, flipped(signed, place), code=paper.verify_code))
    assert FOREIGN in words
    assert EXACT not in words
    assert "the signatures are trusted" not in words


def test_who_signed_is_not_known_without_an_authority(reader, db, signed):
    words = words_of(bring(reader, signed))
    assert FOREIGN in words
    assert "who signed is not known here" in words
    assert "No authority that is trusted here vouches for the signer." in words


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (blank(2), "The file carries no digital signature."),
        (b"%PDF-1.7\n" + b"\x00\xff rac" * 500, UNREAD),
        (blank()[:200], UNREAD),
        (locked(), "it is locked with a password"),
        (bomb(), "The file "),
        (b"%PDF-1.7" + b"[" * 200_000, UNREAD),
        (b"%PDF-", UNREAD),
    ],
    ids=["random", "garbage", "truncated", "encrypted", "bomb", "nested", "bare"],
)
def test_every_foreign_file_gets_its_sentence(reader, db, content, sentence):
    words = words_of(bring(reader, content))
    assert FOREIGN in words
    assert sentence in words


def test_a_file_too_large_to_be_examined_is_still_compared(reader, world):
    content = blank() + b"%" * 21_000_000
    issued(world, content)
    words = words_of(bring(reader, content))
    assert EXACT in words
    assert "larger than 20 MB" in words


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 docx", "This is no PDF file"),
        (b"<html>%PDF-1.7</html>", "This is no PDF file"),
        (b"", "The file is empty"),
    ],
)
def test_what_is_no_pdf_is_said_at_its_field(reader, db, content, sentence):
    words = words_of(bring(reader, content), 422)
    assert sentence in words
    assert 'aria-invalid="true"' in words


def test_no_file_is_said_at_its_field(reader, world):
    paper = issued(world, blank())
    answer = reader.post(reverse("verify_document", args=[paper.verify_code]), {})
    assert "Please choose the PDF file to be checked." in words_of(answer, 422)


def test_a_file_that_announces_too_much_is_not_taken(reader, db, monkeypatch):
    monkeypatch.setattr("workflows.views.verification.LARGEST", 1000)
    monkeypatch.setattr("workflows.views.verification.ENVELOPE", 1000)
    words = words_of(bring(reader, blank() + b"%" * 3000), 413)
    assert "The file is larger than 50 MB" in words
    assert "SHA-256" not in words


def test_a_file_just_above_the_limit_is_refused(reader, db):
    words = words_of(bring(reader, b"%PDF-1.7" + b"x" * (LARGEST - 7)), 422)
    assert "The file is larger than 50 MB" in words


def files_in(*places):
    return sorted(str(path) for place in places for path in Path(place).rglob("*") if path.is_file())


def test_nothing_of_the_file_stays(reader, world, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    before = files_in(tmp_path, settings.MEDIA_ROOT, default_storage.location)
    assert EXACT not in words_of(bring(reader, blank(4)))
    assert files_in(tmp_path, settings.MEDIA_ROOT, default_storage.location) == before


def test_the_form_asks_for_its_token(world):
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    assert bring(client, blank()).status_code == 403
    client.get("/verify/")
    token = client.cookies["csrftoken"].value
    file = SimpleUploadedFile("tep.pdf", blank(), "application/pdf")
    answer = client.post("/verify/", {"file": file, "csrfmiddlewaretoken": token})
    assert FOREIGN in words_of(answer)


def test_a_busy_check_still_compares(reader, world, settings, tmp_path):
    settings.LOCKS_DIR = tmp_path
    issued(world, blank())
    slots = Slots(tmp_path / "signature-checks", checking.AT_ONCE)
    with slots.one(), slots.one():
        words = words_of(bring(reader, blank()))
    assert EXACT in words
    assert "The signatures could not be examined now" in words
    assert "carries no digital signature" in words_of(bring(reader, blank()))


def test_a_check_that_hangs_is_ended_and_gives_its_place_back(reader, db, settings, tmp_path, monkeypatch):
    settings.LOCKS_DIR = tmp_path
    monkeypatch.setattr(checking, "SECONDS", 0.05)
    for _ in range(checking.AT_ONCE + 1):
        assert "it would take too long" in words_of(bring(reader, blank()))
