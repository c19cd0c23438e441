"""Signing a file: PAdES (ETSI.CAdES.detached), SHA-256, each signature a revision of its own.

    prepare(pdf, signatory.chain, seat, at)  →  the file with its picture, and a signature still empty
    to_sign(prepared)                        →  the bytes that the key signs
    finish(prepared, signature)              →  the signed file

``sign`` does all three. Between the phases nothing but the prepared file needs to be kept: the certificate
and what is to be signed stand in it. The person signs first and certifies: afterwards only empty fields may
be filled, which is what the agency's seal does.
"""

import asyncio
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields as pyhanko_fields
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.pdf.fields import Role
from reports.pdf.signers import Chain, Signatory, common_name, der
from reports.pdf.signing_errors import (
    CertificateOutOfDate,
    FieldNotFree,
    KeyUnfit,
    NotPrepared,
    ReservationTooSmall,
    SealBeforeSignature,
    SignatureUnfit,
    Unsignable,
)

DIGEST = "sha256"
# What the container holds beside the certificates and the signature itself, with a margin.
OVERHEAD = 1_536
TIMESTAMP = 8_192
# A seal has its real size, so its picture goes to the edges of its field.
FILLING = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
)
_RANGE = re.compile(rb"/ByteRange ?\[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]")

# The seam for a time-stamp authority: takes the SHA-256 of the signature, returns a token (RFC 3161, DER).
TimeAuthority = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Seat:
    """Where and how somebody signs: the empty field, the picture in it (PNG with transparency)."""

    field: str
    picture: bytes
    role: Role = Role.PERSON
    reason: str | None = None
    location: str | None = None


def sign(
    pdf: bytes,
    signatory: Signatory,
    seat: Seat,
    *,
    at: datetime,
    reserve: int | None = None,
    time_authority: TimeAuthority | None = None,
) -> bytes:
    """Return ``pdf`` with one more signature; raises a ``SigningError`` and changes nothing.

    ``at`` is the time that the signature states. ``reserve`` is how many bytes the signature may take;
    by default it follows from the certificates.
    """
    if reserve is None:
        reserve = reservation(signatory.chain, stamped=time_authority is not None)
    prepared = prepare(pdf, signatory.chain, seat, at=at, reserve=reserve)
    return finish(prepared, signatory.sign(to_sign(prepared)), time_authority=time_authority)


def reservation(chain: Chain, *, stamped: bool = False) -> int:
    """Return how many bytes a signature with these certificates may take."""
    size = sum(len(der(one)) for one in chain) + _signature_size(chain[0]) + OVERHEAD
    return size + TIMESTAMP if stamped else size


def prepare(pdf: bytes, chain: Chain, seat: Seat, *, at: datetime, reserve: int | None = None) -> bytes:
    """Return the file with the picture in its place and everything but the signature."""
    _check_validity(chain[0], at)
    room = 2 * (reserve or reservation(chain))
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        digest, output = _write(writer, seat, at, room)
    except (PdfError, ValueError, KeyError, TypeError, RecursionError):
        raise Unsignable from None
    _fill(digest, output, _container(chain, digest.document_digest))
    return bytes(output.getvalue())


def to_sign(prepared: bytes) -> bytes:
    """Return the bytes whose SHA-256 signature the prepared file waits for."""
    return _signed_attributes(_waiting(prepared)[1])


def digest_to_sign(prepared: bytes) -> bytes:
    """Return the SHA-256 of ``to_sign``, for services that take a digest."""
    return hashlib.sha256(to_sign(prepared)).digest()


def finish(prepared: bytes, signature: bytes, *, time_authority: TimeAuthority | None = None) -> bytes:
    """Return the signed file; raises ``NotPrepared``, ``SignatureUnfit`` or ``ReservationTooSmall``."""
    digest, container = _waiting(prepared)
    _check_signature(container, signature)
    signer = container["content"]["signer_infos"][0]
    signer["signature"] = signature
    if time_authority:
        signer["unsigned_attrs"] = _stamp(time_authority(hashlib.sha256(signature).digest()))
    output = io.BytesIO(prepared)
    _fill(digest, output, container)
    return output.getvalue()


