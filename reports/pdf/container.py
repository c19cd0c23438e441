"""The container of a signature (CMS, RFC 5652): what no key protects must still say what it should.

A signature protects the file and its own attributes. Around them lie lengths, versions, names of algorithms
and the rest of the room that the file keeps: changes there do no harm, but they are changes.
"""

from typing import Any

from asn1crypto import cms, core, x509  # type: ignore[import-untyped]
from pyhanko.sign.validation import EmbeddedPdfSignature


def is_tidy(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether nothing hides in the room of the signature, which no signature covers."""
    contents = bytes(signature.pkcs7_content)
    container = cms.ContentInfo.load(contents)
    body = _again(container)
    _, first, second, _ = (int(number) for number in signature.byte_range)
    stream = signature.reader.stream
    stream.seek(first)
    written = stream.read(second - first)
    plain = contents.hex().encode()
    as_written = written in (b"<%s>" % plain, b"<%s>" % plain.upper())
    whole = contents.startswith(body) and not any(contents[len(body) :])
    return as_written and whole and _regular(container, signature.signer_cert)


def _again(container: cms.ContentInfo) -> bytes:
    """Return the container with its own lengths written anew."""
    signed = container["content"]
    signers = [cms.SignerInfo(_parts(one)) for one in signed["signer_infos"]]
    content = cms.SignedData({**_parts(signed), "signer_infos": signers})
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _parts(sequence: Any) -> dict[str, Any]:
    """Return the fields that an ASN.1 sequence has, as they were read."""
    return {name: sequence[name] for name in sequence if not isinstance(sequence[name], core.Void)}


def _regular(container: cms.ContentInfo, certificate: x509.Certificate) -> bool:
    """Tell whether the parts that no key protects say what RFC 5652 makes them say."""
    signed = container["content"]
    [signer] = signed["signer_infos"]
    named = signer["sid"].chosen
    by_issuer = signer["sid"].name == "issuer_and_serial_number"
    digests = [signer["digest_algorithm"], *signed["digest_algorithms"]]
    # other kinds of certificates make it version 4 or 5
    plain = all(one.name == "certificate" for one in signed["certificates"])
    return (
        (signed["version"].native == signer["version"].native or not plain)
        and signer["version"].native == ("v1" if by_issuer else "v3")
        and (not by_issuer or named["issuer"].dump() == certificate.issuer.dump())
        and len({one["algorithm"].native for one in digests}) == 1
        and all(one["parameters"].dump() in (b"", b"\x05\x00") for one in digests)
    )
