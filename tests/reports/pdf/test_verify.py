"""Checking: every change is seen, every foreign file gets a sentence."""

import hashlib
import io
import random
import re
import zlib
from datetime import timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from reports.pdf import examine as examining
from reports.pdf import verify as verifying
from reports.pdf.authority import open_authority
from reports.pdf.examine import examine
from reports.pdf.fields import Role
from reports.pdf.verdict import Covers, Later, Reason, Verdict, Word, from_plain, to_plain
from reports.pdf.verify import REASONS, SENTENCES, sentence, verify
from workflows import clock


@pytest.fixture(scope="module")
def at(signed_at):
    return signed_at


@pytest.fixture(scope="module")
def check(authority, at):
    return lambda pdf: examine(pdf, authority.roots, at)


def containers(pdf):
    """Return where the hexadecimal digits of each signature begin and end."""
    return [match.span(1) for match in re.finditer(rb"<([0-9A-F]{1000,})>", pdf)]


def flipped(pdf, place, bit=0):
    changed = bytearray(pdf)
    changed[place] ^= 1 << bit
    return bytes(changed)


def test_a_paper_signed_by_both_is_genuine(signed, authority, at):
    verdict = verify(signed.by_both, trust=authority.roots, at=at)
    assert verdict.word is Word.GENUINE
    assert verdict.reason is None
    person, agency = verdict.signatures
    assert (person.name, person.role, person.field) == ("DEMO Nguyễn Văn Ký", Role.PERSON, "sign")
    assert (agency.role, agency.field) == (Role.AGENCY, "seal")
    assert person.organisation == "Ủy ban nhân dân thử nghiệm"
    assert person.signed_at == agency.signed_at == at
    assert all(one.intact for one in verdict.signatures)
    assert all(one.trusted for one in verdict.signatures)
    assert (person.covers, agency.covers) == (Covers.REVISION, Covers.FILE)
    assert (person.later, agency.later) == (Later.SIGNATURES, Later.NOTHING)
    assert (person.certified, agency.certified) == (True, False)
    assert verdict.sha256 == hashlib.sha256(signed.by_both).hexdigest()
    assert examine(signed.by_both, authority.roots, at) == verdict


def test_a_paper_signed_by_the_person_alone_is_genuine_too(signed, check):
    verdict = check(signed.by_person)
    assert verdict.word is Word.GENUINE
    assert [one.covers for one in verdict.signatures] == [Covers.FILE]


def test_an_unsigned_file_is_said_to_be_unsigned(signed, issued, check):
    assert check(issued.pdf).word is Word.UNSIGNED
    assert check(signed.empty.pdf).word is Word.UNSIGNED


def test_who_is_not_known_is_not_trusted(signed, at, tmp_path):
    other = open_authority(tmp_path / "other", at=at)
    for roots in ((), other.roots):
        verdict = examine(signed.by_both, roots, at)
        assert verdict.word is Word.UNTRUSTED
        assert all(one.intact and not one.trusted for one in verdict.signatures)


@pytest.mark.parametrize("days", [-6 * 365, 26 * 365])
def test_a_certificate_out_of_date_is_not_trusted(signed, authority, at, days):
    assert examine(signed.by_both, authority.roots, at + timedelta(days=days)).word is Word.UNTRUSTED


@pytest.mark.parametrize("seed", range(24))
def test_one_flipped_bit_anywhere_is_noticed(signed, check, seed):
    chance = random.Random(seed)
    place = chance.randrange(len(signed.by_both))
    assert check(flipped(signed.by_both, place, chance.randrange(8))).word in (Word.CHANGED, Word.UNREADABLE)


def test_one_flipped_bit_in_each_byte_of_a_signature_is_noticed(signed, authority, at, monkeypatch):
    """What comes after a signature is left out: only the signature itself is of interest, and it is quick."""
    whole = examining.validate_pdf_signature
    monkeypatch.setattr(
        examining, "validate_pdf_signature", lambda one, context: whole(one, context, skip_diff=True)
    )
    start, end = containers(signed.by_person)[-1]
    used = len(bytes.fromhex(signed.by_person[start:end].decode()).rstrip(b"\0"))
    reader = examining.PdfFileReader(io.BytesIO(signed.by_person))
    [sound] = reader.embedded_regular_signatures
    assert examining._finding(sound, authority.roots, at).intact
    # every byte of what no key protects, and some of the rest
    for byte in [*range(60), *range(60, used + 20, 29)]:
        assert not still_intact(flipped(signed.by_person, start + 2 * byte + 1, byte % 3), authority, at), (
            byte
        )


def still_intact(pdf, authority, at):
    try:
        [one] = examining.PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        found = examining._finding(one, authority.roots, at)
    except Exception:
        return False
    return found.intact and found.trusted


