"""The check of signatures as a page asks for it: so many at once, each only so long."""

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from reports.pdf.slots import Slots
from reports.pdf.trust import roots
from workflows.models import Installation

if TYPE_CHECKING:
    from reports.pdf.verdict import Verdict

SECONDS = 20.0
"""Wall time of one check; somebody waits for the page."""
AT_ONCE = 2
"""Checks at one time on one machine: each keeps a processor busy and a thread of the web server waiting."""


def check(pdf: bytes) -> "Verdict":
    """Return what is found in the file; never raises because of what it holds.

    Raises ``NoneFree`` when as many others are being checked as may be at one time.
    """
    with Slots(Path(settings.LOCKS_DIR) / "signature-checks", AT_ONCE).one():
        # the library behind it takes a third of a second to load and is used by nothing else of a page
        from reports.pdf.verify import verify

        return verify(pdf, trust=trusted(), seconds=SECONDS)


def signs_as_demo() -> bool:
    """Say whether papers are signed here by the authority of the demonstration."""
    return settings.SIGNING == "demo" or (not settings.SIGNING and Installation.is_demo_database())


def trusted() -> tuple[bytes, ...]:
    """Return the roots that this installation trusts; a demonstration trusts its own authority besides."""
    found = tuple(roots(Path(settings.TRUST_DIR)))
    if signs_as_demo():
        found += tuple(roots(Path(settings.DEMO_AUTHORITY)))
    return found