def _check_validity(certificate: x509.Certificate, at: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        raise CertificateOutOfDate(common_name(certificate), first, last)


def _signature_size(certificate: x509.Certificate) -> int:
    """Return the largest number of bytes that a signature with this certificate's key takes."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size // 8
    if isinstance(key, ec.EllipticCurvePublicKey):
        return 2 * (key.key_size // 8 + 1) + 16
    raise KeyUnfit


def _write(
    writer: IncrementalPdfFileWriter, seat: Seat, at: datetime, room: int
) -> tuple[PreparedByteRangeDigest, io.BytesIO]:
    """Write the revision that the signature covers; ``room`` counts hexadecimal digits."""
    filled = {name: value is not None for name, value, _ in pyhanko_fields.enumerate_sig_fields(writer)}
    if filled.get(seat.field, True):
        raise FieldNotFree(seat.field)
    first = not any(filled.values())
    if first and seat.role is Role.AGENCY:
        raise SealBeforeSignature
    embedder = PdfCMSEmbedder().write_cms(seat.field, writer, existing_fields_only=True)
    next(embedder)
    embedder.send(_setup(seat, at, room, certify=first))
    digest, output = embedder.send(SigIOSetup(md_algorithm=DIGEST))
    return digest, output


def _setup(seat: Seat, at: datetime, room: int, *, certify: bool) -> SigObjSetup:
    """Return signature dictionary, certification and picture; text would need a font inside the file."""
    picture = PdfImage(Image.open(io.BytesIO(seat.picture)).convert("RGBA"))
    style = StaticStampStyle(
        background=picture, background_layout=FILLING, background_opacity=1, border_width=0
    )
    return SigObjSetup(
        sig_placeholder=SignatureObject(
            timestamp=at,
            subfilter=pyhanko_fields.SigSeedSubFilter.PADES,
            bytes_reserved=room,
            reason=seat.reason,
            location=seat.location,
        ),
        mdp_setup=SigMDPSetup(
            md_algorithm=DIGEST,
            certify=certify,
            docmdp_perms=pyhanko_fields.MDPPerm.FILL_FORMS if certify else None,
        ),
        appearance_setup=SigAppearanceSetup(style=style, timestamp=at, name=None),
    )


def _container(chain: Chain, digest: bytes) -> cms.ContentInfo:
    """Return the CMS container with zeros for the signature."""
    own, *issuers = (asn1_x509.Certificate.load(der(one)) for one in chain)
    signer = ExternalSigner(
        signing_cert=own,
        cert_registry=SimpleCertificateStore.from_certs(issuers),
        signature_value=_signature_size(chain[0]),
        # whoever trusts a root has it; what nobody checks has no place in a file
        embed_roots=False,
    )
    return asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True))


def _fill(digest: PreparedByteRangeDigest, output: io.BytesIO, container: cms.ContentInfo) -> None:
    body = container.dump()
    room = (digest.reserved_region_end - digest.reserved_region_start) // 2 - 1
    if len(body) > room:
        raise ReservationTooSmall(len(body), room)
    output.seek(digest.reserved_region_start + 1)
    output.write(body.hex().upper().encode().ljust(2 * room, b"0"))


def _waiting(prepared: bytes) -> tuple[PreparedByteRangeDigest, cms.ContentInfo]:
    """Return the room for the newest signature and its container, when that is empty and fits the file."""
    try:
        # the newest signature is in the last revision; what is found is then held against its digest
        first, second, rest = map(int, _RANGE.findall(prepared, prepared.rindex(b"/ByteRange"))[0])
        body = prepared[:first] + prepared[second : second + rest]
        container = cms.ContentInfo.load(bytes.fromhex(prepared[first + 1 : second - 1].decode()))
        stated = _attribute(container, "message_digest")
        empty = not any(container["content"]["signer_infos"][0]["signature"].native)
    except (ValueError, KeyError, TypeError, IndexError):
        raise NotPrepared from None
    digest = hashlib.sha256(body).digest()
    if not empty or second + rest != len(prepared) or stated != digest:
        raise NotPrepared
    return PreparedByteRangeDigest(digest, first, second), container


def _attribute(container: cms.ContentInfo, name: str) -> object:
    attributes = container["content"]["signer_infos"][0]["signed_attrs"]
    return next(one["values"][0].native for one in attributes if one["type"].native == name)


def _signed_attributes(container: cms.ContentInfo) -> bytes:
    """Return the attributes as they are signed: as a SET, not with the tag that they have inside."""
    return bytes(container["content"]["signer_infos"][0]["signed_attrs"].untag().dump())


def _own_certificate(container: cms.ContentInfo) -> x509.Certificate:
    signed = container["content"]
    serial = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    certificates = (one.chosen for one in signed["certificates"])
    found = next(one for one in certificates if one.serial_number == serial)
    return x509.load_der_x509_certificate(found.dump())


def _check_signature(container: cms.ContentInfo, signature: bytes) -> None:
    key, data = _own_certificate(container).public_key(), _signed_attributes(container)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(SHA256()))
    except InvalidSignature:
        raise SignatureUnfit from None


def _stamp(token: bytes) -> cms.CMSAttributes:
    """Return a time stamp as the attribute that makes PAdES level B-T of a signature."""
    attribute = {"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token)]}
    return cms.CMSAttributes([cms.CMSAttribute(attribute)])
