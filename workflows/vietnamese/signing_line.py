"""The line above a signature that says by which authority somebody signs (Decree 30/2020, Annex I, 7a)."""

import re
from typing import NamedTuple

NONE, FOR_BODY, DEPUTY, BY_ORDER, AUTHORISED, ACTING = "", "TM.", "KT.", "TL.", "TUQ.", "Q."
MODES = (NONE, FOR_BODY, DEPUTY, BY_ORDER, AUTHORISED, ACTING)

_HEAD = re.compile(r"(TM\.|KT\.|TL\.|TUQ\.|Q\.)(?: |$)")
# “Q.” also shortens the name of a district: it counts at the beginning of the line only.
_STANDS_IN = re.compile(r"^Q\. |(?:^| )(?:KT|TL|TUQ)\. ")


class SigningLine(NamedTuple):
    """``mode`` is one of ``MODES``, ``body`` what follows it: ``CHỦ TỊCH``."""

    mode: str
    body: str

    def __str__(self) -> str:
        return f"{self.mode} {self.body}".strip()


def parse(line: str | None) -> SigningLine:
    """Return the parts of an authority line; a line that begins with none of the modes is all ``body``."""
    found = _HEAD.match(line or "")
    if not found:
        return SigningLine(NONE, line or "")
    return SigningLine(found[1], (line or "")[found.end() :])


def stands_in(line: str | None) -> bool:
    """Say whether somebody signs in another's place: KT., TL., TUQ. or Q., after TM. as well."""
    return bool(_STANDS_IN.search(line or ""))
