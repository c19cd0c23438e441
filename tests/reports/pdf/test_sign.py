"""Signing: two revisions, what is in them, and what is refused."""

import dataclasses
import hashlib
import io
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from asn1crypto import algos, keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from reports.pdf.examine import examine
from reports.pdf.fields import Role
from reports.pdf.sign import Seat, digest_to_sign, finish, prepare, reservation, sign, to_sign
from reports.pdf.signers import Pkcs12Signatory, RemoteSignatory
from reports.pdf.signing_errors import (
    CertificateOutOfDate,
    FieldNotFree,
    KeyUnfit,
    NotPrepared,
    ReservationTooSmall,
    SealBeforeSignature,
    SignatureUnfit,
    SigningError,
    Unsignable,
)
from reports.pdf.stamps import demo_seal, demo_signature
from reports.pdf.verdict import Word

AT = datetime(2024, 7, 30, 3, 15, tzinfo=UTC)


def certified(key, name, usage=None):
    """Return a certificate of its own for ``key``; such a one is its own root."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(7).not_valid_before(AT - timedelta(days=9)).not_valid_after(AT + timedelta(days=9))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), True)
    )  # fmt: skip
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), True)
    return builder.sign(key, SHA256())


@pytest.fixture(scope="module")
def elliptic():
    key = ec.generate_private_key(ec.SECP256R1())
    return Pkcs12Signatory(key=key, chain=(certified(key, "DEMO Nguyễn Văn Cong"),))


@pytest.fixture
def seat():
    return Seat("sign", demo_signature("Nguyễn Văn Ký"), reason="Ký ban hành", location="Ba Đình")


def stamped(rendered, page, dpi=72):
    rendered.document.init_forms()
    return rendered.document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")


def share(picture, box, wanted):
    """Return the share of pixels in ``box`` (points from the lower left) that are ``wanted``."""
    left, bottom, right, top = box
    part = picture.crop(
        (round(left), round(picture.height - top), round(right), round(picture.height - bottom))
    )
    pixels = list(part.get_flattened_data())
    return sum(map(wanted, pixels)) / len(pixels)


def blue(pixel):
    return pixel[2] > pixel[0] + 60


def red(pixel):
    return pixel[0] > pixel[2] + 60


def test_each_signature_is_a_revision_of_its_own(signed):
    assert signed.by_person.startswith(signed.empty.pdf)
    assert signed.by_both.startswith(signed.by_person)
    assert signed.by_both.count(b"%%EOF") == 3


def test_the_person_certifies_and_the_agency_fills_a_field(signed):
    with pikepdf.open(io.BytesIO(signed.by_both)) as pdf:
        person, agency = (field.V for field in pdf.Root.AcroForm.Fields)
        for one in (person, agency):
            assert one.SubFilter == "/ETSI.CAdES.detached"
            assert str(one.M) == "D:20240730031500Z"
        assert pdf.Root.Perms.DocMDP.objgen == person.objgen
        [reference] = person.Reference
        assert (reference.TransformMethod, int(reference.TransformParams.P)) == ("/DocMDP", 2)
        assert "/Reference" not in agency


def test_the_pictures_are_seen_where_the_fields_are(signed, open_pdf):
    person, agency = (field.box for field in signed.empty.fields)
    with open_pdf(signed.empty.pdf) as before, open_pdf(signed.by_both) as after:
        assert share(stamped(before, 2), person, blue) == share(stamped(before, 2), agency, red) == 0
        picture = stamped(after, 2)
        assert share(picture, person, blue) > 0.02
        assert share(picture, agency, red) > 0.07
        assert after.texts() == before.texts()
    left, bottom, right, top = agency
    edge = 0.04 * (right - left)
    for strip in [(left, bottom, left + edge, top), (right - edge, bottom, right, top),
                  (left, bottom, right, bottom + edge), (left, top - edge, right, top)]:  # fmt: skip
        assert share(picture, strip, red) > 0.05, "the ring reaches the edge: the seal has its real size"


@pytest.mark.parametrize(("draw", "name"), [(demo_signature, "Nguyễn Văn Ký"), (demo_seal, "ỦY BAN " * 12)])
def test_demo_pictures_are_transparent(draw, name):
    image = Image.open(io.BytesIO(draw(name)))
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 0
    assert image.getchannel("A").getextrema() == (0, 255)


def test_the_two_phases_give_what_one_call_gives(signed, authority, seat):
    remote = RemoteSignatory(chain=authority.person.chain)
    prepared = prepare(signed.empty.pdf, remote.chain, seat, at=AT)
    stored = bytes(bytearray(prepared))
    assert digest_to_sign(stored) == hashlib.sha256(to_sign(stored)).digest()
    done = finish(stored, authority.person.sign(to_sign(stored)))
    assert len(done) == len(stored)
    assert examine(done, authority.roots, AT).word is Word.GENUINE


def test_a_service_may_be_asked_at_once(signed, authority, seat):
    remote = RemoteSignatory(chain=authority.person.chain, ask=authority.person.sign)
    assert examine(sign(signed.empty.pdf, remote, seat, at=AT), authority.roots, AT).word is Word.GENUINE
    with pytest.raises(TypeError, match="prepare and finish"):
        RemoteSignatory(chain=remote.chain).sign(b"")


def test_a_prepared_file_is_not_yet_signed(signed, authority, seat):
    prepared = prepare(signed.empty.pdf, authority.person.chain, seat, at=AT)
    assert examine(prepared, authority.roots, AT).word is Word.CHANGED


def test_an_elliptic_key_signs_too(signed, elliptic, seat):
    root = elliptic.chain[0].public_bytes(Encoding.DER)
    for _ in range(4):  # its signatures are of several lengths
        done = sign(signed.empty.pdf, elliptic, seat, at=AT)
        [found] = examine(done, (root,), AT).signatures
        assert found.intact
        assert found.trusted


def test_what_comes_back_must_fit(signed, authority, seat):
    prepared = prepare(signed.empty.pdf, authority.person.chain, seat, at=AT)
    good = authority.person.sign(to_sign(prepared))
    for bad in (authority.agency.sign(to_sign(prepared)), authority.person.sign(b"other"), good[:-1], b""):
        with pytest.raises(SignatureUnfit):
            finish(prepared, bad)
    with pytest.raises(NotPrepared):
        finish(finish(prepared, good), good)


@pytest.mark.parametrize("place", [100, -40, 0.5])
def test_a_file_that_was_changed_between_the_phases_is_refused(signed, authority, seat, place):
    prepared = bytearray(prepare(signed.empty.pdf, authority.person.chain, seat, at=AT))
    prepared[int(place * len(prepared)) if isinstance(place, float) else place] ^= 1
    with pytest.raises(NotPrepared):
        to_sign(bytes(prepared))


def test_bytes_after_a_prepared_file_are_refused(signed, authority, seat):
    prepared = prepare(signed.empty.pdf, authority.person.chain, seat, at=AT)
    for other in (prepared + b"\n", signed.empty.pdf, b"", b"%PDF-1.7"):
        with pytest.raises(NotPrepared):
            to_sign(other)


@pytest.mark.parametrize("days", [-6 * 365, 26 * 365])
def test_a_certificate_out_of_date_does_not_sign(signed, authority, seat, days):
    with pytest.raises(CertificateOutOfDate, match="DEMO Nguyễn Văn Ký is valid from"):
        sign(signed.empty.pdf, authority.person, seat, at=AT + timedelta(days=days))


def test_too_small_a_room_is_said(signed, authority, seat):
    with pytest.raises(ReservationTooSmall, match=r"takes \d+ bytes, the file has room for 500"):
        sign(signed.empty.pdf, authority.person, seat, at=AT, reserve=500)


def test_the_reservation_leaves_a_margin_but_no_desert(signed, authority):
    found = max(len(hexa) for hexa in re.findall(rb"<([0-9A-F]{1000,})>", signed.by_both))
    assert found == 2 * reservation(authority.agency.chain)
    used = len(bytes.fromhex(re.findall(rb"<([0-9A-F]{1000,})>", signed.by_both)[-1].decode()).rstrip(b"\0"))
    assert 500 < reservation(authority.agency.chain) - used < 4_000


def test_only_an_empty_field_can_be_signed(signed, authority, seat, issued):
    for pdf, field in ((signed.by_person, "sign"), (signed.empty.pdf, "nowhere"), (issued.pdf, "sign")):
        with pytest.raises(FieldNotFree, match="no empty signature field"):
            sign(pdf, authority.person, dataclasses.replace(seat, field=field), at=AT)


def test_the_agency_never_seals_first(signed, authority):
    with pytest.raises(SealBeforeSignature, match="a person must sign it first"):
        sign(signed.empty.pdf, authority.agency, Seat("seal", demo_seal("X"), Role.AGENCY), at=AT)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"x" * 5000, b"cut"])
def test_what_is_no_pdf_is_refused(signed, authority, seat, pdf):
    with pytest.raises(Unsignable):
        sign(signed.empty.pdf[:20_000] if pdf == b"cut" else pdf, authority.person, seat, at=AT)


def test_a_key_of_another_kind_is_refused(signed, seat):
    key = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "DEMO")])
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(AT).not_valid_after(AT).sign(key, None)
    )  # fmt: skip
    with pytest.raises(KeyUnfit):
        prepare(signed.empty.pdf, (certificate,), seat, at=AT)


def test_a_time_authority_may_stamp_the_signature(signed, authority, seat):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = certified(key, "DEMO TSA", ExtendedKeyUsageOID.TIME_STAMPING)
    own = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    clock = DummyTimeStamper(own, keys.PrivateKeyInfo.load(der), fixed_dt=AT)
    done = sign(
        signed.empty.pdf, authority.person, seat, at=AT,
        time_authority=lambda digest: clock.request_tsa_response(request_of(digest))["time_stamp_token"].dump(),
    )  # fmt: skip
    verdict = examine(done, (*authority.roots, certificate.public_bytes(Encoding.DER)), AT)
    assert verdict.word is Word.GENUINE
    assert verdict.signatures[0].stamped
    assert not examine(signed.by_person, authority.roots, AT).signatures[0].stamped


def request_of(digest):
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest}
    return tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": 1, "cert_req": True})


def test_poppler_agrees(signed, tmp_path, need):
    pdfsig = shutil.which("pdfsig") or need("pdfsig", "poppler-utils")
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed.by_both)
    said = subprocess.run([pdfsig, "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert said.count("Signing Hash Algorithm: SHA-256") == 2
    assert said.count("Not total document signed") == said.count("- Total document signed") == 1
    assert "CN=DEMO Nguyễn Văn Ký" in said
    file.write_bytes(signed.by_both[:5000] + b"?" + signed.by_both[5001:])
    said = subprocess.run([pdfsig, "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert "Signature Validation: Signature is Valid." not in said


def test_every_refusal_is_one_sentence():
    for error in (
        NotPrepared(),
        SignatureUnfit(),
        Unsignable(),
        SealBeforeSignature(),
        KeyUnfit(),
        FieldNotFree("x"),
    ):
        assert isinstance(error, SigningError)
        assert str(error).endswith(".")
        assert str(error)[0].isupper()
