"""Who signs: a certificate with its chain, and a way to have its key sign.

A ``Signatory`` is asked for one thing, the signature over some bytes with SHA-256; everything about PDF
stands in ``reports.pdf.sign``. The key may lie in a PKCS#12 file, in a token behind PKCS#11, or with a
service that is asked over the network or by a person.
"""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pkcs11
from asn1crypto.algos import DSASignature  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from reports.pdf.signing_errors import KeyNotOpened, KeyUnfit, TokenTrouble

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Chain = tuple[x509.Certificate, ...]


class Signatory(Protocol):
    """Somebody who can sign."""

    @property
    def chain(self) -> Chain:
        """Return the signer's certificate, then those that lead to its root."""

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``: RSA (PKCS#1 v1.5) or ECDSA (DER), with SHA-256.

        Raises a ``SigningError``.
        """


@dataclass(frozen=True)
class Pkcs12Signatory:
    """A key in memory. It is parsed and checked once, which takes as long as ten signatures."""

    key: PrivateKey
    chain: Chain

    def sign(self, data: bytes) -> bytes:
        """Sign with the key."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), SHA256())
        return self.key.sign(data, ec.ECDSA(SHA256()))


def open_pkcs12(path: Path, password: bytes | None) -> Pkcs12Signatory:
    """Return the signatory of a PKCS#12 file, kept for the next time while the file is the same.

    Raises ``KeyNotOpened`` or ``KeyUnfit``.
    """
    try:
        body = path.read_bytes()
    except OSError:
        raise KeyNotOpened(path.name) from None
    try:
        return _parsed(body, password)
    except ValueError:
        raise KeyNotOpened(path.name) from None


@functools.lru_cache(maxsize=32)
def _parsed(body: bytes, password: bytes | None) -> Pkcs12Signatory:
    key, certificate, others = pkcs12.load_key_and_certificates(body, password)
    if certificate is None:
        raise ValueError("no certificate")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyUnfit
    return Pkcs12Signatory(key=key, chain=(certificate, *others))


@dataclass(frozen=True)
class Pkcs11Signatory:
    """A key that never leaves its token (a USB token or an HSM).

    ``library`` is the maker's PKCS#11 library. Key and certificate carry ``key_label`` as their label,
    ``issuers`` are the certificates above. The PIN is given anew for every signature.
    """

    library: str
    token_label: str
    key_label: str
    pin: str
    chain: Chain

    def sign(self, data: bytes) -> bytes:
        """Have the token sign; raises ``TokenTrouble`` in any trouble with it."""
        try:
            with _token(self.library, self.token_label).open(user_pin=self.pin) as session:
                return _sign_in(session, self.key_label, data)
        except (pkcs11.PKCS11Error, RuntimeError) as error:
            raise TokenTrouble(type(error).__name__) from None


def open_pkcs11(
    library: str, *, token_label: str, key_label: str, pin: str, issuers: Chain = ()
) -> Pkcs11Signatory:
    """Return the signatory of a token, its certificate read from there; raises ``TokenTrouble``."""
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: key_label}
    try:
        with _token(library, token_label).open(user_pin=pin) as session:
            found = [bytes(one[pkcs11.Attribute.VALUE]) for one in session.get_objects(wanted)]
    except (pkcs11.PKCS11Error, RuntimeError) as error:
        raise TokenTrouble(type(error).__name__) from None
    if len(found) != 1:
        raise TokenTrouble(f"{len(found)} × {key_label}")
    chain = (x509.load_der_x509_certificate(found[0]), *issuers)
    return Pkcs11Signatory(library, token_label, key_label, pin, chain)


def _token(library: str, label: str) -> pkcs11.Token:
    token: pkcs11.Token = _library(library).get_token(token_label=label)
    return token


@functools.cache
def _library(path: str) -> Any:
    """Return a maker's library; it is loaded once a process."""
    return pkcs11.lib(path)


def _sign_in(session: pkcs11.Session, label: str, data: bytes) -> bytes:
    key: Any = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
    if key.key_type == pkcs11.KeyType.RSA:
        return bytes(key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
    # not every token can hash for ECDSA, and its answer is two bare numbers
    raw = key.sign(hashlib.sha256(data).digest(), mechanism=pkcs11.Mechanism.ECDSA)
    return bytes(DSASignature.from_p1363(raw).dump())


@dataclass(frozen=True)
class RemoteSignatory:
    """A key with a service. ``ask`` takes the bytes to sign and returns their signature.

    A service that answers later is served by the two halves in ``reports.pdf.sign``: ``prepare``, then
    ``finish`` with what came back; ``ask`` is not needed for that.
    """

    chain: Chain
    ask: Callable[[bytes], bytes] | None = None

    def sign(self, data: bytes) -> bytes:
        """Ask the service and wait."""
        if self.ask is None:
            raise TypeError("this signatory answers later: use prepare and finish")
        return self.ask(data)


def der(certificate: x509.Certificate) -> bytes:
    """Return a certificate as DER."""
    return certificate.public_bytes(Encoding.DER)


def common_name(certificate: x509.Certificate) -> str:
    """Return whom a certificate names, or nothing."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""
