"""A certificate authority for demonstrations: one root, one person, one agency.

Every subject says that it is for demonstration. The root's key is thrown away when the two certificates
are made: nobody can issue a third one. The keys lie unencrypted in a directory that only its owner may read.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from reports.pdf.signers import Pkcs12Signatory, open_pkcs12

DEMO = "DEMO"
NOTICE = "CHỨNG THƯ THỬ NGHIỆM (DEMO), KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
# Played clocks of demonstrations run years behind, and papers are looked at years later.
BEFORE, AFTER = timedelta(days=5 * 365), timedelta(days=25 * 365)
# X.509 (RFC 5280, Annex A.1); cryptography counts bytes of UTF-8
LONGEST_NAME = 64
_ROOT, _PERSON, _AGENCY = "root.crt", "person.p12", "agency.p12"


@dataclass(frozen=True)
class DemoAuthority:
    """Who signs in a demonstration, and the roots that a check of it trusts."""

    person: Pkcs12Signatory
    agency: Pkcs12Signatory
    roots: tuple[bytes, ...]


def open_authority(
    directory: Path,
    *,
    at: datetime,
    person: str = "Nguyễn Văn Ký",
    agency: str = "Ủy ban nhân dân thử nghiệm",
) -> DemoAuthority:
    """Return the authority that lies in ``directory``; made there when there is none.

    ``at`` is the time of the making; certificates hold from 5 years before to 25 years after. ``person``
    and ``agency`` are only used by the making.
    """
    if not directory.is_dir():
        _make_at_once(directory, person, agency, at)
    return DemoAuthority(
        person=open_pkcs12(directory / _PERSON, None),
        agency=open_pkcs12(directory / _AGENCY, None),
        roots=((directory / _ROOT).read_bytes(),),
    )


def _make_at_once(directory: Path, person: str, agency: str, at: datetime) -> None:
    """Make beside and rename: of two processes one wins, and nobody sees half of it."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    # closed to others from the beginning
    draft = Path(tempfile.mkdtemp(prefix=f"{directory.name}.", dir=directory.parent))
    try:
        _make(draft, person, agency, at)
        draft.rename(directory)
    except OSError:
        if not directory.is_dir():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make(directory: Path, person: str, agency: str, at: datetime) -> None:
    root_key = _new_key()
    root_name = _name(f"{DEMO} Tổ chức chứng thực thử nghiệm", "Trạng")
    root = _certificate(root_name, root_key, root_name, root_key, at, authority=True)
    _write(directory / _ROOT, root.public_bytes(Encoding.DER))
    subjects = {_PERSON: _name(f"{DEMO} {person}", agency), _AGENCY: _name(f"{DEMO} {agency}", None)}
    for file, subject in subjects.items():
        key = _new_key()
        certificate = _certificate(subject, key, root_name, root_key, at, authority=False)
        body = pkcs12.serialize_key_and_certificates(file.encode(), key, certificate, [root], NoEncryption())
        _write(directory / file, body)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common_name: str, organisation: str | None) -> x509.Name:
    """Return a subject; an agency's own certificate has one name for both (no ``organisation`` given)."""
    short = common_name.encode()[:LONGEST_NAME].decode(errors="ignore").strip()
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation or short),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, NOTICE),
        x509.NameAttribute(NameOID.COMMON_NAME, short),
    ])  # fmt: skip


def _certificate(
    subject: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    at: datetime,
    *,
    authority: bool,
) -> x509.Certificate:
    public, issuing = key.public_key(), issuer_key.public_key()
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
         "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False
    )  # fmt: skip
    allowed = ("key_cert_sign", "crl_sign") if authority else ("digital_signature", "content_commitment")
    usage |= dict.fromkeys(allowed, True)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BEFORE)
        .not_valid_after(at + AFTER)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), True)
        .add_extension(x509.KeyUsage(**usage), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing), False)
    )
    return builder.sign(issuer_key, SHA256())


def _write(path: Path, body: bytes) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)
