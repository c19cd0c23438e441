"""Checking a signed file that somebody brings: a verdict in words, within bounded time and memory.

The file is examined in a process of its own. A first check takes about two seconds of a processor: let
a job do it, not a request.
"""

import base64
import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.pdf.examine import MAX_BYTES, SECONDS
from reports.pdf.verdict import Reason, Verdict, Word, from_plain
from workflows import clock

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]

SENTENCES: dict[Word, str | Promise] = {
    Word.GENUINE: _("The file is as it was signed, and the signatures are trusted."),
    Word.UNTRUSTED: _(
        "The file is as it was signed, but who signed is not known here; ask the agency that issued it."
    ),
    Word.CHANGED: _("The file was changed after it was signed; do not rely on it."),
    Word.UNSIGNED: _("The file carries no digital signature."),
}
REASONS: dict[Reason, str | Promise] = {
    Reason.DAMAGED: _("The file could not be read: it is damaged, or no PDF."),
    Reason.ENCRYPTED: _("The file could not be read: it is locked with a password; bring it without one."),
    Reason.TOO_LARGE: _("The file was not examined: it is larger than 20 MB."),
    Reason.TOO_COSTLY: _("The file was not examined: it is made so that it would take too long."),
}


def verify(
    pdf: bytes, *, trust: Sequence[bytes], at: datetime | None = None, seconds: float | None = None
) -> Verdict:
    """Return what is found in ``pdf``; never raises on any content.

    ``trust`` are root certificates (DER). ``at`` is when certificates must be valid; by default now. What
    takes longer than ``seconds`` (by default two minutes) is given up: ``TOO_COSTLY``.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    if len(pdf) > MAX_BYTES:
        return Verdict(Word.UNREADABLE, digest, reason=Reason.TOO_LARGE)
    asked = {"roots": [base64.b64encode(root).decode() for root in trust], "at": _iso(at)}
    try:
        # the child ends itself; its processor time is bounded, this bounds its waiting
        done = subprocess.run(
            [sys.executable, "-m", "reports.pdf.examine"],
            input=json.dumps(asked).encode() + b"\n" + pdf,
            capture_output=True,
            check=True,
            cwd=_ROOT,
            timeout=seconds or 4 * SECONDS,
        )
        return from_plain(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError) as error:
        # a hostile file, or a fault of ours: the log has what the child said last
        said = (getattr(error, "stderr", None) or b"")[-500:]
        logger.warning("Examination of %s ended: %s %r", digest, type(error).__name__, said)
        return Verdict(Word.UNREADABLE, digest, reason=Reason.TOO_COSTLY)


def sentence(verdict: Verdict) -> str:
    """Return the verdict as one sentence for who asked."""
    return str(REASONS[verdict.reason] if verdict.reason else SENTENCES[verdict.word])


def _iso(at: datetime | None) -> str:
    return (at or clock.now()).isoformat()
