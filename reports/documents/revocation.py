"""The decision that cancels awards and takes the prizes back (Law 06/2022/QH15, art. 93)."""

from dataclasses import dataclass
from typing import ClassVar

from reports.documents.parts import Decision


@dataclass(frozen=True, kw_only=True)
class RevocationRecord(Decision):
    """A decision by which awards are cancelled; ``ground`` is the letter of the law's point."""

    KIND: ClassVar[str] = "revocation"

    ground: str
