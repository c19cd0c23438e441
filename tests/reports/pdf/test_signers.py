"""Keys: in a file, in a token; opened once, refused in one sentence."""

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519, padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PublicFormat,
    load_der_public_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from reports.pdf.examine import examine
from reports.pdf.sign import Seat, sign
from reports.pdf.signers import common_name, open_pkcs11, open_pkcs12
from reports.pdf.signing_errors import KeyNotOpened, KeyUnfit, TokenTrouble
from reports.pdf.stamps import demo_signature
from reports.pdf.verdict import Word

LABEL, PIN, KEY = "trang-test", "123456", "chu-ky"
PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


@pytest.fixture
def locked(authority, tmp_path):
    """Return a PKCS#12 file with a password."""
    own = authority.person
    path = tmp_path / "ky.p12"
    lock = BestAvailableEncryption("mật khẩu".encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"ky", own.key, own.chain[0], own.chain[1:], lock))
    return path


def test_a_file_opens_with_its_password_and_is_parsed_once(locked, authority):
    opened = open_pkcs12(locked, "mật khẩu".encode())
    assert opened.chain == authority.person.chain
    assert open_pkcs12(locked, "mật khẩu".encode()) is opened


@pytest.mark.parametrize("password", [b"other", b"", None])
def test_a_wrong_password_is_said(locked, password):
    with pytest.raises(KeyNotOpened, match=r"“ky.p12” could not be opened: check its password"):
        open_pkcs12(locked, password)


def test_what_is_no_key_file_is_said(tmp_path):
    (tmp_path / "a.p12").write_bytes(b"nonsense")
    for name in ("a.p12", "none.p12"):
        with pytest.raises(KeyNotOpened, match=name):
            open_pkcs12(tmp_path / name, b"x")


def test_a_key_of_another_kind_is_said(tmp_path, signed_at):
    key = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "DEMO")])
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(signed_at).not_valid_after(signed_at).sign(key, None)
    )  # fmt: skip
    path = tmp_path / "ed.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption()))
    with pytest.raises(KeyUnfit, match="neither an RSA nor an ECDSA key"):
        open_pkcs12(path, None)


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory, need):
    """Return the library of a software token with one empty token."""
    places = (os.environ.get("SOFTHSM2_LIB", ""), *PLACES)
    library = next((place for place in places if place and Path(place).exists()), None)
    tool = shutil.which("softhsm2-util")
    if not library or not tool:
        need("libsofthsm2.so", "softhsm2")
    home = tmp_path_factory.mktemp("hsm")
    (home / "tokens").mkdir()
    (home / "softhsm2.conf").write_text(f"directories.tokendir = {home}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(home / "softhsm2.conf")
    made = ["--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "654321"]
    subprocess.run([tool, "--module", library, *made], check=True, capture_output=True)
    yield library
    del os.environ["SOFTHSM2_CONF"]


def in_token(library, key_type, authority_key, label, at):
    """Make a key pair in the token, certify it, lay the certificate beside it; return the root."""
    token = pkcs11.lib(library).get_token(token_label=LABEL)
    with token.open(user_pin=PIN, rw=True) as session:
        if key_type is pkcs11.KeyType.RSA:
            public, _ = session.generate_keypair(key_type, 2048, label=label, store=True)
            der = pkcs11.util.rsa.encode_rsa_public_key(public)
            own = load_der_public_key(spki_of_rsa(der))
        else:
            curve = {pkcs11.Attribute.EC_PARAMS: pkcs11.util.ec.encode_named_curve_parameters("secp256r1")}
            parameters = session.create_domain_parameters(key_type, curve, local=True)
            public, _ = parameters.generate_keypair(label=label, store=True)
            own = load_der_public_key(pkcs11.util.ec.encode_ec_public_key(public))
        certificate = certify(own, authority_key, at)
        session.create_object({
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            pkcs11.Attribute.LABEL: label,
            pkcs11.Attribute.TOKEN: True,
            pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
            pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
        })  # fmt: skip


def spki_of_rsa(pkcs1):
    from asn1crypto.keys import PublicKeyInfo, RSAPublicKey

    return PublicKeyInfo.wrap(RSAPublicKey.load(pkcs1), "rsa").dump()


ISSUER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "DEMO gốc")])


def certify(public, issuer_key, at):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "DEMO Nguyễn Văn Thẻ")])
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(ISSUER).public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=1))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), True).sign(issuer_key, SHA256())
    )  # fmt: skip


@pytest.fixture(scope="module")
def root(authority, signed_at):
    key = authority.agency.key
    return (
        x509.CertificateBuilder().subject_name(ISSUER).issuer_name(ISSUER).public_key(key.public_key())
        .serial_number(1).not_valid_before(signed_at - timedelta(days=1))
        .not_valid_after(signed_at + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True).sign(key, SHA256())
    )  # fmt: skip


@pytest.mark.parametrize("key_type", [pkcs11.KeyType.RSA, pkcs11.KeyType.EC])
def test_a_token_signs_a_paper(softhsm, authority, signed, root, signed_at, key_type):
    label = f"{KEY}-{key_type.name}"
    in_token(softhsm, key_type, authority.agency.key, label, signed_at)
    signatory = open_pkcs11(softhsm, token_label=LABEL, key_label=label, pin=PIN)
    assert common_name(signatory.chain[0]) == "DEMO Nguyễn Văn Thẻ"
    seat = Seat("sign", demo_signature("Nguyễn Văn Ký"))
    done = sign(signed.empty.pdf, signatory, seat, at=signed_at)
    verdict = examine(done, (root.public_bytes(Encoding.DER),), signed_at)
    assert verdict.word is Word.GENUINE
    assert verdict.signatures[0].name == "DEMO Nguyễn Văn Thẻ"


@pytest.mark.parametrize("changes", [{"pin": "000000"}, {"token_label": "other"}, {"key_label": "other"}])
def test_trouble_with_the_token_is_one_sentence(softhsm, changes):
    asked = {"token_label": LABEL, "key_label": KEY, "pin": PIN} | changes
    with pytest.raises(TokenTrouble, match=r"token could not be used \(.+\); check that it is plugged in"):
        open_pkcs11(softhsm, **asked)


def test_a_missing_library_is_one_sentence(tmp_path):
    with pytest.raises(TokenTrouble):
        open_pkcs11(str(tmp_path / "none.so"), token_label=LABEL, key_label=KEY, pin=PIN)


def test_a_key_in_memory_signs_bytes(authority):
    signature = authority.person.sign(b"data")
    authority.person.chain[0].public_key().verify(signature, b"data", padding.PKCS1v15(), SHA256())
    assert (
        authority.person.chain[0].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