def test_a_text_put_over_the_page_after_signing_is_a_change(signed, check):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.by_both))
    writer.root["/Lang"] = TextStringObject("en")
    writer.update_root()
    added = io.BytesIO()
    writer.write(added)
    verdict = check(added.getvalue())
    assert verdict.word is Word.CHANGED
    assert all(one.intact for one in verdict.signatures)
    assert [one.later for one in verdict.signatures] == [Later.OTHER, Later.OTHER]


def test_a_field_filled_after_the_last_signature_is_a_change(signed, check):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.by_person))
    field = writer.root["/AcroForm"]["/Fields"][1]
    field["/AP"]["/N"].update({NameObject("/Name"): NameObject("/X")})
    writer.update_container(field["/AP"]["/N"])
    added = io.BytesIO()
    writer.write(added)
    assert check(added.getvalue()).word is Word.CHANGED


def test_bytes_after_the_end_are_a_change(signed, check):
    assert check(signed.by_both + b"\n% more\n").word is Word.CHANGED


@pytest.mark.parametrize(
    "pdf", [b"", b"x", b"%PDF-1.7", b"\0" * 5000, b"PK\x03\x04" * 99, bytes(range(256)) * 40]
)
def test_garbage_gets_a_sentence(check, pdf):
    verdict = check(pdf)
    assert (verdict.word, verdict.reason) == (Word.UNREADABLE, Reason.DAMAGED)
    assert "damaged" in sentence(verdict)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_gets_a_sentence(signed, check, part):
    verdict = check(signed.by_both[: int(part * len(signed.by_both))])
    assert verdict.word is Word.UNREADABLE


def test_a_locked_file_gets_a_sentence(signed, check):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed.empty.pdf)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="mật khẩu", owner="x", R=6))
    verdict = check(locked.getvalue())
    assert (verdict.word, verdict.reason) == (Word.UNREADABLE, Reason.ENCRYPTED)
    assert "password" in sentence(verdict)


def test_a_huge_file_is_not_even_opened(at):
    huge = b"%PDF-1.7\n" + b"0" * examining.MAX_BYTES
    verdict = verify(huge, trust=())
    assert (verdict.word, verdict.reason) == (Word.UNREADABLE, Reason.TOO_LARGE)
    assert "20 MB" in sentence(verdict)
    assert examine(huge, (), at).reason is Reason.TOO_LARGE


def bomb(size):
    """Return a file whose cross-reference stream unpacks to ``size`` bytes."""
    packed = zlib.compress(b"\0" * size, 9)
    head = b"<</Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    return b"%%PDF-1.7\n1 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n" % (head, packed)


def test_a_file_that_unpacks_without_end_is_bounded(at):
    verdict = verify(bomb(900_000_000), trust=(), at=at)
    assert verdict.word is Word.UNREADABLE


def test_a_process_that_takes_too_much_is_given_up(signed, at, monkeypatch):
    monkeypatch.setattr(verifying, "SECONDS", 0.01)
    verdict = verify(signed.by_both, trust=(), at=at)
    assert (verdict.word, verdict.reason) == (Word.UNREADABLE, Reason.TOO_COSTLY)


def test_too_many_signatures_are_not_examined(signed, check, monkeypatch):
    monkeypatch.setattr(examining, "MAX_SIGNATURES", 1)
    assert check(signed.by_both).reason is Reason.TOO_COSTLY


def test_without_a_time_now_counts(signed, authority, at):
    assert clock.now() > at
    assert verify(signed.by_person, trust=authority.roots).word is Word.GENUINE


def test_a_verdict_survives_json(signed, check):
    for verdict in (check(signed.by_both), check(b"x")):
        assert from_plain(to_plain(verdict)) == verdict


def test_every_verdict_has_a_sentence():
    for word in Word:
        reasons = list(Reason) if word is Word.UNREADABLE else [None]
        for reason in reasons:
            said = sentence(Verdict(word, "", reason=reason))
            assert said.endswith(".")
    assert len({*map(str, SENTENCES.values()), *map(str, REASONS.values())}) == 8


def test_the_authority_that_vouches_for_a_signer_is_named(signed, authority, at):
    one = examine(signed.by_person, authority.roots, at).signatures[0]
    assert one.authority == "DEMO Tổ chức chứng thực thử nghiệm"
    assert from_plain(to_plain(examine(signed.by_person, authority.roots, at))).signatures[0] == one
    assert examine(signed.by_person, [], at).signatures[0].authority == ""


def test_a_check_that_takes_too_long_is_given_up(signed, authority):
    verdict = verify(signed.by_both, trust=authority.roots, seconds=0.01)
    assert (verdict.word, verdict.reason) == (Word.UNREADABLE, Reason.TOO_COSTLY)
    assert verdict.sha256 == hashlib.sha256(signed.by_both).hexdigest()
