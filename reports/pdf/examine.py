"""Examining a signed file of unknown origin: facts only, no words.

Run as a program it is the child of ``reports.pdf.verify``: it bounds its own memory and time before it
reads a byte, so a file made to exhaust a machine exhausts this process only. It knows no Django.
"""

import base64
import hashlib
import io
import json
import logging
import resource
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reports.pdf.container import is_tidy
from reports.pdf.fields import SEAL, Role
from reports.pdf.verdict import Covers, Finding, Later, Reason, Verdict, Word, to_plain

# Papers are below 1 MB; with a long annex and pictures they stay far below this.
MAX_BYTES = 20_000_000
MAX_SIGNATURES = 20
MEMORY, SECONDS = 1_500_000_000, 30


_LATER = {
    ModificationLevel.NONE: Later.NOTHING,
    ModificationLevel.LTA_UPDATES: Later.UPKEEP,
    ModificationLevel.FORM_FILLING: Later.SIGNATURES,
}
_COVERS = {
    SignatureCoverageLevel.ENTIRE_FILE: Covers.FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Covers.REVISION,
}


def examine(pdf: bytes, roots: Sequence[bytes], at: datetime) -> Verdict:
    """Return what is found in ``pdf``; never raises.

    ``roots`` are trusted certificates (DER); ``at`` is when certificates must be valid, unless a
    time stamp in the file says otherwise.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    if len(pdf) > MAX_BYTES:
        return Verdict(Word.UNREADABLE, digest, reason=Reason.TOO_LARGE)
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            return Verdict(Word.UNREADABLE, digest, reason=Reason.ENCRYPTED)
        signatures = reader.embedded_regular_signatures
        if len(signatures) > MAX_SIGNATURES:
            return Verdict(Word.UNREADABLE, digest, reason=Reason.TOO_COSTLY)
        findings = tuple(_finding(one, roots, at) for one in signatures)
    except MemoryError:
        return Verdict(Word.UNREADABLE, digest, reason=Reason.TOO_COSTLY)
    except Exception:
        # a reader of foreign bytes may fail in any way; each means that they are no sound PDF
        return Verdict(Word.UNREADABLE, digest, reason=Reason.DAMAGED)
    return Verdict(_word(findings), digest, findings)


def _word(findings: Sequence[Finding]) -> Word:
    """Return the word for the whole file: as good as its worst signature, and nothing after the newest."""
    if not findings:
        return Word.UNSIGNED
    sound = all(
        one.intact and one.covers is not Covers.PART and one.later is not Later.OTHER for one in findings
    )
    newest = findings[-1]
    if not sound or not (newest.covers is Covers.FILE or newest.later is Later.UPKEEP):
        return Word.CHANGED
    return Word.GENUINE if all(one.trusted for one in findings) else Word.UNTRUSTED


def _finding(signature: EmbeddedPdfSignature, roots: Sequence[bytes], at: datetime) -> Finding:
    certificate = signature.signer_cert
    status = _status(signature, roots, at)
    subject = certificate.subject.native
    return Finding(
        name=_text(subject, "common_name"),
        organisation=_text(subject, "organization_name"),
        role=_role(subject, signature.field_name),
        field=signature.field_name,
        signed_at=signature.self_reported_timestamp,
        intact=bool(status and status.intact and status.valid and is_tidy(signature)),
        trusted=bool(status and status.trusted),
        covers=_COVERS.get(status.coverage, Covers.PART) if status and status.coverage else Covers.PART,
        later=_later(status),
        certified=signature.docmdp_level is not None,
        stamped=bool(status and status.timestamp_validity and status.timestamp_validity.trusted),
        authority=_authority(status),
    )


def _authority(status: PdfSignatureStatus | None) -> str:
    if status is None or not status.trusted or status.validation_path is None:
        return ""
    name = status.validation_path.trust_anchor.authority.name
    return _text(name.native, "common_name") or str(name.human_friendly)


def _status(
    signature: EmbeddedPdfSignature, roots: Sequence[bytes], at: datetime
) -> PdfSignatureStatus | None:
    """Return pyHanko's status; None when the signature itself cannot be understood."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots], moment=at, allow_fetching=False
    )
    try:
        return validate_pdf_signature(signature, context)
    except MemoryError:
        raise
    except Exception:
        return None


def _later(status: PdfSignatureStatus | None) -> Later:
    """What the certification forbids counts as other than signatures."""
    if status is None or status.modification_level is None or not status.docmdp_ok:
        return Later.OTHER
    return _LATER.get(status.modification_level, Later.OTHER)


def _text(subject: dict[str, Any], name: str) -> str:
    value = subject.get(name, "")
    return value if isinstance(value, str) else ", ".join(value)


def _role(subject: dict[str, Any], field: str) -> Role:
    """A certificate of an agency names the agency twice (ETSI EN 319 412-3), a person's names both."""
    name, organisation = _text(subject, "common_name"), _text(subject, "organization_name")
    legal = "organization_identifier" in subject and "given_name" not in subject
    return (
        Role.AGENCY if legal or name == organisation or (not organisation and field == SEAL) else Role.PERSON
    )


def main() -> None:
    """Read a line of JSON (roots, time) and the file from standard input; write the verdict as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    asked = json.loads(sys.stdin.buffer.readline())
    roots = [base64.b64decode(root) for root in asked["roots"]]
    verdict = examine(sys.stdin.buffer.read(), roots, datetime.fromisoformat(asked["at"]))
    json.dump(to_plain(verdict), sys.stdout)


if __name__ == "__main__":
    main()
